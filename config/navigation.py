"""What each role finds in its menu; the first four stand in the phone's bottom bar."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.roles import CARE, LEADERS, Role
from deadlines.models import Task
from journal.offline.marker import session_marker
from units.models import Unit

R = Role


@dataclass
class Item:
    label: str
    url: str
    icon: str
    active: bool = False
    count: int = 0
    primary: bool = True


def _entries(user):
    """Triples of label, url and icon for this person."""
    role = user.role
    if role == R.CASEWORKER:
        yield _("What awaits"), reverse("home"), "house"
        yield _("Requests"), reverse("visitation:requests"), "inbox"
        yield _("Children"), reverse("placements:municipal_placements"), "users"
        yield _("Documents"), reverse("documents:list"), "file-text"
        return
    if role != R.CARE_WORKER:
        yield _("Today"), reverse("home"), "house"
    if role in CARE:
        yield from _boards(user)
        yield _("Children"), reverse("placements:children"), "users"
    if role in LEADERS:
        yield _("Requests"), reverse("visitation:requests"), "inbox"
    yield _("Tasks"), reverse("deadlines:tasks"), "list-checks"
    if role in CARE:
        yield _("Find"), reverse("journal:search"), "search"
    yield from _office(role)


def _boards(user):
    units = list(Unit.objects.visible_to(user, on=timezone.localdate()))
    for unit in units if len(units) < 3 else []:
        yield unit.name, reverse("journal:board", args=[unit.slug]), "layout-grid"


def _office(role):
    if role in (R.DIRECTOR, R.ADMINISTRATION):
        yield _("Invoices"), reverse("billing:months"), "receipt"
        yield _("Municipalities"), reverse("municipalities:list"), "landmark"
    if role in LEADERS:
        yield _("Follow-up"), reverse("placements:missing"), "list-todo"
        yield _("Units"), reverse("units:list"), "door-open"
    if role in (R.DIRECTOR, R.SYSTEM_ADMIN):
        yield _("People"), reverse("people:list"), "contact"
    if role == R.DIRECTOR:
        yield _("Settings"), reverse("core:settings"), "settings-2"
    if role == R.SYSTEM_ADMIN:
        yield _("Self-check"), reverse("core:self_check"), "stethoscope"
    if role == R.SYSTEM_ADMIN:
        yield _("Outgoing mail"), reverse("core:outbox"), "send"


def _follow_up():
    yield _("Missing"), reverse("placements:missing")
    yield _("Meetings"), reverse("placements:all_meetings")
    yield _("Action plans"), reverse("placements:plans")
    yield _("Reports"), reverse("placements:reports_overview")
    yield _("Documents"), reverse("documents:sent")
    yield _("Discharges"), reverse("placements:receipts")
    yield _("Turning 18"), reverse("placements:turning_18")


def _set_up():
    yield _("Settings"), reverse("core:settings")
    yield _("Kinds"), reverse("placements:kinds")
    yield _("Headings of reports"), reverse("placements:report_headings")
    yield _("Self-check"), reverse("core:self_check")


def _tabs(user):
    """The pages that share one place in the menu; the menu leads to the first."""
    if user.role in LEADERS:
        yield list(_follow_up())
    if user.role == R.DIRECTOR:
        yield list(_set_up())


def _items(request, tabs):
    found = [Item(label, url, icon) for label, url, icon in _entries(request.user)]
    shared = {url: row[0][1] for row in tabs for _label, url in row}
    here = max((url for url in shared if request.path.startswith(url)), key=len, default=None)
    at = shared.get(here, request.path)
    best = max((i for i in found if at.startswith(i.url)), key=lambda i: len(i.url), default=None)
    for place, item in enumerate(found):
        item.active = item is best and (item.url != "/" or request.path == "/")
        item.primary = place < (len(found) if len(found) <= 5 else 4)
        if item.icon == "list-checks":
            item.count = Task.objects.visible_to(request.user).open().count()
    return found


def _row_of(path, tabs):
    """The tabs of this page, if it is one of them."""
    row = next((row for row in tabs if path in (url for _label, url in row)), [])
    return [Item(label, url, "", active=url == path) for label, url in row]


def navigation(request):
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return {"navigation": [], "tabs": [], "person": user, "session": ""}
    tabs = list(_tabs(user))
    items = SimpleLazyObject(lambda: _items(request, tabs))
    shown = {"navigation": items, "tabs": _row_of(request.path, tabs)}
    return {**shown, "person": user, "session": session_marker(request)}
