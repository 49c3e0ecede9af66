from django.urls import path

from journal.writing import views

urlpatterns = [path("children/<int:pk>/diary/write/", views.write, name="write")]
