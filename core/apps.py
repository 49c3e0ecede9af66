from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from core import mail  # noqa: F401  registers the outbox handler
        from core.database_roles import grant

        post_migrate.connect(grant, sender=self)
