from django.urls import path

from placements.meetings import minutes_views, planning_views, views

urlpatterns = [
    path("placements/<int:pk>/meeting/", views.record_meeting, name="record_meeting"),
    path("placements/<int:pk>/meetings/", views.meetings, name="meetings"),
    path("placements/<int:pk>/meetings/plan/", planning_views.plan_meeting, name="plan_meeting"),
    path("placements/<int:pk>/meetings/year/", planning_views.plan_year, name="plan_year"),
    path("meetings/", views.overview, name="all_meetings"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/agenda/", planning_views.write_agenda, name="write_agenda"),
    path("meetings/<int:pk>/invitation/", planning_views.invite, name="invite"),
    path("meetings/<int:pk>/move/", planning_views.move_meeting, name="move_meeting"),
    path("meetings/<int:pk>/cancel/", planning_views.cancel_meeting, name="cancel_meeting"),
    path("meetings/<int:pk>/held/", planning_views.hold_meeting, name="hold_meeting"),
    path("meetings/<int:pk>/minutes/", minutes_views.write_minutes, name="write_minutes"),
    path("meetings/<int:pk>/take-over/", minutes_views.take_over_minutes, name="take_over_minutes"),
    path("meetings/<int:pk>/sign/", minutes_views.sign_minutes, name="sign_minutes"),
    path("meetings/<int:pk>/send-back/", minutes_views.send_back_minutes, name="send_back_minutes"),
]
