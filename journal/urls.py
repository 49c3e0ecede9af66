from django.urls import include, path

from journal import views
from journal.apps import CAPABILITIES

app_name = "journal"
urlpatterns = [
    path("children/<int:pk>/diary/", views.diary, name="diary"),
    *(path("", include(f"journal.{capability}.urls")) for capability in CAPABILITIES),
]
