from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "billing"

    def ready(self):
        from billing import documents, preferences, undoing  # noqa: F401  register with the lower rooms
