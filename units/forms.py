from datetime import date, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, TimeInput, choices
from units.models import Unit, UnitKind

OLDEST = 25
MOST_AT_ONCE = 20
FACTS = ("name", "kind", "age_from", "age_to", "opens", "note")


SENSIBLE = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2100, 1, 1))]


def day(label, **facts):
    return forms.DateField(label=label, widget=DateInput, validators=SENSIBLE, **facts)


class UnitForm(PlainForm, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=50)
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(UnitKind))
    age_from = forms.IntegerField(label=_("From age"), min_value=0, max_value=OLDEST, required=False)
    age_to = forms.IntegerField(
        label=_("To age"),
        min_value=0,
        max_value=OLDEST,
        required=False,
        help_text=_("A child outside these ages is flagged, not refused."),
    )
    opens = day(
        _("Open from"), required=False, help_text=_("Empty where it is not decided, or was long ago.")
    )
    note = Prose(label=_("Note"), max_length=2000, required=False)

    def __init__(self, *args, unit=None, **kwargs):
        initial = {name: getattr(unit, name) for name in FACTS} if unit else {}
        super().__init__(*args, initial=initial, **kwargs)


class ShiftForm(PlainForm, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=30, help_text=_("As people say it, such as “Night”."))
    begins = forms.TimeField(
        label=_("Begins at"),
        widget=TimeInput,
        help_text=_("Every day. The shift lasts until the next one begins."),
    )


class AddPlacesForm(PlainForm, AsksAboutDates):
    asked_dates = ("opens",)

    count = forms.IntegerField(label=_("Number of places"), min_value=1, max_value=MOST_AT_ONCE, initial=1)
    opens = day(_("Open from"))


class EndsAfterLastDay:
    """People say the last day; a period ends on the day after it."""

    def ends(self):
        last = self.cleaned_data["last_day"]
        return last and last + timedelta(days=1)


class EmergencyForm(EndsAfterLastDay, PlainForm, AsksAboutDates):
    asked_dates = ("opens",)

    opens = day(_("First day"))
    last_day = day(_("Last day"))
    reason = Prose(
        label=_("Reason"),
        max_length=2000,
        help_text=_("Why the unit takes more children than it has places for. Write no names."),
    )


class CloseForm(PlainForm, AsksAboutDates):
    asked_dates = ("closes",)

    closes = day(_("Closed from"), help_text=_("From this day on nobody can be admitted to the place."))


class PeriodForm(EndsAfterLastDay, PlainForm, AsksAboutDates):
    asked_dates = ("begins", "last_day")

    begins = day(_("First day"))
    last_day = day(_("Last day"), required=False, help_text=_("Empty: until further notice."))


class AssignForm(PeriodForm):
    unit = forms.ModelChoiceField(Unit.objects.all(), label=_("Unit"), empty_label=_("Choose"))
    field_order = ["unit"]


class LastDayForm(EndsAfterLastDay, PlainForm, AsksAboutDates):
    asked_dates = ("last_day",)

    last_day = day(_("Last day"))
