"""Every page that shows what a request says is a look, and a page that shows nothing is none (ACC-2)."""

import pytest

from accounts.models import AccessLog
from tests import factories

pytestmark = pytest.mark.rule("ACC-2")


@pytest.mark.parametrize("page", ["", "decide/"])
def test_the_committees_looks_are_logged(as_, asked_for, member, page):
    assert as_(member).get(f"/requests/{asked_for.pk}/{page}").status_code == 200
    log = AccessLog.objects.get()
    assert (log.person, log.action) == (member, f"request {asked_for.pk}")


def test_so_are_those_of_a_caseworker_who_writes_on_a_colleagues_draft(as_, caseworker):
    draft = factories.make_draft(caseworker)
    colleague = factories.make_user("caseworker", municipality=caseworker.municipality)
    assert as_(colleague).get(f"/requests/{draft.pk}/edit/").status_code == 200
    assert AccessLog.objects.get().person == colleague


@pytest.mark.parametrize("number", ["0", "9" * 22, "9" * 200])
def test_a_guessed_number_finds_nothing_and_is_no_look(as_, member, number):
    for page in ("", "edit/", "decide/"):
        assert as_(member).get(f"/requests/{number}/{page}").status_code == 404
    assert not AccessLog.objects.exists()
