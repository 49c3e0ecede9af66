from deadlines.models import Task


def of(user, on, limit=None):
    """A person's open tasks, the earliest due first, each with how it stands on the date."""
    tasks = Task.objects.visible_to(user).open().select_related("child").order_by("due", "pk")[:limit]
    for task in tasks:
        task.state = task.state_on(on)
    return tasks
