from django.shortcuts import render
from django.utils import timezone

from deadlines import tasklist


def task_list(request):
    return render(request, "deadlines/tasks.html", {"tasks": tasklist.of(request.user, timezone.localdate())})
