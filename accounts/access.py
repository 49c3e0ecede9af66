from accounts.models import AccessLog


def seen(*, by, at, action, child=None, document=None, children=()):
    """Logs a look at a child's file or a document; allowed to the reading role too.

    `children` are the numbers of all whom a paper tells of; each has a row of its own.
    """
    numbers = children or [child and child.pk]
    AccessLog.objects.bulk_create(
        AccessLog(person=by, at=at, action=action, child_id=number, document=document) for number in numbers
    )
