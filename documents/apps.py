from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"

    def ready(self):
        from documents import portal, preferences, selfcheck, services  # noqa: F401  register with the lower rooms
