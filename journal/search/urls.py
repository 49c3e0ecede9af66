from django.urls import path

from journal.search import views

urlpatterns = [
    path("diary/search/", views.search, name="search"),
    path("children/<int:pk>/diary/", views.diary, name="diary"),
]
