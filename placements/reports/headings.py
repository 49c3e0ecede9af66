"""The headings of reports are the centre's own (PLC-6); what is being written keeps those it began with."""

import uuid

from django.db.models import Max
from django.utils.translation import gettext as _

from core import ordering
from core.acting import command
from core.refusals import Refused
from placements.reports.models import Heading


@command
def save_heading(heading, *, facts, by):
    """Adds or changes a heading; a new one goes to the end."""
    if Heading.objects.filter(title=facts["title"]).exclude(pk=heading.pk).exists():
        raise Refused(_("There is already a heading of that name."), "title")
    if heading.pk is None:
        last = Heading.objects.aggregate(last=Max("position"))["last"] or 0
        heading.code, heading.position = uuid.uuid4().hex[:12], last + 1
    for name, value in facts.items():
        setattr(heading, name, value)
    heading.save()
    return heading


@command
def move_heading(heading, *, up, by):
    """Changes places with the heading before or after it."""
    ordering.step(Heading.objects.select_for_update().order_by("position", "pk"), heading, up=up)
