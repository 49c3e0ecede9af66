from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADERS
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose
from documents.forms import PaperField
from placements.adults.forms import people_of
from placements.arrival.rules import CHILD, DOOR

LONG = 5000


USUAL = {
    "clothes": _("Clothes"),
    "toiletries": _("Toiletries"),
    "medicine": _("Medicine"),
    "school_bag": _("School bag"),
    "books": _("Books"),
    "teddy": _("The favourite teddy"),
}
SECTIONS = (
    (_("At the door"), ("arrived", "sure", "brought_by", "primary", "secondary")),
    (_("What comes with the child"), ("papers", "usual", "belongings")),
    (_("Health and everyday life"), CHILD),
    (_("Also"), ("fee", "note")),
)


class IntakeForm(PlainForm, forms.Form):
    """What is settled at the door (PLC-3); `was` remembers what it said when the page was opened."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    brought_by = forms.CharField(label=_("Who brings the child"), max_length=200)
    papers = Prose(
        label=_("Papers that came with the child"),
        max_length=LONG,
        rows=3,
        required=False,
        help_text=_("One on each line, for example health card, vaccinations, school papers, passport."),
    )
    usual = forms.MultipleChoiceField(
        label=_("What the child brings"),
        choices=list(USUAL.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you tick becomes a line of the list."),
    )
    belongings = Prose(
        label=_("The list, one thing on each line"),
        max_length=LONG,
        rows=6,
        required=False,
        help_text=_("Say how many, and what it looks like: 3 pairs of trousers, blue winter coat."),
    )
    allergies = Prose(
        label=_("Allergies"), rows=2, required=False, help_text=_("Leave empty if none is known.")
    )
    medicine = Prose(label=_("Medicine"), rows=2, required=False)
    illness = Prose(label=_("Illness"), rows=2, required=False)
    languages = forms.CharField(label=_("Languages"), max_length=120, required=False)
    school = forms.CharField(label=_("School or day care"), max_length=200, required=False)
    fee = forms.DecimalField(
        label=_("Intake fee in kroner"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        localize=True,
        help_text=_("Only if one was agreed with the municipality."),
    )
    note = Prose(label=_("How the arrival went"), max_length=LONG, rows=3, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        if by.role not in LEADERS:
            del self.fields["fee"]

    def sections(self):
        for title, names in SECTIONS:
            shown = [self[name] for name in names if name in self.fields]
            yield title, [field for field in shown if not field.is_hidden]

    def clean(self):
        cleaned = super().clean()
        if "belongings" in cleaned:
            cleaned["belongings"] = _listed(cleaned["belongings"], cleaned.get("usual", ()))
        return cleaned

    def at_the_door(self):
        return self.given(*(name for name in DOOR if name in self.fields))

    def about_the_child(self):
        return self.given(*CHILD)


def _listed(text, ticked):
    """One line for each thing; what is ticked comes first, unless the list says it already."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = {line.casefold() for line in lines}
    usual = [str(USUAL[code]) for code in ticked]
    return "\n".join([*(thing for thing in usual if thing.casefold() not in said), *lines])


class ArrivalForm(IntakeForm, AsksAboutDates):
    asked_dates = never_ahead = ("arrived",)

    arrived = forms.DateField(label=_("Date of arrival"), widget=DateInput)
    primary = forms.ModelChoiceField(
        User.objects.none(), label=_("Primary contact person"), empty_label=_("Choose")
    )
    secondary = forms.ModelChoiceField(
        User.objects.none(), label=_("Secondary contact person"), empty_label=_("Choose")
    )

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("primary", "secondary"):
            self.fields[name].queryset = people_of(unit, on)


class SignedForm(PlainForm, forms.Form):
    paper = PaperField(
        label=_("The signed list"), help_text=_("PDF, or a photo as JPEG or PNG, up to 20 MB.")
    )
