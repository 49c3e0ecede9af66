from django.urls import path

from journal.pictures import views

urlpatterns = [
    path("entries/<int:pk>/pictures/add/", views.add_picture, name="add_picture"),
    path("entries/<int:pk>/pictures/<int:picture>/remove/", views.remove_picture, name="remove_picture"),
    path(
        "entries/<int:pk>/pictures/<int:picture>/large/",
        views.picture,
        {"size": "large"},
        name="picture_large",
    ),
    path(
        "entries/<int:pk>/pictures/<int:picture>/small/",
        views.picture,
        {"size": "small"},
        name="picture_small",
    ),
]
