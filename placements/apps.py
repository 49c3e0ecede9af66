from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"

    def ready(self):
        from placements import deadlines, documents  # noqa: F401  register with the lower rooms
