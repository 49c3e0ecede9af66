from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

# One folder each, with the rooms it needs; those that register something below are imported at the start.
CAPABILITIES = (
    *("adults", "arrival", "consents", "daily", "discharge", "elsewhere", "gaps", "kinds"),
    *("meetings", "moves", "municipal", "photos", "plans", "reports", "resources", "whole_file"),
)
REGISTERING = ("deadlines", "documents", "panels", "portal", "preferences", "selfcheck", "sources")


class PlacementsConfig(AppConfig):
    name = "placements"

    def ready(self):
        from placements import basics, documents  # noqa: F401  the page's own parts, the kinds of document

        for capability in CAPABILITIES:
            package = import_module(f"placements.{capability}")
            for room in REGISTERING:
                if module_has_submodule(package, room):
                    import_module(f"placements.{capability}.{room}")
