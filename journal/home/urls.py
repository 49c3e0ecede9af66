from django.urls import path

from journal.home import views

urlpatterns = [
    path("units/<slug:slug>/", views.board, name="board"),
    path("units/<slug:slug>/unread/", views.unread, name="unread"),
]
