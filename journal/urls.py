from django.urls import path

from journal import views

app_name = "journal"
urlpatterns = [
    path("units/<slug:slug>/", views.board, name="board"),
    path("children/<int:pk>/diary/", views.diary, name="diary"),
    path("children/<int:pk>/diary/write/", views.write, name="write"),
]
