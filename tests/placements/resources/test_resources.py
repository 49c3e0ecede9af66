"""Extra staff is applied for at the municipality, which grants or refuses it (BIL-11)."""

from decimal import Decimal

import pytest

from core.refusals import Refused
from documents.models import Document
from municipalities.portal import awaiting
from placements.models import ExtraResources
from placements.resources import services
from tests import factories
from tests.factories import NOW, TODAY, date

pytestmark = pytest.mark.rule("BIL-11")
ASKED = {
    "amount": "1200.00",
    "begins": "2026-04-01",
    "last": "2026-06-30",
    "reason": "En voksen mere om natten.",
}


def text(response):
    return response.content.decode()


@pytest.fixture
def page(placement):
    return f"/placements/{placement.pk}/resources/"


@pytest.fixture
def applied(as_, leader, page):
    as_(leader).fill(page, **ASKED)
    return ExtraResources.objects.get()


def stands():
    row = ExtraResources.objects.get()
    return row.state, row.granted_amount, row.granted_from, row.granted_until


def test_the_letter_reaches_the_municipality(applied, caseworker, leader, other_leader, placement):
    assert (applied.state, applied.begins, applied.ends) == ("applied", date(2026, 4, 1), date(2026, 7, 1))
    letter = Document.objects.get(kind="extra_resources_letter")
    assert applied.letter == letter and letter.released_at == NOW
    data = letter.data
    assert (data["amount"], data["total"], data["days"]) == ("1.200,00 kr.", "109.200,00 kr.", 91)
    assert data["reason"] == "En voksen mere om natten." and data["last"] == "30. juni 2026"
    seen = [Document.objects.visible_to(who, on=TODAY).exists() for who in (caseworker, leader, other_leader)]
    assert seen == [True, True, False]


def test_sent_twice_is_one(as_, leader, page, applied):
    as_(leader).fill(page, **ASKED)
    assert ExtraResources.objects.count() == Document.objects.count() == 1


def test_the_caseworker_grants_less(as_, caseworker, applied, leader, page):
    path = f"/resources/{applied.pk}/answer/"
    assert path in [a.path for a in awaiting(caseworker, TODAY)]
    form = as_(caseworker).form(path).values
    assert (form["granted_amount"], form["granted_last"]) == ("1200.00", "2026-06-30")
    assert "answered_by" not in form
    less = {"granted_amount": "900", "granted_from": "2026-04-01", "granted_last": "2026-04-30"}
    as_(caseworker).fill(path, outcome="grant", **less)
    assert stands() == ("granted", Decimal("900.00"), date(2026, 4, 1), date(2026, 5, 1))
    row = ExtraResources.objects.get()
    assert (row.answered_on, row.answered_by) == (TODAY, "Kaja Prøvesagsbehandler")
    assert path not in [a.path for a in awaiting(caseworker, TODAY)]
    assert "DKK 900.00 a day, 01.04.2026–30.04.2026" in text(as_(leader).get(page))


def test_the_leader_writes_a_refusal_down(as_, leader, applied):
    path = f"/resources/{applied.pk}/answer/"
    said = {"outcome": "turn_down", "answered_on": "2026-03-17", "answered_by": "Familieafdelingen"}
    assert "Say why it is refused." in text(as_(leader).fill(path, **said))
    as_(leader).fill(path, **said, answer="Der er ikke midler.")
    assert stands() == ("refused", None, None, None)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"answered_by": ""}, "This field is required."),
        ({"answered_on": "2026-03-18"}, "That day has not come yet."),
        ({"granted_amount": ""}, "Say which amount is granted, and for which period."),
        ({"granted_amount": "0"}, "greater than or equal to 0.01"),
        ({"granted_last": "2026-03-20"}, "The last day lies before the first."),
    ],
)
def test_what_is_refused_of_an_answer(as_, leader, applied, values, sentence):
    said = {"outcome": "grant", "answered_by": "Familieafdelingen", **values}
    assert sentence in text(as_(leader).fill(f"/resources/{applied.pk}/answer/", **said))
    assert stands()[0] == "applied"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"amount": "0"}, "greater than or equal to 0.01"),
        ({"last": "2026-03-31"}, "The last day lies before the first."),
        ({"reason": ""}, "This field is required."),
    ],
)
def test_what_is_refused_of_an_application(as_, leader, page, values, sentence):
    assert sentence in text(as_(leader).fill(page, **{**ASKED, **values}))
    assert not ExtraResources.objects.exists() and not Document.objects.exists()


def test_a_withdrawn_one_is_answered_no_more(as_, leader, caseworker, page, applied):
    as_(leader).fill(page, f"/resources/{applied.pk}/withdraw/")
    assert stands()[0] == "withdrawn"
    answer = as_(caseworker).fill(f"/resources/{applied.pk}/answer/", outcome="grant")
    assert "This is no longer possible" in text(answer)


@pytest.mark.rule("ACC-1")
def test_only_the_own_municipality_answers(as_, applied, other_caseworker, care_worker):
    path = f"/resources/{applied.pk}/answer/"
    assert [as_(who).get(path).status_code for who in (other_caseworker, care_worker)] == [404, 403]
    assert awaiting(other_caseworker, TODAY) == []


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_a_withdrawal_at_once(at_once, placement, leader, caseworker):
    row = factories.make_resources(placement, leader)
    granted = (Decimal("900"), TODAY, date(2026, 4, 1))
    said = {"granted": granted, "answered_on": TODAY, "answered_by": "K", "answer": "", "on": TODAY}
    again = ExtraResources.objects.get(pk=row.pk)
    acts = [
        lambda: services.answer(row, action="grant", **said, by=caseworker),
        lambda: services.withdraw(again, by=leader),
    ]
    assert len([result for result in at_once(acts) if isinstance(result, Refused)]) == 1
