from django.urls import path

from placements.photos import views

urlpatterns = [
    path("children/<int:pk>/photo/", views.photo, name="photo"),
    path("children/<int:pk>/photo/remove/", views.remove_photo, name="remove_photo"),
    path("children/<int:pk>/photo/large/", views.child_picture, {"size": "large"}, name="photo_large"),
    path("children/<int:pk>/photo/small/", views.child_picture, {"size": "small"}, name="photo_small"),
    path("people/<int:pk>/photo/", views.portrait, name="portrait"),
    path("people/<int:pk>/photo/remove/", views.remove_portrait, name="remove_portrait"),
    path("people/<int:pk>/photo/large/", views.portrait_picture, {"size": "large"}, name="portrait_large"),
    path("people/<int:pk>/photo/small/", views.portrait_picture, {"size": "small"}, name="portrait_small"),
]
