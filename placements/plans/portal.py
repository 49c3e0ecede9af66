from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from municipalities.portal import Awaiting, register
from placements.models import Placement
from placements.plans import facts
from placements.plans.standing import stands


@register
def plans(user, on):
    """The municipality's children here whose plan is missing or older than 12 months (PLC-2)."""
    rows = Placement.objects.visible_to(user, on=on).running_on(on).select_related("child")
    for placement in rows.annotate(**facts.of_plan(on)).order_by("arrived", "pk"):
        how = stands(placement, on)
        if how.state != "ok":
            yield _awaiting(placement, how)


def _awaiting(placement, how):
    old = how.state == "old"
    return Awaiting(
        title=_("Action plan for %(name)s") % {"name": placement.child.name},
        path=reverse("placements:municipal_plan", args=[placement.pk]),
        note=_old(how) if old else _("The centre has none yet"),
        pill=_("too old") if old else _("not sent yet"),
        kind="bad" if how.late else "warn",
        due=how.due,
    )


def _old(how):
    day = date_format(how.dated, "SHORT_DATE_FORMAT")
    return _("The newest is of %(day)s, older than 12 months") % {"day": day}
