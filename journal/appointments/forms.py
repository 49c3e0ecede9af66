import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, AsksWhichHour, Moment, PlainForm

FACTS = ("what", "starts", "where", "bring")


class AppointmentForm(PlainForm, AsksWhichHour, AsksAboutDates):
    asked_dates = asked_hours = ("starts",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    what = forms.CharField(label=_("What"), max_length=200, help_text=_("Dentist, doctor, birthday …"))
    starts = Moment(label=_("When"))
    where = forms.CharField(label=_("Where"), max_length=200, required=False)
    bring = forms.CharField(label=_("Who goes along, what to bring"), max_length=300, required=False)


class ChangeForm(AppointmentForm):
    """`seen` is the version that the person is looking at."""

    key = None
    seen = forms.CharField(widget=forms.HiddenInput)


class CancelForm(PlainForm, forms.Form):
    reason = forms.CharField(label=_("Why it was cancelled"), max_length=300)
