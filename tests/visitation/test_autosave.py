"""What is written in a request is kept while one writes (VIS-1)."""

from uuid import uuid4

import pytest

from tests import factories
from visitation.models import Request

pytestmark = pytest.mark.rule("VIS-1")
URL = "/requests/autosave/"


@pytest.fixture
def keep(as_):
    def kept(person, *, changed, key=None, **fields):
        return as_(person).post(URL, {"key": key or uuid4(), "changed": changed, **fields})

    return kept


def test_the_first_letters_make_the_draft_and_the_next_go_on_with_it(keep, caseworker):
    key = uuid4()
    first = keep(caseworker, key=key, changed=["child_name"], child_name="Aviaja Prøvebarn")
    draft = Request.objects.get()
    assert f'data-edit="/requests/{draft.pk}/edit/"' in first.content.decode()
    keep(caseworker, key=key, changed=["reason"], child_name="", reason="Mormor er syg.")
    draft = Request.objects.get()
    assert (draft.state, draft.child_name, draft.reason) == ("draft", "Aviaja Prøvebarn", "Mormor er syg.")


def test_a_field_that_somebody_else_filled_in_meanwhile_stays(keep, caseworker, municipality):
    draft = factories.make_draft(caseworker, reason="", family="")
    colleague = factories.make_user("caseworker", municipality=municipality)
    keep(colleague, key=draft.key, changed=["family"], family="Bor hos mormor.", reason="")
    keep(caseworker, key=draft.key, changed=["reason"], family="", reason="Mormor er syg.")
    draft.refresh_from_db()
    assert (draft.reason, draft.family) == ("Mormor er syg.", "Bor hos mormor.")


def test_a_half_written_number_waits_and_the_rest_is_kept(keep, caseworker):
    draft = factories.make_draft(caseworker, cpr="", reason="")
    answer = keep(caseworker, key=draft.key, changed=["cpr", "reason"], cpr="0405", reason="Mormor er syg.")
    draft.refresh_from_db()
    assert (draft.cpr, draft.reason) == ("", "Mormor er syg.")
    assert "CPR number" in answer.content.decode()


def test_what_is_missing_is_named_and_leads_to_its_field(keep, caseworker):
    draft = factories.make_draft(caseworker, family="")
    page = keep(caseworker, key=draft.key, changed=["reason"], reason="Mormor er syg.").content.decode()
    assert 'href="#div_id_family"' in page
    assert 'href="#div_id_reason"' not in page
    page = keep(caseworker, key=draft.key, changed=["family"], family="Mor og far.").content.decode()
    assert "Everything that is needed is there" in page


def test_another_municipality_keeps_nothing_in_it_and_learns_nothing(keep, caseworker, other_caseworker):
    draft = factories.make_draft(caseworker, child_name="Aviaja Prøvebarn")
    answer = keep(other_caseworker, key=draft.key, changed=["child_name"], child_name="Fremmed")
    draft.refresh_from_db()
    assert draft.child_name == "Aviaja Prøvebarn"
    assert "Aviaja" not in answer.content.decode()


def test_a_request_that_was_sent_is_no_longer_written_in(keep, caseworker):
    sent = factories.make_request(caseworker)
    answer = keep(caseworker, key=sent.key, changed=["reason"], reason="Nyt.")
    assert "was sent and can no longer be changed" in answer.content.decode()
    sent.refresh_from_db()
    assert sent.reason != "Nyt."


def test_staff_choose_the_municipality_first(keep, leader, municipality):
    answer = keep(leader, changed=["child_name"], child_name="Aviaja Prøvebarn")
    assert "Choose the municipality" in answer.content.decode()
    assert not Request.objects.exists()
    keep(leader, changed=["child_name"], child_name="Aviaja Prøvebarn", municipality=municipality.pk)
    assert Request.objects.get().municipality == municipality


def test_nothing_at_all_keeps_nothing(as_, caseworker):
    assert as_(caseworker).post(URL, {}).status_code == 400
    assert not Request.objects.exists()
