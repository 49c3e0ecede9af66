from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "deadlines"

    def ready(self):
        from deadlines import preferences  # noqa: F401  defines the settings
