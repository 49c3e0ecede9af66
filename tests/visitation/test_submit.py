"""Sending a request (VIS-1, VIS-2)."""

import pytest

from core.models import OutboxMessage
from core.refusals import Refused
from tests import factories
from tests.factories import NOW
from tests.visitation.conftest import SENT
from visitation import services
from visitation.models import Request

pytestmark = pytest.mark.rule("VIS-1")
NEW = "/requests/new/"


@pytest.mark.rule("VIS-2")
def test_an_ordinary_request_may_come_through_the_national_unit_and_an_acute_one_not(as_, caseworker):
    as_(caseworker).fill("/requests/new/", **SENT, through_national="on")
    request = Request.objects.get()
    assert request.through_national
    page = as_(caseworker).get(f"/requests/{request.pk}/").content.decode()
    assert "through the national visitation unit" in page
    page = as_(caseworker).fill("/requests/new/", **SENT, acute="on", through_national="on")
    assert "An acute request goes straight to the centre." in page.content.decode()
    assert Request.objects.count() == 1


def test_a_full_form_is_sent_at_once(as_, caseworker):
    visitor = as_(caseworker)
    response = visitor.send(visitor.form(NEW), send="1", **SENT)
    request = Request.objects.get()
    assert (request.state, request.submitted_at, request.cpr) == ("submitted", NOW, "0405175001")
    assert response.url == f"/requests/{request.pk}/"


def test_what_is_missing_is_named_and_the_draft_is_kept(as_, caseworker):
    visitor = as_(caseworker)
    response = visitor.send(visitor.form(NEW), send="1", child_name="Aviaja Prøvebarn", reason="Ro.")
    sentence = "Still missing: CPR number, family, expected length, wished date of arrival, action plan."
    assert response.status_code == 409
    assert sentence in response.content.decode()
    assert "Aviaja Prøvebarn" in response.content.decode()
    assert Request.objects.get().state == "draft"


@pytest.mark.parametrize("name", SENT)
def test_each_of_them_is_needed(caseworker, stored, name):
    empty = None if name == "wanted_from" else ""
    draft = factories.make_draft(caseworker, **{name: empty})
    with pytest.raises(Refused, match="Still missing: [^,]+\\.$"):
        services.submit(draft, by=caseworker, at=NOW)
    assert stored(draft).state == "draft"


def test_what_may_be_left_out(caseworker, stored):
    draft = factories.make_draft(caseworker, school="", health="", other="", wanted_unit=None)
    services.submit(draft, by=caseworker, at=NOW)
    assert stored(draft).state == "submitted"


def test_a_draft_is_sent_from_its_page(as_, caseworker, stored):
    draft = factories.make_draft(caseworker)
    as_(caseworker).fill(f"/requests/{draft.pk}/", f"/requests/{draft.pk}/submit/")
    assert stored(draft).state == "submitted"


def test_its_page_names_what_is_missing_and_has_no_button(as_, caseworker):
    draft = factories.make_draft(caseworker, family="")
    page = as_(caseworker).get(f"/requests/{draft.pk}/").content.decode()
    assert "Still missing before it can be sent: family." in page
    assert f"/requests/{draft.pk}/submit/" not in page


def test_sent_twice_is_sent_once(as_, caseworker, member):
    visitor = as_(caseworker)
    form = visitor.form(NEW)
    first = visitor.send(form, send="1", **SENT)
    second = visitor.send(form, follow=True, send="1", **SENT)
    assert Request.objects.count() == 1
    assert second.redirect_chain == [(first.url, 302)]
    assert "The request is sent." in second.content.decode()
    assert OutboxMessage.objects.filter(payload__to=member.email).count() == 1


def test_what_was_sent_is_no_longer_changed(as_, caseworker, asked_for):
    response = as_(caseworker).get(f"/requests/{asked_for.pk}/edit/", follow=True)
    assert "The request was sent and can no longer be changed." in response.content.decode()
    with pytest.raises(Refused, match="can no longer be changed"):
        services.edit(asked_for, facts={"reason": "Andet"}, by=caseworker)


@pytest.mark.rule("ACC-4")
def test_the_committee_is_told_without_a_name(caseworker, director, member, leader, smtp, run_outbox, stored):
    draft = factories.make_draft(caseworker, child_name="Aviaja Prøvebarn", cpr="0405175001")
    services.submit(draft, by=caseworker, at=NOW)
    run_outbox()
    (mail,) = smtp.to(director)
    assert len(smtp.to(member)) == 1
    assert f"/requests/{draft.pk}/" in mail.get_content()
    for secret in ("Aviaja", "040517", draft.reason):
        assert secret not in mail.as_string()


def test_a_leader_sends_what_they_took_down_and_a_colleague_does_not(
    as_, leader, other_leader, municipality, stored
):
    factories.make_membership(other_leader)
    visitor = as_(leader)
    visitor.send(visitor.form(NEW), send="1", municipality=str(municipality.pk), **SENT)
    request = Request.objects.get()
    assert (request.state, request.created_by) == ("submitted", leader)
    with pytest.raises(Refused, match="Only the municipality, or whoever wrote the request down"):
        services.withdraw(request, by=other_leader)
    assert stored(request).state == "submitted"


def test_withdrawing(as_, caseworker, asked_for, stored):
    url = f"/requests/{asked_for.pk}/"
    as_(caseworker).fill(url, f"{url}withdraw/")
    assert stored(asked_for).state == "withdrawn"
