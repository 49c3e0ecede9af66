from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self):
        from journal import material, panels, undoing  # noqa: F401  the diary beside a report and on the child's page
