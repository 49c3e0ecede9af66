from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from journal.forms import EntryForm
from journal.models import Entry
from placements.panels import Link, Panel, register, register_link, running

SHOWN = 8


def _of(page):
    """The child's entries; of an earlier placement those that fall in its days."""
    if not page.earlier:
        return Q(child=page.child)
    days = (page.placement.arrived, page.placement.discharged or page.on)
    return Q(child=page.child, happened_at__date__range=days)


def newest(page):
    if page.user.role not in CARE:
        return None
    entries = Entry.objects.visible_to(page.user, on=page.on).filter(_of(page)).select_related("author")
    return {
        "entries": list(entries.with_uses(page.user, on=page.on)[:SHOWN]),
        "form": None if page.earlier else EntryForm(),
    }


register(Panel("diary", "journal/_panel.html", newest, order=10))
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
