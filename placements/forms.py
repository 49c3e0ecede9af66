import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from documents.forms import PdfField
from placements.enums import ContactRole, MeetingKind, MinutesBy
from placements.kinds.fields import KindField
from placements.kinds.models import Family

LONG = 5000
HEALTH = ("allergies", "medicine", "illness")
ARRIVAL = ("arrived", "primary", "secondary", "brought_by", "belongings", "note")
MEETING = ("key", "kind", "held", "minutes_by", "minutes")


def people_of(unit, on):
    here = unit.assignments.on(on).values("person") if unit else []
    return User.objects.working().filter(pk__in=here).order_by("sort_name", "pk")


class ArrivalForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("arrived",)

    arrived = forms.DateField(label=_("Date of arrival"), widget=DateInput)
    brought_by = forms.CharField(label=_("Who brings the child"), max_length=200)
    primary = forms.ModelChoiceField(User.objects.none(), label=_("Primary contact person"))
    secondary = forms.ModelChoiceField(User.objects.none(), label=_("Secondary contact person"))
    allergies = Prose(
        label=_("Allergies"), rows=2, required=False, help_text=_("Leave empty if none is known.")
    )
    medicine = Prose(label=_("Medicine"), rows=2, required=False)
    illness = Prose(label=_("Illness"), rows=2, required=False)
    belongings = Prose(
        label=_("What the child brings"),
        max_length=LONG,
        rows=6,
        required=False,
        help_text=_(
            "One thing on each line: clothes, toiletries, medicine, school bag, books, the favourite teddy."
        ),
    )
    note = Prose(label=_("How the arrival went"), max_length=LONG, rows=3, required=False)

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("primary", "secondary"):
            self.fields[name].queryset = people_of(unit, on)


class ContactForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins",)

    role = forms.ChoiceField(label=_("Role"), choices=choices(ContactRole))
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    begins = forms.DateField(label=_("From"), widget=DateInput)

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(unit, on)


class MeetingForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("held",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = KindField(Family.MEETING, label=_("Kind"), initial=MeetingKind.MONTHLY)
    held = forms.DateField(label=_("Held on"), widget=DateInput)
    minutes_by = forms.ChoiceField(
        label=_("Minutes written by"), choices=choices(MinutesBy, _("Not decided")), required=False
    )
    minutes = Prose(label=_("What was agreed"), max_length=20000, rows=8, required=False)


class DecisionPaperForm(PlainForm, forms.Form):
    decided_on = forms.DateField(label=_("Decided on"), widget=DateInput)
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    paper = PdfField(label=_("The decision as PDF"))
