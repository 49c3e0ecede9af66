"""Capabilities and higher apps hang their part on the child's page: panels, what burns, and links.

Registering a key again replaces what had it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import CARE
from placements.enums import PlacementState
from placements.models import Child, Placement

ALERT = "placements/_alert.html"
GROUPS = {"daily": _("Every day"), "case": _("The case"), "stay": _("The stay")}


@dataclass(frozen=True)
class Page:
    """What everything on the page is told: whose it is, the placement shown (None without one), who looks, the day.

    `earlier` when it is not the newest placement: then the page is for reading.
    """

    child: Child
    placement: Placement | None
    user: User
    on: date
    earlier: bool = False

    @property
    def open(self):
        """Whether anything can still be done for the placement shown."""
        return bool(self.placement) and not self.earlier

    def is_in(self, *states):
        return self.open and self.placement.state in states


def nothing(on):
    return {}


@dataclass(frozen=True)
class Panel:
    """`load(page)` gives the template's context, or None when there is nothing to show to this person.

    `facts(on)` are annotations that the page's one query of placements brings along, so that a panel
    that needs a date, a count or a short list costs no query of its own. `column` is main or side; or alert,
    the row under the head for what burns: then the template is ALERT and the context an `alert`.
    """

    key: str
    template: str
    load: Callable[[Page], dict | None]
    column: str = "main"
    order: int = 50
    facts: Callable[[date], dict] = nothing


def running(page):
    return page.is_in(PlacementState.RUNNING)


def expected_or_running(page):
    return page.is_in(PlacementState.PLANNED, PlacementState.RUNNING)


@dataclass(frozen=True)
class Link:
    """One tap from the child's page to a page of its own; `route` is given the placement's number, or the child's.

    The first `primary` one that holds is the page's one primary button, the others stand in their group.
    """

    key: str
    label: str | Promise
    icon: str
    route: str
    group: str = "case"
    order: int = 50
    roles: frozenset = CARE
    when: Callable[[Page], bool] = expected_or_running
    of_child: bool = False
    primary: bool = False

    def holds(self, page):
        return page.placement is not None and page.user.role in self.roles and self.when(page)

    def drawn(self, page):
        number = page.child.pk if self.of_child else page.placement.pk
        return {"label": self.label, "icon": self.icon, "url": reverse(self.route, args=[number])}


def alert(sentence, *, kind="warn", icon="triangle-alert", url="", action=""):
    """What an alert says, and the one thing to do about it."""
    return {"sentence": sentence, "kind": kind, "icon": icon, "url": url, "action": action}


_panels: dict[str, Panel] = {}
_links: dict[str, Link] = {}


def register(panel):
    _panels[panel.key] = panel


def register_link(*links):
    _links.update((link.key, link) for link in links)


def _in_order(registered):
    return sorted(registered.values(), key=lambda each: each.order)


def facts(on):
    """The annotations that all panels ask for; each name begins with its panel's key."""
    return {name: expression for panel in _panels.values() for name, expression in panel.facts(on).items()}


def shown(page, column):
    """Pairs of template and context for one column of the page."""
    for panel in _in_order(_panels):
        if panel.column == column and (context := panel.load(page)) is not None:
            yield {"template": panel.template, "context": context}


def primary(page):
    holding = (link for link in _in_order(_links) if link.primary and link.holds(page))
    return next((link.drawn(page) for link in holding), None)


def groups(page):
    """Pairs of a group's name and its links, without those that this person has no use for."""
    holding = [link for link in _in_order(_links) if not link.primary and link.holds(page)]
    for group, label in GROUPS.items():
        if links := [link.drawn(page) for link in holding if link.group == group]:
            yield label, links
