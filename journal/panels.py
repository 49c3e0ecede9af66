from accounts.roles import CARE
from journal.forms import EntryForm
from journal.models import Category, Entry
from placements.panels import Panel, register

SHOWN = 8


def newest(page):
    if page.user.role not in CARE:
        return None
    entries = (
        Entry.objects.visible_to(page.user, on=page.on).filter(child=page.child).select_related("author")
    )
    return {"entries": list(entries[:SHOWN]), "form": EntryForm(), "categories": Category.choices}


register(Panel("diary", "journal/_panel.html", newest, order=10))
