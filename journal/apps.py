from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "journal"

    def ready(self):
        from journal import material, panels, undoing, whole_file  # noqa: F401  the diary where others show it
