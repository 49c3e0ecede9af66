"""A child's whole file as one PDF: what stands in it, who takes it out and why."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest

from accounts.models import AccessLog
from core.refusals import Refused
from documents import services as documents
from documents.models import Document
from placements.consents.models import Consent
from placements.models import Absence, ActionPlan, Goal, Report, Section, SubGoal
from placements.reports.models import Heading
from placements.whole_file import services
from tests import factories as f
from tests.documents.reading import pdf_of, text_of
from tests.factories import NOW, TODAY, made

WHY = "Kommunen har bedt om aktindsigt."


@pytest.fixture
def ask(leader):
    def asked(child, by=leader, key=None, reason=WHY):
        return services.ask(child, key=key or uuid4(), reason=reason, by=by, at=NOW, on=TODAY)

    return asked


@pytest.fixture
def full(placement, care_worker, leader, units):
    """A child with something in most drawers."""
    child = placement.child
    f.make_intake(placement, by=leader, belongings="Bamse\nRød skoletaske")
    f.make_contact(placement, care_worker)
    f.make_meeting(placement, TODAY - timedelta(days=20), minutes="Vi aftalte svømning hver onsdag.")
    made(
        Absence,
        placement=placement,
        begins=TODAY - timedelta(days=9),
        ends=TODAY,
        kind="holiday",
        note="Hos moster",
    )
    plan = made(
        ActionPlan,
        placement=placement,
        dated=TODAY - timedelta(days=40),
        received=TODAY,
        recorded_by=leader,
        recorded_at=NOW,
    )
    goal = made(Goal, plan=plan, text="At falde til ro om aftenen")
    made(SubGoal, goal=goal, text="Sover før ni", signs="Beder selv om godnathistorie")
    made(Consent, child=child, kind="photo", given_by="Mor", given_on=TODAY, recorded_by=leader)
    report = made(
        Report, placement=placement, kind="half_year", state="delivered", delivered=TODAY, author=leader
    )
    heading = Heading.objects.first() or made(Heading, code="x", title="Familie")
    made(
        Section,
        report=report,
        heading=heading,
        title="Familie",
        position=1,
        text="Mormor ringer hver søndag.",
    )
    f.make_entry(
        child, units.maelkeboetten, care_worker, text="Byggede en hule.", own_words="Det er mit hus!"
    )
    return placement


@pytest.mark.rule("ACC-2")
def test_it_says_who_asked_and_why_and_the_look_is_logged(as_, full, leader, run_outbox):
    url = f"/children/{full.child_id}/whole-file/"
    page = as_(leader).fill(url, reason=WHY, follow=True)
    assert "The whole file is being made." in page.content.decode()
    document = Document.objects.get(kind="whole_file")
    assert (document.data["reason"], document.data["asked_by"]) == (WHY, leader.full_name)
    log = AccessLog.objects.get(action="whole_file")
    assert (log.person, log.child, log.at) == (leader, full.child, NOW)
    run_outbox()
    assert f"{WHY}" in text_of(document) and leader.full_name in text_of(document)


def test_everything_recorded_stands_in_it_under_its_heading(full, ask, run_outbox):
    document = ask(full.child)
    run_outbox()
    text = text_of(document)
    for words in (
        full.child.cpr_formatted,
        "Rød skoletaske",
        "Vi aftalte svømning hver onsdag.",
        "Hos moster",
        "At falde til ro om aftenen",
        "Beder selv om godnathistorie",
        "Mormor ringer hver søndag.",
        "Byggede en hule.",
        "Det er mit hus!",
        "Pia Prøvepædagog",
    ):
        assert words in text, words
    keys = [section["key"] for section in document.data["sections"]]
    assert keys[:3] == ["child", "requests", "placements"] and keys[-1] == "diary"
    empty = {s["key"] for s in document.data["sections"] if not s["parts"]}
    assert "searches" in empty and "diary" not in empty


def test_the_contents_name_the_pages(full, ask, run_outbox):
    document = ask(full.child)
    run_outbox()
    pages = [" ".join(page.extract_text().split()) for page in pdf_of(document).pages]
    titles = [section["title"] for section in document.data["sections"]]
    starts = [next(n for n, page in enumerate(pages, 1) if n > 1 and title in page) for title in titles]
    assert starts == sorted(starts) and len(set(starts)) > 1
    for title, number in zip(titles, starts, strict=True):
        assert f"{title} {number}" in pages[0], (title, number)
    for number, page in enumerate(pages, 1):
        assert document.number in page and f"{number}/{len(pages)}" in page
    links = [a for page in pdf_of(document).pages for a in page.get("/Annots") or []]
    assert len(links) >= len(titles)
    assert pikepdf.open(BytesIO(bytes(document.file.content))).check_pdf_syntax() == []


@pytest.mark.rule("ACC-1")
def test_nothing_of_another_child_stands_in_it(full, ask, units, care_worker, leader):
    other = f.make_placement(units.maelkeboetten, child=f.make_child(name="Naja Nabobarn"))
    f.make_entry(other.child, units.maelkeboetten, care_worker, text="Nabobarnets hemmelighed")
    f.make_meeting(other, TODAY - timedelta(days=3), minutes="Nabobarnets møde")
    facts = {"kind": "decision_paper", "content": f.make_pdf(), "by": leader, "at": NOW}
    documents.receive(title="Nabobarnets papir", child=other.child, municipality=other.municipality, **facts)
    assert "abobarn" not in str(ask(full.child).data)


@pytest.mark.rule("ACC-1")
def test_only_the_director_and_the_childs_leaders(
    as_, full, ask, director, care_worker, other_leader, caseworker
):
    url = f"/children/{full.child_id}/whole-file/"
    codes = [as_(who).get(url).status_code for who in (director, care_worker, other_leader, caseworker)]
    assert codes == [200, 403, 404, 403]
    for who in (care_worker, other_leader, caseworker):
        with pytest.raises(Refused, match="Only the director and the leaders of the child's unit"):
            ask(full.child, by=who)
    assert not Document.objects.filter(kind="whole_file").exists()
    assert not AccessLog.objects.filter(action="whole_file").exists()


@pytest.mark.rule("ACC-1")
def test_the_file_is_for_whom_asked_and_the_director(
    as_, full, ask, units, director, leader, care_worker, caseworker
):
    other = f.make_user("unit_leader", units=[units.maelkeboetten])
    document = ask(full.child)
    url = f"/documents/{document.number}/"
    people = (leader, director, other, care_worker, caseworker)
    assert [as_(who).get(url).status_code for who in people] == [200, 200, 404, 404, 404]


def test_a_reason_must_be_given_and_one_key_is_one_file(as_, full, ask, leader):
    url, key = f"/children/{full.child_id}/whole-file/", uuid4()
    page = as_(leader).post(url, {"key": key, "reason": "  "}).content.decode()
    assert "This field is required." in page
    assert not Document.objects.filter(kind="whole_file").exists()
    assert ask(full.child, key=key) == ask(full.child, key=key)
    assert Document.objects.filter(kind="whole_file").count() == 1


def test_a_leader_reads_of_requests_only_what_is_theirs_to_see(full, ask, caseworker, director):
    from visitation.models import Request

    request = f.make_request(caseworker, family="Mormor er syg")
    with f.acting(director):
        Request.objects.filter(pk=request.pk).update(child=full.child)
    assert "Mormor er syg" not in str(ask(full.child).data)
    assert "Mormor er syg" in str(ask(full.child, by=director).data)


# A child's documents


@pytest.mark.rule("ACC-1")
def test_a_childs_documents_by_who_may_see_them(as_, full, leader, care_worker, other_leader, municipality):
    facts = {"kind": "decision_paper", "content": f.make_pdf(), "by": leader, "at": NOW}
    paper = documents.receive(
        title="Kommunens afgørelse", child=full.child, municipality=municipality, **facts
    )
    url = f"/children/{full.child_id}/documents/"
    assert paper.number in as_(leader).get(url).content.decode()
    page = as_(care_worker).get(url).content.decode()
    assert paper.number not in page and "There is no document about the child yet." in page
    assert as_(other_leader).get(url).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_costs_the_same_however_many(as_, full, leader, director, queries, number):
    for _ in range(number):
        facts = {"kind": "decision_paper", "by": leader, "issued_by": leader, "issued_at": NOW, "data": {}}
        made(
            Document,
            number=f"D-2026-{next(f.numbers):06}",
            title="x",
            check_code="0",
            child=full.child,
            **facts,
        )
    visitor, url = as_(director), f"/children/{full.child_id}/documents/"
    visitor.get(url)
    with queries(7):
        visitor.get(url)
