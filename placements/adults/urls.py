from django.urls import path

from placements.adults import views

urlpatterns = [
    path("placements/<int:pk>/adults/", views.adults, name="adults"),
    path("placements/<int:pk>/contact/", views.name_contact, name="name_contact"),
    path("placements/<int:pk>/caseworker/", views.name_caseworker, name="name_caseworker"),
    path("caseworkers/<int:pk>/end/", views.end_caseworker, name="end_caseworker"),
    path("contact-persons/", views.wanting_contacts, name="wanting_contacts"),
]
