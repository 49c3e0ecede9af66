"""Higher apps hang their part on the child's page."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """`load(child, user, on)` gives the template's context, or None when the person may not see it."""

    key: str
    template: str
    load: Callable[..., dict | None]
    column: str = "main"
    order: int = 50


_panels: list[Panel] = []


def register(panel):
    _panels.append(panel)
    _panels.sort(key=lambda p: p.order)


def shown(child, user, on, column):
    """Pairs of template and context for one column of the page."""
    for panel in _panels:
        if panel.column == column and (context := panel.load(child, user, on)) is not None:
            yield {"template": panel.template, "context": context}
