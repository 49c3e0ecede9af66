import pytest

from documents import services
from tests.english import as_, english  # noqa: F401
from tests.factories import NOW
from tests.simultaneous import at_once  # noqa: F401

LETTER = {
    "outcome": "wait",
    "municipality": "Kommuneqarfik Sermersooq",
    "address": "Kuussuaq 2\n3900 Nuuk",
    "caseworker": "Kaja Prøvesagsbehandler",
    "child": "Aviaja Prøvebarn",
    "cpr": "040517-5001",
    "acute": False,
    "submitted": "10. marts 2026",
    "decided": "17. marts 2026",
    "unit": "",
    "place": "",
    "begins": "",
    "reasons": "Alle pladser er optaget.",
}


@pytest.fixture
def issue(director, municipality):
    """A letter to Sermersooq as the committee issues it."""

    def issued(replaces=None, **data):
        facts = {"kind": "decision_letter", "title": "Svar på anmodning", "municipality": municipality}
        facts["replaces"] = replaces
        return services.issue(data={**LETTER, **data}, by=director, at=NOW, **facts)

    return issued


@pytest.fixture
def letter(issue, run_outbox):
    """Issued and rendered, not yet released."""
    document = issue()
    run_outbox()
    return document
