from django.urls import include, path

from config import home
from config.gallery import gallery

handler400 = "core.views.bad_request"

urlpatterns = [
    path("", home.home, name="home"),
    path("gallery/", gallery, name="gallery"),
    path("", include("journal.urls")),
    path("", include("placements.urls")),
    path("requests/", include("visitation.urls")),
    path("documents/", include("documents.urls")),
    path("tasks/", include("deadlines.urls")),
    path("billing/", include("billing.urls")),
    path("municipalities/", include("municipalities.urls")),
    path("", include("units.urls")),
    path("", include("config.people.urls")),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
]
