from django.urls import path

from placements.arrival import views

urlpatterns = [path("placements/<int:pk>/arrival/", views.register_arrival, name="register_arrival")]
