"""Reports as a test needs them."""

from placements.models import Heading, Report, Section, StatementRequest
from tests.factories import NOW, TODAY, made, timedelta


def make_report(
    placement, author, *, text="Har det godt.", kind="half_year", begins=None, ends=TODAY, **facts
):
    """Being written, with the same text under every heading."""
    facts = {"begins": begins or placement.arrived, "ends": ends, "created_at": NOW, **facts}
    report = made(Report, author, placement=placement, kind=kind, author=author, **facts)
    for heading in Heading.objects.order_by("position", "pk"):
        words = {"title": heading.title, "position": heading.position, "text": text}
        made(Section, author, report=report, heading=heading, **words)
    return report


def make_delivered(placement, delivered, *, kind="half_year", **facts):
    """As an imported one: without words."""
    facts = {"state": "delivered", "delivered": delivered, **facts}
    return made(Report, placement=placement, kind=kind, **facts)


def make_request(placement, *, requested_on=TODAY, days=7, **facts):
    facts = {"requested_by": "En sagsbehandler", "due": requested_on + timedelta(days=days), **facts}
    return made(StatementRequest, placement=placement, requested_on=requested_on, **facts)
