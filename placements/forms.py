import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, choices
from placements.enums import ContactRole, MeetingKind, MinutesBy

LONG = 5000


def people_of(unit, on):
    return User.objects.working().filter(pk__in=unit.assignments.on(on).values("person")).order_by("sort_name", "pk")


def lines(rows, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


class ArrivalForm(PlainForm, AsksAboutDates):
    asked_dates = ("arrived",)

    arrived = forms.DateField(label=_("Date of arrival"), widget=DateInput)
    brought_by = forms.CharField(label=_("Who brings the child"), max_length=200)
    primary = forms.ModelChoiceField(User.objects.none(), label=_("Primary contact person"))
    secondary = forms.ModelChoiceField(User.objects.none(), label=_("Secondary contact person"))
    allergies = forms.CharField(
        label=_("Allergies"), max_length=1000, required=False, widget=lines(2), help_text=_("Leave empty if none is known.")
    )
    medicine = forms.CharField(label=_("Medicine"), max_length=1000, required=False, widget=lines(2))
    illness = forms.CharField(label=_("Illness"), max_length=1000, required=False, widget=lines(2))
    belongings = forms.CharField(
        label=_("What the child brings"),
        max_length=LONG,
        required=False,
        widget=lines(6),
        help_text=_("One thing on each line: clothes, toiletries, medicine, school bag, books, the favourite teddy."),
    )
    note = forms.CharField(label=_("How the arrival went"), max_length=LONG, required=False, widget=lines(3))

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("primary", "secondary"):
            self.fields[name].queryset = people_of(unit, on)

    def health(self):
        return {name: self.cleaned_data[name] for name in ("allergies", "medicine", "illness")}


class ContactForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins",)

    role = forms.ChoiceField(label=_("Role"), choices=choices(ContactRole))
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    begins = forms.DateField(label=_("From"), widget=DateInput)

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(unit, on)


class MeetingForm(PlainForm, AsksAboutDates):
    asked_dates = ("held",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(MeetingKind), initial=MeetingKind.MONTHLY)
    held = forms.DateField(label=_("Held on"), widget=DateInput)
    minutes_by = forms.ChoiceField(
        label=_("Minutes written by"), choices=choices(MinutesBy, _("Not decided")), required=False
    )
    minutes = forms.CharField(label=_("What was agreed"), max_length=20000, required=False, widget=lines(8))


class DecisionPaperForm(PlainForm, forms.Form):
    decided_on = forms.DateField(label=_("Decided on"), widget=DateInput)
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    paper = forms.FileField(label=_("The decision as PDF"))
