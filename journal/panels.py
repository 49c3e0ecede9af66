from django.utils.translation import gettext_lazy

from accounts.roles import CARE
from journal.forms import EntryForm
from journal.models import Category, Entry
from placements.panels import Link, Panel, register, register_link, running

SHOWN = 8


def newest(page):
    if page.user.role not in CARE:
        return None
    entries = (
        Entry.objects.visible_to(page.user, on=page.on).filter(child=page.child).select_related("author")
    )
    return {"entries": list(entries.with_uses()[:SHOWN]), "form": EntryForm(), "categories": Category.choices}


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
