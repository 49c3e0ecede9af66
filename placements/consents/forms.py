import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from documents.forms import PaperField
from placements.consents.models import ConsentKind
from placements.consents.rules import ASSESSES_IN

RECORD = ("key", "kind", "given_by", "relation", "given_on", "note")


class ConsentForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("given_on",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(label=_("Consent to"), choices=choices(ConsentKind))
    given_by = forms.CharField(label=_("Given by"), max_length=200)
    relation = forms.CharField(
        label=_("Relation to the child"),
        max_length=120,
        required=False,
        help_text=_("For example mother with custody."),
    )
    given_on = forms.DateField(label=_("Given on"), widget=DateInput)
    note = Prose(
        label=_("What exactly was agreed"),
        max_length=5000,
        rows=4,
        required=False,
        help_text=_("In the parents' words where possible: what, with whom, for how long."),
    )
    paper = PaperField(
        label=_("The signed paper"),
        required=False,
        help_text=_("PDF, or a photo as JPEG or PNG, up to 20 MB. It can be left out."),
    )


class WithdrawForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("withdrawn_on",)

    withdrawn_on = forms.DateField(label=_("Withdrawn on"), widget=DateInput)
    withdrawn_by = forms.CharField(label=_("Withdrawn by"), max_length=200)


class ReferForm(PlainForm, forms.Form):
    question = Prose(
        label=_("What we want to know"),
        max_length=5000,
        rows=6,
        help_text=_("What has been seen, and what should the assessment answer?"),
    )


class StartForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("started_on",)

    assessor = forms.CharField(label=_("Who assesses"), max_length=200)
    started_on = forms.DateField(label=_("Started on"), widget=DateInput)


class StopForm(PlainForm, forms.Form):
    because = Prose(label=_("Why it is stopped"), max_length=2000, rows=3)


LONG = {"max_length": 20000, "rows": 7, "required": False}


class ConcludeForm(PlainForm, AsksAboutDates):
    """May be kept half-written; what is missing matters when it is concluded."""

    asked_dates = never_ahead = ("ended_on",)

    resources = Prose(label=_("Resources"), **LONG)
    difficulties = Prose(label=_("Difficulties"), **LONG)
    support = Prose(label=_("Needs of support"), **LONG)
    recommendations = Prose(label=_("Recommendations"), **LONG)
    ended_on = forms.DateField(label=_("Concluded on"), widget=DateInput)

    def texts(self):
        return self.given(*ASSESSES_IN)
