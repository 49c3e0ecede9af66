from django.urls import path

from journal.versions import views

urlpatterns = [
    path("entries/<int:pk>/", views.entry, name="entry"),
    path("entries/<int:pk>/correct/", views.correct, name="correct"),
    path("entries/<int:pk>/add/", views.add, name="add"),
]
