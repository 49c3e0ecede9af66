from django.urls import path

from units import shift_views, staff_views, views

app_name = "units"
urlpatterns = [
    path("units/", views.units, name="list"),
    path("units/settings/new/", views.create, name="create"),
    path("units/<slug:slug>/settings/", views.settings, name="settings"),
    path("units/<slug:slug>/settings/edit/", views.edit, name="edit"),
    path("units/<slug:slug>/places/add/", views.add_places, name="add_places"),
    path("units/<slug:slug>/places/emergency/", views.open_emergency_place, name="open_emergency_place"),
    path("units/<slug:slug>/shifts/add/", shift_views.add_shift, name="add_shift"),
    path("shifts/<int:pk>/", shift_views.shift, name="shift"),
    path("shifts/<int:pk>/remove/", shift_views.remove_shift, name="remove_shift"),
    path("staff/", staff_views.staff_boards, name="staff_boards"),
    path("units/<slug:slug>/staff/", staff_views.staff_board, name="staff_board"),
    path("units/<slug:slug>/staff/here/", staff_views.mark_here, name="mark_here"),
    path("places/<int:pk>/close/", views.close_place, name="close_place"),
    path("people/<int:pk>/assign/", views.assign, name="assign"),
    path("assignments/<int:pk>/end/", views.end_assignment, name="end_assignment"),
]
