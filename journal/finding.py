"""The observation that an address is about, for those who read it; everybody else gets a 404."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from journal.models import Entry


def entry_of(request, pk):
    """The version with that number, and today."""
    on = timezone.localdate()
    rows = Entry.objects.visible_to(request.user, on=on).select_related("child", "unit", "author", "original")
    return get_object_or_404(rows, pk=pk), on
