"""After the discharge: the final report is confirmed, and the next step is said (PLC-13)."""

from datetime import timedelta
from functools import partial

import pytest

from core.refusals import Refused
from deadlines import registry
from deadlines.models import Task
from deadlines.services import refresh
from municipalities.portal import awaiting
from placements.discharge import receipts
from placements.models import Asked, Placement, Receipt
from tests import factories
from tests.factories import NOW, TODAY, at, date
from tests.placements.discharge.conftest import text

pytestmark = pytest.mark.rule("PLC-13")
ANSWER = {"received_on": TODAY, "next_step": "treatment", "words": "Terapi begynder i april."}


def confirm(placement, by, **facts):
    return receipts.confirm(placement, **{**ANSWER, **facts}, by=by, at=NOW, on=TODAY)


def owed(on):
    return [o for o in registry.collect(at(on)) if o.rule == "PLC-13"]


def test_the_municipality_confirms_in_the_portal(left, leader, caseworker, as_, run_outbox, smtp):
    url = f"/receipts/{left.pk}/"
    assert [a.path for a in awaiting(caseworker, TODAY)].count(url) == 1
    values = {"received_on": "2026-03-17", "next_step": "treatment", "words": "Terapi begynder i april."}
    assert as_(caseworker).fill(url, **values).url == url
    receipt = Receipt.objects.get()
    assert (receipt.placement, receipt.confirmed_by, receipt.next_step) == (left, caseworker, "treatment")
    assert url not in [a.path for a in awaiting(caseworker, TODAY)]
    left.discharge.summary.refresh_from_db()
    assert left.discharge.summary.confirmed_by == caseworker
    run_outbox()
    assert "Terapi" not in smtp.to(leader)[-1].as_string()
    for person in (leader, caseworker):
        assert "Terapi begynder i april." in text(as_(person).get(url))


def test_by_phone_a_leader_takes_it_down_and_says_who_said_so(left, leader):
    with pytest.raises(Refused, match="Say who at the municipality said so.") as refusal:
        confirm(left, leader)
    assert refusal.value.field == "confirmed_for"
    assert confirm(left, leader, confirmed_for="Kaja, i telefonen").confirmed_for == "Kaja, i telefonen"


@pytest.mark.rule("ACC-1")
def test_who_may_not(left, placement, as_, other_caseworker, other_leader, care_worker, administration):
    people = (other_caseworker, other_leader, care_worker, administration)
    assert [as_(p).get(f"/receipts/{left.pk}/").status_code for p in people] == [404, 404, 403, 403]
    with pytest.raises(Refused, match="Only the child's municipality confirms this."):
        confirm(left, other_caseworker)
    assert left.child.name not in text(as_(other_leader).get("/receipts/"))


@pytest.mark.parametrize(
    ("facts", "sentence"), [({"received_on": TODAY + timedelta(days=1)}, "That day has not come yet.")]
)
def test_what_cannot_be(left, caseworker, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        confirm(left, caseworker, **facts)
    assert not Receipt.objects.exists()


def test_a_child_who_is_still_here_has_no_receipt(placement, caseworker, as_):
    with pytest.raises(Refused, match="The child has not left yet."):
        confirm(placement, caseworker)
    assert as_(caseworker).get(f"/receipts/{placement.pk}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once(at_once, left, leader, caseworker):
    opened = [Placement.objects.select_related("municipality").get(pk=left.pk) for _ in range(2)]
    calls = [
        partial(confirm, opened[0], caseworker),
        partial(confirm, opened[1], leader, confirmed_for="Kaja"),
    ]
    refused = [str(r) for r in at_once(calls) if isinstance(r, Refused)]
    assert refused == ["The municipality has confirmed this already."]
    assert Receipt.objects.count() == 1


def test_due_after_two_weeks_and_gone_with_the_answer(left, leader, caseworker):
    assert owed(TODAY - timedelta(days=1)) == []
    (obligation,) = owed(TODAY)
    assert obligation.due == registry.end_of(date(2026, 3, 31))
    assert set(obligation.owners) == {leader, caseworker}
    assert obligation.state(date(2026, 4, 1)) == "overdue"
    refresh(at=NOW)
    assert {task.path for task in Task.objects.filter(rule="PLC-13")} == {f"/receipts/{left.pk}/"}
    confirm(left, caseworker)
    refresh(at=NOW)
    assert not Task.objects.open().filter(rule="PLC-13").exists()
    assert len(owed(TODAY)) == 0
    with factories.acting(leader):
        Receipt.objects.update(confirmed_at=at(date(2026, 3, 20)))
    assert [len(owed(date(2026, 3, day))) for day in (19, 21)] == [1, 0]


def test_an_imported_discharge_is_open_until_somebody_confirms(units, municipality, leader, caseworker):
    past = factories.make_placement(
        units.maelkeboetten, municipality=municipality, arrived=date(2025, 1, 6), discharged=date(2025, 3, 3)
    )
    (obligation,) = owed(TODAY)
    assert (obligation.due, obligation.child_id) == (registry.end_of(date(2025, 3, 17)), past.child_id)
    confirm(past, caseworker)
    assert owed(TODAY) == []


def test_asking_again_is_written_down_once_a_day_and_the_mail_says_nothing(
    left, leader, caseworker, as_, run_outbox, smtp
):
    url = f"/receipts/{left.pk}/"
    run_outbox()
    before = len(smtp.to(caseworker))
    as_(leader).fill(url, f"{url}remind/", note="Ringede, ingen svarede.")
    assert Asked.objects.get().note == "Ringede, ingen svarede."
    page = text(as_(leader).get(url))
    assert "The municipality was reminded today already." in page and "Ringede, ingen svarede." in page
    with pytest.raises(Refused, match="reminded today already"):
        receipts.remind(left, note="", by=leader, at=NOW, on=TODAY)
    run_outbox()
    (mail,) = smtp.to(caseworker)[before:]
    assert url in mail.get_content()
    assert left.child.name not in mail.as_string() and "Ringede" not in mail.as_string()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_silent_ones_per_municipality(units, municipality, director, as_, queries, number):
    for _ in range(max(0, number - 9)):
        factories.make_place(units.maelkeboetten)
    gone = [
        factories.make_placement(
            units.maelkeboetten,
            municipality=municipality,
            arrived=date(2026, 1, 5),
            discharged=date(2026, 2, 2),
        )
        for _ in range(number)
    ]
    for when in (date(2026, 2, 20), date(2026, 3, 2)):
        factories.made(Asked, placement=gone[0], asked_at=at(when), asked_by=director)
    visitor = as_(director)
    visitor.get("/receipts/")
    with queries(6):
        page = text(visitor.get("/receipts/"))
    assert page.count("43 days") == number
    assert "2 times, " in page and "asked 2 times" in page


def test_what_was_answered_can_be_read_afterwards(left, leader, caseworker, saying):
    confirm(left, caseworker)
    page = saying("/receipts/")
    assert "Terapi begynder i april." in page and "Every municipality has answered." in page
