from django.urls import path

from placements.meetings import views

urlpatterns = [
    path("placements/<int:pk>/meeting/", views.record_meeting, name="record_meeting"),
]
