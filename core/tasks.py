from celery import shared_task
from django.utils import timezone


@shared_task(name="core.deliver_outbox")
def deliver_outbox():
    from core.outbox import deliver_all

    return deliver_all(at=timezone.now())


@shared_task(name="core.self_check")
def self_check():
    from core import selfcheck

    selfcheck.run_if_due(at=timezone.now())
