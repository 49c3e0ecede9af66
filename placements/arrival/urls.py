from django.urls import path

from placements.arrival import views

urlpatterns = [
    path("placements/<int:pk>/arrival/", views.register_arrival, name="register_arrival"),
    path("placements/<int:pk>/intake/", views.intake, name="intake"),
    path("placements/<int:pk>/intake/correct/", views.correct_intake, name="correct_intake"),
    path("placements/<int:pk>/intake/list/", views.make_intake_list, name="make_intake_list"),
    path("placements/<int:pk>/intake/signed/", views.sign_intake, name="sign_intake"),
]
