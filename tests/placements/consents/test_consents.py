"""What the parents agreed to: recorded, shown as it stands today, withdrawn and never deleted (PLC-8)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.refusals import Refused
from placements.consents import services
from placements.models import Consent
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.rule("PLC-8")
DAY = timedelta(days=1)


@pytest.fixture
def sent(as_, care_worker, child):
    def send(by=care_worker, **values):
        facts = {
            "kind": "photo",
            "given_by": "Mor Prøve",
            "relation": "mor",
            "given_on": "2026-03-16",
            **values,
        }
        return as_(by).fill(f"/children/{child.pk}/consents/new/", **facts)

    return send


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def test_who_when_and_to_what(sent, as_, child, leader, care_worker):
    paper = SimpleUploadedFile("ja.pdf", factories.make_pdf())
    assert sent(note="Kun i huset.", paper=paper).url == f"/children/{child.pk}/consents/"
    consent = Consent.objects.get()
    assert (consent.kind, consent.given_by, consent.given_on) == ("photo", "Mor Prøve", TODAY - DAY)
    assert (consent.recorded_by, consent.paper.kind) == (care_worker, "consent_paper")
    page = text(as_(leader).get(f"/children/{child.pk}/consents/"))
    for words in ("Photos", "Mor Prøve, mor", "Kun i huset.", consent.paper.number, "holds</span>"):
        assert words in page
    assert "photos</span>" in text(as_(leader).get(f"/children/{child.pk}/"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"given_on": "2026-03-18"}, "A consent is recorded when it has been given."),
        ({"given_by": ""}, "This field is required."),
        ({"kind": "everything"}, "Select a valid choice."),
        ({"paper": SimpleUploadedFile("ja.pdf", b"MZ program")}, "Only PDF, JPEG and PNG can be received."),
    ],
)
def test_what_is_refused(sent, values, sentence):
    page = text(sent(**{"note": "Kun i huset.", **values}))
    assert sentence in page
    assert "Kun i huset." in page
    assert not Consent.objects.exists()


def test_sent_twice_it_is_one(as_, child, care_worker):
    visitor = as_(care_worker)
    form = visitor.form(f"/children/{child.pk}/consents/new/")
    for _ in range(2):
        visitor.send(form, given_by="Mor Prøve")
    assert "with other words" in text(visitor.send(form, given_by="Far Prøve"))
    assert [row.given_by for row in Consent.objects.all()] == ["Mor Prøve"]


@pytest.mark.parametrize(("day", "holds"), [(-3, False), (-2, True), (-1, True), (0, False), (1, False)])
def test_it_holds_from_its_day_until_the_day_of_the_withdrawal(child, day, holds):
    consent = factories.make_consent(
        child, kind="photo", given_on=TODAY - 2 * DAY, withdrawn_on=TODAY, withdrawn_by="Mor"
    )
    on = TODAY + day * DAY
    assert Consent.objects.holding("photo", on).exists() is holds
    assert consent.holds(on) is holds
    assert not Consent.objects.holding("assessment", on).exists()


def test_withdrawn_it_stays_in_the_list(as_, child, care_worker):
    consent = factories.make_consent(child, kind="photo", given_on=TODAY - 2 * DAY)
    url = f"/consents/{consent.pk}/withdraw/"
    as_(care_worker).fill(url, withdrawn_by="Far Prøve")
    consent.refresh_from_db()
    assert (consent.withdrawn_on, consent.withdrawn_by) == (TODAY, "Far Prøve")
    page = text(as_(care_worker).get(f"/children/{child.pk}/consents/"))
    assert "withdrawn</span>" in page
    assert "17 March 2026, Far Prøve" in page
    assert "No consent holds today." in text(as_(care_worker).get(f"/children/{child.pk}/"))
    assert "This consent was withdrawn on 17 March 2026 already." in text(
        as_(care_worker).fill(url, withdrawn_by="Mor")
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"withdrawn_on": "2026-03-18"}, "A withdrawal is recorded when it has been said."),
        ({"withdrawn_on": "2026-03-15"}, "A consent cannot be withdrawn before it was given."),
        ({"withdrawn_by": ""}, "This field is required."),
    ],
)
def test_what_a_withdrawal_needs(as_, child, care_worker, values, sentence):
    consent = factories.make_consent(child, given_on=TODAY - DAY)
    page = text(
        as_(care_worker).fill(f"/consents/{consent.pk}/withdraw/", **{"withdrawn_by": "Mor", **values})
    )
    assert sentence in page
    assert Consent.objects.get().withdrawn_on is None


@pytest.mark.django_db(transaction=True)
def test_two_who_withdraw_at_once_are_one_and_a_refusal(at_once, child, care_worker, leader):
    consent = factories.make_consent(child, given_on=TODAY - DAY)

    def withdraw(by):
        facts = {"withdrawn_on": TODAY, "withdrawn_by": by.full_name, "by": by, "on": TODAY}
        return lambda: services.withdraw(consent, **facts)

    results = at_once([withdraw(care_worker), withdraw(leader)])
    assert [type(r) for r in results].count(Refused) == 1


@pytest.mark.rule("ACC-1")
def test_a_copied_link_opens_nothing_elsewhere(
    as_, child, care_worker, other_care_worker, other_leader, caseworker
):
    consent = factories.make_consent(child)
    paths = [f"/children/{child.pk}/consents/", f"/consents/{consent.pk}/withdraw/"]
    for person, status in (
        (care_worker, 200),
        (other_care_worker, 404),
        (other_leader, 404),
        (caseworker, 403),
    ):
        assert [as_(person).get(path).status_code for path in paths] == [status, status]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_costs_the_same_however_long(as_, queries, child, care_worker, number):
    for _ in range(number):
        factories.make_consent(child, given_on=TODAY, by=care_worker)
    visitor = as_(care_worker)
    visitor.get("/tasks/")
    with queries(COST):
        page = text(visitor.get(f"/children/{child.pk}/consents/"))
    assert page.count("holds</span>") == number


COST = 7
