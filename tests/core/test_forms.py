"""Forms that ask about strange dates, and take text as the browser counts it."""

from datetime import timedelta

import pytest
from django import forms

from core.forms import AsksAboutDates, PlainForm, Prose, choices
from core.refusals import Refused
from tests.factories import TODAY
from visitation.enums import Outcome


class Dated(PlainForm, AsksAboutDates):
    asked_dates = ("day",)
    day = forms.DateField(required=False)
    other = forms.DateField(required=False)


def dated(days, **data):
    return Dated({"day": TODAY + timedelta(days=days), **data})


@pytest.mark.parametrize(
    ("days", "asked"), [(-32, True), (-31, False), (0, False), (366, False), (367, True)]
)
def test_which_dates_are_asked_about(days, asked):
    form = dated(days)
    assert form.is_valid() is not asked
    assert form.fields["sure"].widget.is_hidden is not asked


@pytest.mark.parametrize("days", [-32, -3000, 367])
def test_with_a_tick_they_are_taken(days):
    assert dated(days, sure="on").is_valid()


def test_the_tick_stands_beside_its_date():
    form = dated(-32)
    assert not form.is_valid()
    assert list(form.fields) == ["day", "sure", "other"]


def test_a_future_that_no_tick_makes_right_is_not_asked_about():
    class Past(Dated):
        never_ahead = ("day",)

    assert Past({"day": TODAY + timedelta(days=367)}).is_valid()
    assert not Past({"day": TODAY - timedelta(days=32)}).is_valid()


def test_no_date_and_other_fields_are_not_asked_about():
    assert Dated({"day": "", "other": "1990-01-01"}).is_valid()


def test_what_is_no_date_is_not_asked_about_but_refused():
    form = Dated({"day": "2026-02-30"})
    assert form.errors == {"day": ["Enter a valid date."]}
    assert form.fields["sure"].widget.is_hidden


def test_a_refusal_stands_beside_its_field_or_on_top():
    form = dated(0)
    form.refuse(Refused("Nej.", "day"))
    form.refuse(Refused("Heller ikke.", "elsewhere"))
    form.refuse(Refused("Slet ikke."))
    assert form.errors == {"day": ["Nej."], "__all__": ["Heller ikke.", "Slet ikke."]}


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a" * 10, True), ("a" * 11, False), ("a" * 4 + "\r\n" + "b" * 5, True), ("\r\n" * 12, False)],
)
def test_a_line_break_is_one_letter(text, fits):
    class Form(forms.Form):
        words = Prose(max_length=10, required=False, strip=False)

    assert Form({"words": text}).is_valid() is fits


def test_prose_tells_the_browser_how_much_fits():
    class Form(forms.Form):
        words = Prose(max_length=10, rows=7)

    html = str(Form()["words"])
    assert 'maxlength="10"' in html
    assert 'rows="7"' in html


def test_choices_begin_with_a_capital():
    assert choices(Outcome)[0] == ("admit", "Admit")
    assert choices(Outcome, "Nothing")[0] == ("", "Nothing")
