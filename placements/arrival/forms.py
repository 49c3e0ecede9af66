from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose
from placements.adults.forms import people_of

LONG = 5000
HEALTH = ("allergies", "medicine", "illness")
ARRIVAL = ("arrived", "primary", "secondary", "brought_by", "belongings", "note")


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
