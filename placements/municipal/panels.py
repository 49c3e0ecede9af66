"""What a caseworker can do about a child, as links on the municipality's page of it."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from placements.panels import Link, expected_or_running, register_link

MUNICIPAL = frozenset({Role.CASEWORKER})


def _link(key, label, icon, route, order, when=expected_or_running):
    return Link(f"municipal_{key}", label, icon, route, order=order, roles=MUNICIPAL, when=when)


register_link(
    _link("plan", _("Send an action plan"), "target", "placements:municipal_plan", 10),
    _link("decision", _("Send a decision"), "stamp", "placements:record_decision", 20),
    _link(
        "statement", _("Ask for the statement before discharge"), "file-pen", "placements:ask_statement", 30
    ),
)
