from django.shortcuts import render
from django.utils import timezone

from deadlines.models import Task


def task_list(request):
    tasks = Task.objects.visible_to(request.user).open().select_related("child").order_by("due", "pk")
    return render(request, "deadlines/tasks.html", {"tasks": tasks, "today": timezone.localdate()})
