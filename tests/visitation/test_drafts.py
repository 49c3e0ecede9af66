"""Half-filled requests are kept, and nobody sees them before they are sent (VIS-1)."""

import pytest

from tests import factories
from visitation.models import Request

pytestmark = pytest.mark.rule("VIS-1")
NEW = "/requests/new/"


def test_a_half_filled_request_is_kept(as_, caseworker):
    response = as_(caseworker).fill(NEW, child_name="Aviaja Prøvebarn")
    draft = Request.objects.get()
    assert (draft.state, draft.child_name, draft.reason) == ("draft", "Aviaja Prøvebarn", "")
    assert (draft.municipality, draft.caseworker, draft.created_by) == (
        caseworker.municipality,
        caseworker,
        caseworker,
    )
    assert response.url == f"/requests/{draft.pk}/"


def test_even_an_empty_one(as_, caseworker):
    as_(caseworker).fill(NEW)
    assert Request.objects.get().state == "draft"


def test_one_goes_on_writing_later(as_, caseworker):
    draft = factories.make_draft(caseworker, child_name="", reason="")
    as_(caseworker).fill(f"/requests/{draft.pk}/edit/", reason="Mormor er syg.")
    assert Request.objects.get().reason == "Mormor er syg."


def test_a_colleague_of_the_municipality_goes_on_too(as_, caseworker, municipality):
    draft = factories.make_draft(caseworker)
    colleague = factories.make_user("caseworker", municipality=municipality)
    as_(colleague).fill(f"/requests/{draft.pk}/edit/", reason="Mormor er syg.")
    draft.refresh_from_db()
    assert (draft.reason, draft.caseworker) == ("Mormor er syg.", caseworker)


def test_the_same_form_twice_is_one_draft(as_, caseworker):
    visitor = as_(caseworker)
    form = visitor.form(NEW)
    visitor.send(form, child_name="Aviaja Prøvebarn")
    visitor.send(form, child_name="Aviaja Prøvebarn", reason="Mormor er syg.")
    draft = Request.objects.get()
    assert (draft.child_name, draft.reason) == ("Aviaja Prøvebarn", "Mormor er syg.")


def test_a_form_of_another_municipality_is_not_overwritten(as_, caseworker, other_caseworker):
    visitor = as_(caseworker)
    form = visitor.form(NEW)
    visitor.send(form, child_name="Aviaja Prøvebarn")
    response = as_(other_caseworker).fill(NEW, key=form.values["key"], child_name="Fremmed")
    assert response.status_code == 200
    assert "Aviaja" not in response.content.decode()
    assert Request.objects.get().child_name == "Aviaja Prøvebarn"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("cpr", "12345", "A CPR number has ten digits, for example 150315-5002."),
        ("cpr", "310226-4002", "these are no date"),
        ("cpr", "010136-4002", "That birth date lies in the future."),
        ("wanted_from", "2026-03-16", "That day has passed. Choose today or later."),
        ("wanted_from", "2029-01-01", "That is more than two years ahead. Check the year."),
        ("wanted_from", "31. marts", "Enter a valid date."),
        ("child_name", "a" * 201, "at most 200 characters"),
        ("reason", "a" * 10001, "at most 10000 characters"),
        ("wanted_unit", "4711", "That choice is not one of the available choices."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(as_, caseworker, field, value, sentence):
    response = as_(caseworker).fill(NEW, **{"family": "Bor hos sin mormor.", field: value})
    page = response.content.decode()
    assert sentence in page.replace("&#x27;", "'")
    assert "Bor hos sin mormor." in page
    assert not Request.objects.exists()


def test_ten_thousand_letters_fit_and_a_line_break_is_one(as_, caseworker):
    as_(caseworker).fill(NEW, reason="a" * 4999 + "\r\n" + "b" * 5000)
    assert len(Request.objects.get().reason) == 10000


def test_a_leader_takes_one_down_from_the_phone(as_, leader, municipality, units):
    visitor = as_(leader)
    response = visitor.fill(NEW, municipality=str(municipality.pk), child_name="Aviaja Prøvebarn")
    draft = Request.objects.get()
    assert (draft.municipality, draft.caseworker, draft.created_by) == (municipality, None, leader)
    assert "Aviaja Prøvebarn" in visitor.get(response.url).content.decode()


def test_the_committee_does_not_see_the_drafts_of_others(as_, caseworker, member):
    draft = factories.make_draft(caseworker, child_name="Aviaja Prøvebarn")
    assert as_(member).get(f"/requests/{draft.pk}/").status_code == 404
    assert "Aviaja" not in as_(member).get("/requests/").content.decode()
