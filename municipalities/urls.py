from django.urls import path

from municipalities import views

app_name = "municipalities"
urlpatterns = [
    path("", views.municipalities, name="list"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.municipality, name="municipality"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/offices/add/", views.add_office, name="add_office"),
    path("offices/<int:pk>/edit/", views.edit_office, name="edit_office"),
    path("offices/<int:pk>/remove/", views.remove_office, name="remove_office"),
]
