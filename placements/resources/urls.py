from django.urls import path

from placements.resources import views

urlpatterns = [
    path("placements/<int:pk>/resources/", views.apply_resources, name="apply_resources"),
    path("resources/<int:pk>/answer/", views.answer_resources, name="answer_resources"),
    path("resources/<int:pk>/withdraw/", views.withdraw_resources, name="withdraw_resources"),
]
