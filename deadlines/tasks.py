from celery import shared_task
from django.utils import timezone

from deadlines import services


@shared_task(name="deadlines.refresh")
def refresh():
    services.refresh(at=timezone.now())
