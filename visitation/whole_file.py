"""The request and the committee's decision in a child's whole file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placements.whole_file.parts import facts, part, shown, texts
from placements.whole_file.registry import Section, register
from visitation.models import Request

FACTS = ("municipality", "caseworker", "state", "acute", "submitted_at", "school", "expected_length")
WISHES = ("wanted_unit", "wanted_from", "action_plan")


def requests(child, user, on):
    """Requests about this child that the person may see, each with what the committee decided."""
    rows = Request.objects.visible_to(user, on=on).filter(child=child)
    rows = rows.select_related("municipality", "caseworker", "wanted_unit")
    for row in rows.prefetch_related("decisions__decided_by").order_by("submitted_at", "pk"):
        said = texts(row, "reason", "family", "health", "other", "answer")
        yield part(_("Request"), facts=facts(row, *FACTS, *WISHES), texts=said)
        yield from map(_decision, row.decisions.all())


def _decision(row):
    present = [[_("Present"), ", ".join(row.present)]]
    about = facts(row, "outcome", "decided_by", "begins", also=present)
    heading = _("Decision of %(at)s") % {"at": shown(row.decided_at)}
    return part(heading, facts=about, texts=texts(row, "reasons", "exception_reason"))


register(Section("requests", gettext_lazy("Requests and the committee's decisions"), 15, requests))
