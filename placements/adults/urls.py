from django.urls import path

from placements.adults import views

urlpatterns = [path("placements/<int:pk>/contact/", views.name_contact, name="name_contact")]
