from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose


class BeginForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("begins",)

    begins = forms.DateField(label=_("Since"), widget=DateInput)
    reason = Prose(
        label=_("Why this is not the right place"),
        rows=5,
        help_text=_("The municipality's caseworker reads this."),
    )


class StepForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("day",)

    day = forms.DateField(label=_("Date"), widget=DateInput)
    text = Prose(label=_("What was done"), rows=3)


class EndForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("ends",)

    ends = forms.DateField(label=_("Ended on"), widget=DateInput)
    outcome = Prose(label=_("How the search ended"), rows=3)
