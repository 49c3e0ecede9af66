from django.urls import path

from journal.daysheet import views

urlpatterns = [path("units/<slug:slug>/day-sheet/", views.day_sheet, name="day_sheet")]
