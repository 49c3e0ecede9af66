from django.urls import path

from placements.moves import views

urlpatterns = [
    path("placements/<int:pk>/move/", views.move, name="move"),
    path("placements/<int:pk>/move/places/", views.move_places, name="move_places"),
    path("moves/<int:pk>/cancel/", views.cancel_move, name="cancel_move"),
]
