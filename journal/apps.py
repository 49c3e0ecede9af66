from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

# One folder each, as in placements; those that register something below are imported at the start.
CAPABILITIES = (
    *("appointments", "daysheet", "digest", "handover", "home"),
    *("offline", "pictures", "search", "versions", "writing"),
)
REGISTERING = ("documents", "panels", "preferences", "selfcheck", "sources", "today")


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self):
        from journal import importing, material, panels, preferences, undoing, whole_file  # noqa: F401  where others show it

        for capability in CAPABILITIES:
            package = import_module(f"journal.{capability}")
            for room in REGISTERING:
                if module_has_submodule(package, room):
                    import_module(f"journal.{capability}.{room}")
