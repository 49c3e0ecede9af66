"""Capabilities and higher apps hang their part on the child's page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from placements.models import Child, Placement


@dataclass(frozen=True)
class Page:
    """What every panel is told: whose page, the placement shown (None without one), who looks, and the day."""

    child: Child
    placement: Placement | None
    user: User
    on: date


def nothing(on):
    return {}


@dataclass(frozen=True)
class Panel:
    """`load(page)` gives the template's context, or None when the person may not see it.

    `facts(on)` are annotations that the page's one query of placements brings along, so that a panel
    that needs a date, a count or a short list costs no query of its own.
    """

    key: str
    template: str
    load: Callable[[Page], dict | None]
    column: str = "main"
    order: int = 50
    facts: Callable[[date], dict] = nothing


_panels: list[Panel] = []


def register(panel):
    _panels.append(panel)
    _panels.sort(key=lambda p: p.order)


def facts(on):
    """The annotations that all panels ask for; each name begins with its panel's key."""
    return {name: expression for panel in _panels for name, expression in panel.facts(on).items()}


def shown(page, column):
    """Pairs of template and context for one column of the page."""
    for panel in _panels:
        if panel.column == column and (context := panel.load(page)) is not None:
            yield {"template": panel.template, "context": context}
