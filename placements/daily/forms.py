from datetime import timedelta

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from municipalities.models import Weekday
from placements.daily.models import WEEKDAYS, Presence
from placements.enums import AbsenceKind
from placements.kinds.fields import KindField
from placements.kinds.models import Family

SCHOOLING = ("kind", "name", "phone", "weekdays", "begins", "ends")
ABSENCE = ("kind", "begins", "ends", "note")
ONE_DAY = timedelta(days=1)


class SchoolingFacts(PlainForm, AsksAboutDates):
    asked_dates = ("last",)

    name = forms.CharField(
        label=_("Where"),
        max_length=200,
        help_text=_("The name of the school or day care, and the class."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"),
        choices=[(day.value, capfirst(day.label)) for day in Weekday],
        coerce=int,
        initial=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    last = forms.DateField(
        label=_("Last day"), widget=DateInput, required=False, help_text=_("Leave empty while it goes on.")
    )

    def clean(self):
        cleaned = super().clean()
        last = cleaned.get("last")
        cleaned["ends"] = last and last + ONE_DAY
        return cleaned


class SchoolingForm(SchoolingFacts):
    asked_dates = ("last",)  # school began long ago for most

    kind = KindField(Family.SCHOOLING, label=_("Kind"), initial="school")
    begins = forms.DateField(label=_("From"), widget=DateInput)
    field_order = ("kind", "name", "phone", "weekdays", "begins", "last")


class MarkForm(PlainForm, forms.Form):
    """No state at all takes the mark back."""

    on = forms.DateField()
    state = forms.ChoiceField(choices=Presence, required=False)
    reason = forms.CharField(max_length=300, required=False)

    def given_reason(self):
        return self.cleaned_data["reason"].strip() if "reason" in self.data else None


class AbsenceForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins", "ends")

    kind = forms.ChoiceField(label=_("Kind"), choices=choices(AbsenceKind))
    begins = forms.DateField(label=_("From"), widget=DateInput)
    ends = forms.DateField(
        label=_("Back on"),
        widget=DateInput,
        required=False,
        help_text=_("The day on which the child is here again. Leave empty while nobody knows."),
    )
    note = Prose(label=_("Note"), rows=3, required=False)
    charge_percent = forms.IntegerField(
        label=_("Charged, in percent"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Leave empty if nothing else is agreed with the municipality."),
    )

    def __init__(self, *args, leads, **kwargs):
        super().__init__(*args, **kwargs)
        if not leads:
            del self.fields["charge_percent"]

    def facts(self):
        return {name: self.cleaned_data[name] for name in (*ABSENCE, "charge_percent") if name in self.fields}


class BackForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("ends",)

    ends = forms.DateField(label=_("Back on"), widget=DateInput)


class NeededForm(PlainForm, AsksAboutDates):
    asked_dates = ("needed_from",)

    needed_from = forms.DateField(label=_("Needed from"), widget=DateInput)
    note = Prose(
        label=_("Note"), rows=3, required=False, help_text=_("The municipality's caseworker reads this.")
    )


class AppliedForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("applied_on",)

    applied_on = forms.DateField(label=_("Applied for on"), widget=DateInput)


class AnsweredForm(PlainForm, AsksAboutDates):
    asked_dates = ("answered_on", "begins")

    outcome = forms.ChoiceField(
        label=_("Answer"),
        choices=[("grant", _("Granted")), ("turn_down", _("Refused"))],
        widget=forms.RadioSelect,
    )
    answered_on = forms.DateField(label=_("Answered on"), widget=DateInput)
    begins = forms.DateField(label=_("The child has the place from"), widget=DateInput, required=False)
    note = Prose(label=_("Note"), rows=3, required=False)


class GivenUpForm(PlainForm, forms.Form):
    note = Prose(label=_("Why no place is needed any more"), rows=3)
