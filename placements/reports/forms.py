from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from placements.reports.models import Material

PERIOD = ("begins", "ends", "author")
HEADING = ("title", "hint", "material", "required", "in_half_year", "in_statement", "active")
MOST_LETTERS = 50000


def text_of(said):
    """The words of a heading as they may be kept. Raises ValidationError."""
    return Prose(max_length=MOST_LETTERS, required=False, strip=False).clean(said)


def number_of(said):
    """A whole number that a page of ours sent, or None."""
    return int(said) if said and said.isdecimal() and len(said) < 19 else None


class PeriodForm(PlainForm, forms.Form):
    begins = forms.DateField(label=_("From"), widget=DateInput)
    ends = forms.DateField(label=_("Until and including"), widget=DateInput)
    author = forms.ModelChoiceField(User.objects.none(), label=_("Written by"), empty_label=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = people

    def clean(self):
        cleaned = super().clean()
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _("A report's period ends after it begins."))
        return cleaned


class ReaderForm(PlainForm, forms.Form):
    reader = forms.ModelChoiceField(
        User.objects.none(), label=_("Second reader"), empty_label=_("Choose somebody")
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reader"].queryset = people


class RemarksForm(PlainForm, forms.Form):
    reader_note = Prose(label=_("Remarks to the author"), required=False, rows=5)


class DropForm(PlainForm, forms.Form):
    reason = Prose(label=_("Why is the report given up?"), rows=3)


class RequestForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("requested_on",)

    requested_on = forms.DateField(label=_("Asked for on"), widget=DateInput)
    requested_by = forms.CharField(label=_("Asked for by"), max_length=200)
    agreed_on = forms.DateField(
        label=_("Another date that was agreed"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty if the statement is due within a week."),
    )

    def clean(self):
        cleaned = super().clean()
        asked, agreed = cleaned.get("requested_on"), cleaned.get("agreed_on")
        if asked and agreed and agreed < asked:
            self.add_error("agreed_on", _("A statement is due after it was asked for."))
        return cleaned


class AskForm(PlainForm, forms.Form):
    """The caseworker's own: who asks and when is known."""

    agreed_on = forms.DateField(
        label=_("The day on which we agreed to have it"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty if nothing else is agreed: then it is here within a week."),
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day and day < self.on:
            raise forms.ValidationError(_("That day has passed. Choose today or later."))
        return day


class HeadingForm(PlainForm, forms.Form):
    title = forms.CharField(label=_("Heading"), max_length=120)
    hint = Prose(label=_("Hint to the writer"), max_length=400, rows=2, required=False)
    material = forms.ChoiceField(
        label=_("Material beside it"),
        choices=choices(Material),
        required=False,
        help_text=_("The diary stands beside every heading."),
    )
    required = forms.BooleanField(label=_("Must be written before the report is signed"), required=False)
    in_half_year = forms.BooleanField(label=_("In the half-yearly report"), required=False)
    in_statement = forms.BooleanField(label=_("In the statement"), required=False)
    active = forms.BooleanField(label=_("In use"), required=False)

    @classmethod
    def of(cls, data, heading):
        return cls(data, initial={name: getattr(heading, name) for name in HEADING})
