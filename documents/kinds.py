"""Kinds of document; higher apps register theirs with a template and the scope of those who may see it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Kind:
    """`scope(user, on)` gives the condition under which the centre's user sees it, or None for never.

    Without `receipt` the municipality is not asked to confirm that it has it. `children(document)` gives the
    numbers of the children it tells of, when there are several.
    """

    code: str
    label: str
    template: str | None
    scope: Callable[..., Q | None]
    receipt: bool = True
    children: Callable[..., list[int]] = lambda document: []


_kinds: dict[str, Kind] = {}


def register(kind):
    _kinds[kind.code] = kind


def get(code):
    return _kinds[code]


def all_kinds():
    return _kinds.values()


def with_receipt():
    """Codes of the kinds whose receipt the municipality confirms."""
    return [kind.code for kind in _kinds.values() if kind.receipt]


def for_roles(*roles):
    """The scope that lets these roles see every document of the kind."""
    return lambda user, on: Q() if user.role in roles else None
