from django.urls import path

from placements.gaps import views

urlpatterns = [path("missing/", views.missing, name="missing")]
