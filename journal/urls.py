from django.urls import include, path

from journal.apps import CAPABILITIES

app_name = "journal"
urlpatterns = [
    *(path("", include(f"journal.{capability}.urls")) for capability in CAPABILITIES),
]
