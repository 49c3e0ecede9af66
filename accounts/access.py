from accounts.models import AccessLog


def seen(*, by, at, action, child=None, document=None):
    """Logs a look at a child's file or a document; allowed to the reading role too."""
    AccessLog.objects.bulk_create(
        [AccessLog(person=by, at=at, action=action, child=child, document=document)]
    )
