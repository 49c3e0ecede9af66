"""The municipality's decision that comes later as a paper (VIS-7)."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.refusals import Refused
from documents.models import Document
from placements import services
from placements.models import MunicipalDecision
from tests import factories
from tests.factories import NOW, TODAY, date
from tests.placements.conftest import PDF

pytestmark = pytest.mark.rule("VIS-7")
MISSING = "The municipality's decision is missing"


@pytest.fixture
def sent(as_, leader, placement):
    def send(**values):
        paper = SimpleUploadedFile("afgørelse.pdf", PDF, "application/pdf")
        facts = {"decided_on": "2026-03-10", "decided_by": "Familieafdelingen", "paper": paper, **values}
        visitor = as_(leader)
        return visitor.send(visitor.form(f"/placements/{placement.pk}/decision/"), **facts)

    return send


def test_it_is_kept_and_the_page_no_longer_misses_it(sent, as_, leader, placement, municipality):
    url = f"/children/{placement.child_id}/"
    assert MISSING in unescape(as_(leader).get(url).content.decode())
    assert sent().url == url
    decision = MunicipalDecision.objects.get()
    assert (decision.placement, decision.decided_on) == (placement, date(2026, 3, 10))
    assert bytes(decision.paper.file.content) == PDF
    assert (decision.paper.child, decision.paper.municipality) == (placement.child, municipality)
    page = unescape(as_(leader).get(url).content.decode())
    assert MISSING not in page
    assert f"/documents/{decision.paper.number}/" in page


def test_the_paper_completes_a_decision_that_was_only_told(sent, placement):
    factories.make_decision(placement, decided_by="Telefonisk")
    sent()
    decision = MunicipalDecision.objects.get()
    assert decision.decided_by == "Familieafdelingen"
    assert decision.paper is not None


def test_a_recorded_one_is_not_replaced(sent):
    sent()
    assert "This decision is already recorded." in sent().content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"decided_on": "2026-03-18"}, "The municipality's decision cannot lie in the future."),
        ({"decided_on": ""}, "This field is required."),
        ({"decided_by": ""}, "This field is required."),
        ({"decided_by": "a" * 201}, "at most 200 characters"),
        ({"paper": None}, "This field is required."),
        ({"paper": SimpleUploadedFile("a.pdf", b"<html>")}, "The file is not a whole PDF."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(sent, values, sentence):
    page = sent(**values).content.decode().replace("&#x27;", "'")
    assert sentence in page
    assert not Document.objects.exists()


def test_a_refused_decision_leaves_no_paper_behind(placement, leader):
    facts = {"decided_by": "Familieafdelingen", "content": PDF, "by": leader, "at": NOW, "on": TODAY}
    with pytest.raises(Refused):
        services.receive_decision(placement, decided_on=date(2026, 3, 18), **facts)
    assert not Document.objects.exists()


@pytest.mark.rule("ACC-1")
def test_the_childs_leaders_read_it_and_nobody_else(
    sent, as_, leader, director, other_leader, care_worker, administration, caseworker
):
    sent()
    url = f"/documents/{Document.objects.get().number}/"
    statuses = {
        person: as_(person).get(url).status_code
        for person in (leader, director, other_leader, care_worker, administration, caseworker)
    }
    assert list(statuses.values()) == [200, 200, 404, 404, 404, 404]
