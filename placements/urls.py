from django.urls import include, path

from placements import views
from placements.apps import CAPABILITIES

app_name = "placements"
urlpatterns = [
    path("children/", views.children, name="children"),
    path("children/<int:pk>/", views.child, name="child"),
    path("children/<int:pk>/cpr/", views.reveal_cpr, name="reveal_cpr"),
    path("placements/<int:pk>/", views.placement, name="placement"),
    path("placements/<int:pk>/decision/", views.record_decision, name="record_decision"),
    path("occupancy/", views.occupancy, name="occupancy"),
    *(path("", include(f"placements.{capability}.urls")) for capability in CAPABILITIES),
]
