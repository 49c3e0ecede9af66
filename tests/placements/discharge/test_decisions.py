"""The municipality's own decisions: admission, change of place, discharge (VIS-7)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.refusals import Refused
from municipalities.portal import awaiting
from placements import services
from placements.discharge import services as discharges
from placements.models import MunicipalDecision
from tests import factories
from tests.factories import NOW, TODAY, date
from tests.placements.discharge.conftest import PDF, decide, text

pytestmark = pytest.mark.rule("VIS-7")
MISSING = "The municipality's decision is missing"


def sent(visitor, placement, **values):
    paper = SimpleUploadedFile("afgørelse.pdf", PDF, "application/pdf")
    facts = {"decided_on": "2026-03-10", "decided_by": "Familieafdelingen", "paper": paper, **values}
    return visitor.send(visitor.form(f"/placements/{placement.pk}/decision/"), **facts)


def asked_for(caseworker):
    return [(a.note, a.due, a.path) for a in awaiting(caseworker, TODAY) if str(a.title) == MISSING]


def test_the_caseworker_sees_what_is_missing_and_sends_it(
    placement, leader, caseworker, as_, run_outbox, smtp
):
    path, name = f"/placements/{placement.pk}/decision/", placement.child.name
    discharges.plan(placement, planned_for=date(2026, 4, 1), by=leader)
    assert asked_for(caseworker) == [
        (f"{name}: placement", placement.arrived, f"{path}?kind=admission"),
        (f"{name}: discharge", date(2026, 4, 1), f"{path}?kind=discharge"),
    ]
    assert 'value="discharge" selected' in text(as_(caseworker).get(f"{path}?kind=discharge"))
    assert sent(as_(caseworker), placement, kind="discharge").url == "/"
    decision = MunicipalDecision.objects.get()
    assert (decision.kind, decision.paper.child, decision.paper.issued_by) == (
        "discharge",
        placement.child,
        caseworker,
    )
    assert [note for note, _due, _path in asked_for(caseworker)] == [f"{name}: placement"]
    run_outbox()
    (mail,) = smtp.to(leader)
    assert name not in mail.as_string() and "Familieafdelingen" not in mail.as_string()


@pytest.mark.rule("ACC-1")
def test_a_caseworker_of_another_municipality_with_the_link(placement, other_caseworker, as_):
    visitor = as_(other_caseworker)
    assert visitor.get(f"/placements/{placement.pk}/decision/").status_code == 404
    assert asked_for(other_caseworker) == []


def test_each_kind_stands_by_itself_and_a_change_may_come_again(placement, leader, as_):
    for kind in ("admission", "discharge", "change"):
        assert sent(as_(leader), placement, kind=kind).status_code == 302
    again = {
        kind: text(sent(as_(leader), placement, kind=kind)) for kind in ("admission", "discharge", "change")
    }
    assert all("This decision is already recorded." in page for page in again.values())
    assert sent(as_(leader), placement, kind="change", decided_on="2026-03-11").status_code == 302
    assert MunicipalDecision.objects.count() == 4


def test_a_discharge_is_decided_for_a_child_who_is_here(units, municipality, leader):
    planned = factories.make_planned(units.maelkeboetten, municipality=municipality)
    with pytest.raises(Refused, match="The child has not arrived yet."):
        decide(planned, leader)
    assert decide(planned, leader, "admission").kind == "admission"


def test_a_discharge_told_by_phone_waits_for_its_paper(placement, leader):
    facts = {"decided_on": TODAY, "decided_by": "Kaja", "content": None, "by": leader, "at": NOW, "on": TODAY}
    services.receive_decision(placement, kind="discharge", **facts)
    discharges.plan(placement, planned_for=TODAY, by=leader)
    with pytest.raises(Refused, match="the municipality's decision with its paper"):
        discharges.leave(placement, left_on=TODAY, by=leader, at=NOW, on=TODAY)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_what_awaits_costs_the_same(units, municipality, caseworker, queries, number):
    factories.make_children(units.maelkeboetten, number, municipality=municipality)
    factories.make_placement(
        units.allu, municipality=municipality, arrived=date(2025, 1, 6), discharged=date(2026, 3, 2)
    )
    from placements.discharge import portal

    with queries(2):
        assert len([*portal.decisions(caseworker, TODAY), *portal.receipts(caseworker, TODAY)]) == number + 1
