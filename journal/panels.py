from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from journal.forms import EntryForm
from journal.models import Entry
from placements.enums import PlacementState
from placements.models import Stay
from placements.panels import Link, Panel, register, register_link, running

SHOWN = 8


def _of(page):
    """The child's entries; of an earlier placement those that fall in its days."""
    if not page.earlier:
        return Q(child=page.child)
    days = (page.placement.arrived, page.placement.discharged or page.on)
    return Q(child=page.child, happened_at__date__range=days)


def wanted(on):
    """Who lives with the child: their names are looked for in what is being written (JRN-3)."""
    here = Stay.objects.on(on).filter(placement__state=PlacementState.RUNNING)
    unit = here.filter(placement=OuterRef(OuterRef("pk"))).values("place__unit")[:1]
    named = JSONObject(pk="child", name="child__name")
    rows = here.filter(place__unit=Subquery(unit)).order_by("child__sort_name", "child")
    return {"diary_names": ArraySubquery(rows.values(named=named))}


def newest(page):
    if page.user.role not in CARE:
        return None
    entries = Entry.objects.current().visible_to(page.user, on=page.on).filter(_of(page))
    return {
        "entries": list(entries.for_reading(page.user, on=page.on)[:SHOWN]),
        "form": None if page.earlier else EntryForm(),
        "named": page.placement.diary_names if page.placement else [],
    }


register(Panel("diary", "journal/_panel.html", newest, order=10, facts=wanted))
register_link(
    Link(
        key="write",
        label=gettext_lazy("Write"),
        icon="pencil",
        route="journal:write",
        when=running,
        of_child=True,
        primary=True,
    )
)
