from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path
from django.views.i18n import set_language

from config import home
from config.gallery import gallery

urlpatterns = [
    path("", home.home, name="home"),
    path("gallery/", gallery, name="gallery"),
    path("language/", set_language, name="set_language"),
    path("", include("journal.urls")),
    path("", include("placements.urls")),
    path("requests/", include("visitation.urls")),
    path("documents/", include("documents.urls")),
    path("tasks/", include("deadlines.urls")),
    *[path(prefix, include(f"{app}.urls")) for prefix, app in [("billing/", "billing"), ("", "accounts"), ("", "units"), ("municipalities/", "municipalities"), ("", "core")] if find_spec(f"{app}.urls")],
]
