from django.urls import path

from placements.daily import absence_views, day_care_views, views

urlpatterns = [
    path("units/<slug:slug>/attendance/", views.attendance, name="attendance"),
    path("units/<slug:slug>/attendance/<int:pk>/", views.mark, name="mark"),
    path("placements/<int:pk>/daily/", views.daily, name="daily"),
    path("placements/<int:pk>/schooling/", views.add_schooling, name="add_schooling"),
    path("schoolings/<int:pk>/", views.change_schooling, name="change_schooling"),
    path("placements/<int:pk>/absence/", absence_views.add_absence, name="add_absence"),
    path("absences/<int:pk>/", absence_views.change_absence, name="change_absence"),
    path("absences/<int:pk>/back/", absence_views.bring_back, name="bring_back"),
    path("absences/<int:pk>/remove/", absence_views.remove_absence, name="remove_absence"),
    path("placements/<int:pk>/day-care/", day_care_views.ask_day_care, name="ask_day_care"),
    path("day-care/<int:pk>/applied/", day_care_views.day_care_apply, name="day_care_apply"),
    path("day-care/<int:pk>/answer/", day_care_views.day_care_answer, name="day_care_answer"),
    path("day-care/<int:pk>/give-up/", day_care_views.day_care_give_up, name="day_care_give_up"),
]
