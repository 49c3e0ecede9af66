from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self):
        from journal import panels  # noqa: F401  hangs the diary on the child's page
