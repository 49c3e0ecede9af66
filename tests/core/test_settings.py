import pytest

from core import preferences
from core.models import Preference
from core.refusals import Refused
from tests.factories import NOW

KEY = "visitation.answer_working_days"
PAGE = f"/settings/{KEY}/"


def text(response):
    return response.content.decode()


def test_every_setting_is_listed_with_its_value_and_rule(as_, director):
    page = text(as_(director).get("/settings/"))
    for about in preferences.definitions():
        assert str(about.label) in page and about.rule in page and f"/settings/{about.key}/" in page


def test_a_setting_is_changed_and_holds_at_once(as_, director):
    assert preferences.value(KEY) == 5
    assert as_(director).fill(PAGE, value="7").url == PAGE
    assert preferences.value(KEY) == 7
    assert "<strong>7</strong>" in text(as_(director).get("/settings/"))


def test_the_page_tells_who_changed_it_when_and_from_what_to_what(as_, director):
    visitor = as_(director)
    for value in ("7", "7", "9"):
        visitor.fill(PAGE, value=value)
    page = text(visitor.get(PAGE))
    assert page.index("7 → 9") < page.index("5 → 7")
    assert page.count("→") == 2
    assert page.count(f"17.03.2026 10:00, {director.full_name}") == 2


def test_what_nobody_changed_says_so(as_, director):
    assert "Nobody has changed this yet." in text(as_(director).get(PAGE))


@pytest.mark.parametrize("value", ["", "fem", "0", "61", "-1", "5.5", "999999999999999999999"])
def test_a_value_that_cannot_be_stays_in_the_form(as_, director, value):
    sent = as_(director).fill(PAGE, value=value)
    assert sent.status_code == 200 and "must be put right" in text(sent)
    assert not Preference.objects.exists()


def test_the_bounds_belong_to_the_setting_and_not_to_its_form(director):
    for value in (1, 60):
        assert preferences.change(KEY, value, by=director, at=NOW).value == value
    for value in (0, 61):
        with pytest.raises(Refused, match="Choose a number from 1 to 60."):
            preferences.change(KEY, value, by=director, at=NOW)


def test_a_setting_that_is_none(as_, director):
    assert as_(director).get("/settings/no.such_setting/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_long_history_asks_no_more(as_, director, queries, number):
    for value in range(number):
        preferences.change(KEY, 10 + value, by=director, at=NOW)
    visitor = as_(director)
    with queries(6):
        page = visitor.get(PAGE)
    assert text(page).count("→") == number


def test_the_list_asks_once_for_all_settings(as_, director, queries):
    for about in preferences.definitions():
        preferences.change(about.key, about.default + 1, by=director, at=NOW)
    visitor = as_(director)
    with queries(5):
        visitor.get("/settings/")
