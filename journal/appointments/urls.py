from django.urls import path

from journal.appointments import views

urlpatterns = [
    path("children/<int:pk>/appointments/", views.appointments, name="appointments"),
    path("children/<int:pk>/appointments/add/", views.make, name="make_appointment"),
    path("appointments/<int:pk>/", views.change, name="change_appointment"),
    path("appointments/<int:pk>/cancel/", views.cancel, name="cancel_appointment"),
    path("appointments/<int:pk>/kept/", views.keep, name="keep_appointment"),
    path("units/<slug:slug>/week/", views.week, name="week"),
]
