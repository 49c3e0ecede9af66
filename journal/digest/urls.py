from django.urls import path

from journal.digest import views

urlpatterns = [
    path("children/<int:pk>/gathered/", views.child_week, name="child_week"),
    path("gathered/", views.gathered, name="gathered"),
]
