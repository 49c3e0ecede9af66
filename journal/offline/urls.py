from django.urls import path

from journal.offline import views

urlpatterns = [
    path("diary/ready/", views.ready, name="ready"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
