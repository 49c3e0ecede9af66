from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from accounts import links  # noqa: F401  registers the outbox handler
        from accounts.machine import ensure

        post_migrate.connect(ensure, sender=self)
