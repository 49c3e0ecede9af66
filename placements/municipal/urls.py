from django.urls import path

from placements.municipal import views

urlpatterns = [
    path("portal/placements/", views.municipal_placements, name="municipal_placements"),
    path("portal/placements/<int:pk>/", views.municipal_placement, name="municipal_placement"),
]
