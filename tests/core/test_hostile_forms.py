"""What no form of ours would send."""

import pytest

from placements.models import ContactPerson, Meeting

URL_ENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("charset", ["utf-16", "idna", "utf-7"])
@pytest.mark.parametrize("url", ["/sign-in/", "/requests/new/"])
def test_other_letters_than_utf_8_get_a_page_that_says_so(as_, caseworker, charset, url):
    answer = as_(caseworker).post(url, b"a=1", content_type=f"{URL_ENCODED}; charset={charset}")
    assert answer.status_code == 400
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_no_tick_makes_a_year_right_that_cannot_be(as_, leader, placement, colleague, day):
    visitor = as_(leader)
    url = f"/placements/{placement.pk}"
    meeting = visitor.fill(f"{url}/meeting/", held=day, sure="on")
    contact = visitor.fill(f"{url}/contact/", role="primary", person=str(colleague.pk), begins=day, sure="on")
    assert meeting.status_code == contact.status_code == 200
    assert not Meeting.objects.exists()
    assert not ContactPerson.objects.exists()
