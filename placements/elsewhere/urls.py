from django.urls import path

from placements.elsewhere import views

urlpatterns = [
    path("placements/<int:pk>/search/", views.begin_search, name="begin_search"),
    path("searches/<int:pk>/", views.search, name="search"),
    path("searches/<int:pk>/end/", views.end_search, name="end_search"),
]
