from django.urls import path

from journal.handover import views

urlpatterns = [
    path("units/<slug:slug>/handover/", views.handover, name="handover"),
    path("units/<slug:slug>/handover/take/", views.take_over, name="take_over"),
    path("units/<slug:slug>/handover/accept/", views.accept, name="accept"),
]
