import uuid
from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, TimeInput, choices
from documents.forms import PdfField
from placements.enums import MeetingKind, MinutesBy
from placements.kinds.fields import KindField
from placements.kinds.models import Family
from placements.meetings.models import MeetingForm

LONG = 20000
RECORD = ("key", "kind", "held", "minutes_by", "present", "child_part", "minutes")
MINUTES = ("minutes", "present", "child_part")
MORNING = time(10)
MOST_ROWS = 40
CLOCKS_CHANGE = _("That time does not exist once on this day, because the clocks change. Choose another.")


def moment(day, at):
    """When a meeting begins, in Nuuk. Raises ValidationError for the hour that is missing or there twice."""
    try:
        return from_current_timezone(datetime.combine(day, at))
    except ValidationError:
        raise ValidationError(CLOCKS_CHANGE) from None


def _who_writes():
    return forms.ChoiceField(
        label=_("Minutes written by"),
        choices=choices(MinutesBy, _("Nobody, there are none")),
        required=False,
    )


def _present():
    return Prose(label=_("Who took part"), max_length=2000, rows=2, required=False)


def _child_part():
    return Prose(
        label=_("The child's part"),
        max_length=LONG,
        rows=3,
        required=False,
        help_text=_("What the child said, asked or wished, or why it was not there."),
    )


class RecordForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("held",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = KindField(Family.MEETING, label=_("Kind"), initial=MeetingKind.MONTHLY)
    held = forms.DateField(label=_("Held on"), widget=DateInput)
    minutes_by = _who_writes()
    present = _present()
    child_part = _child_part()
    minutes = Prose(
        label=_("What was agreed"),
        max_length=LONG,
        rows=8,
        required=False,
        help_text=_("Leave it empty when the minutes come later."),
    )

    def clean(self):
        """A form sent untouched by a slip of the thumb is no meeting."""
        cleaned = super().clean()
        if not cleaned.get("present") and not cleaned.get("minutes") and not self.errors:
            self.add_error("present", _("Say who took part, or what was agreed."))
        return cleaned


class HoldForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("held",)

    held = forms.DateField(label=_("Held on"), widget=DateInput)
    minutes_by = _who_writes()
    present = _present()


class Timed(forms.Form):
    """A day and a time of day become `starts`."""

    day = forms.DateField(label=_("Day"), widget=DateInput(attrs={"class": "form-control"}))
    time = forms.TimeField(label=_("Time"), widget=TimeInput(attrs={"class": "form-control"}))
    how = forms.ChoiceField(
        label=_("How"), choices=choices(MeetingForm), widget=forms.Select(attrs={"class": "form-select"})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") and cleaned.get("time"):
            try:
                cleaned["starts"] = moment(cleaned["day"], cleaned["time"])
            except ValidationError as error:
                self.add_error("time", error)
        return cleaned

    def time_and_form(self):
        return {"starts": self.cleaned_data["starts"], "form": self.cleaned_data["how"]}


class PlanForm(PlainForm, Timed):
    field_order = ["kind", "day", "time", "how"]
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = KindField(Family.MEETING, label=_("Kind"), initial=MeetingKind.MONTHLY)

    def row(self):
        return {**self.given("key", "kind"), **self.time_and_form()}


class MoveForm(PlainForm, Timed):
    sequence = forms.IntegerField(widget=forms.HiddenInput)


class RowForm(PlainForm, Timed):
    """One meeting of the year; without the tick it is left out."""

    field_order = ["keep", "day", "time", "kind", "how"]
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.Select(attrs={"class": "form-select"}))
    keep = forms.BooleanField(
        label=_("Plan it"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.cleaned_data.get("keep"):
            self._errors = ErrorDict()

    def row(self):
        return {**self.given("key", "kind"), **self.time_and_form()}


ROWS = {"extra": 0, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS}


class RowFormSet(forms.formset_factory(RowForm, **ROWS)):
    """The proposed year, in order."""

    def kept(self):
        return [form for form in self.forms if form.cleaned_data.get("keep")]


class YearForm(forms.Form):
    """Chosen once for all meetings of the year."""

    time = forms.TimeField(required=False, widget=TimeInput)
    how = forms.ChoiceField(choices=choices(MeetingForm), required=False)
    in_person = forms.ChoiceField(choices=choices(MeetingForm), required=False)

    def chosen(self):
        given = self.cleaned_data if self.is_valid() else {}
        return {
            "time": given.get("time") or MORNING,
            "how": given.get("how") or MeetingForm.PHONE,
            "in_person": given.get("in_person") or MeetingForm.IN_PERSON,
        }


class AgendaForm(PlainForm, forms.Form):
    sequence = forms.IntegerField(widget=forms.HiddenInput)
    agenda = Prose(
        label=_("Agenda"),
        rows=12,
        required=False,
        help_text=_("One matter on each line. The municipality reads it."),
    )


class MinutesForm(PlainForm, forms.Form):
    present = _present()
    child_part = _child_part()
    minutes = Prose(label=_("What was agreed"), max_length=LONG, rows=12, required=False)
    paper = PdfField(label=_("Or the minutes as PDF"), required=False)
    drop_paper = forms.BooleanField(
        label=_("Use the text instead of the PDF that was handed in"), required=False
    )

    def __init__(self, *args, meeting, with_child, **kwargs):
        super().__init__(*args, **kwargs)
        if not meeting.minutes_paper_id:
            del self.fields["drop_paper"]
        if with_child:
            self.order_fields(["child_part"])

    def handed_in(self):
        """The bytes of a new PDF or None, and whether an earlier one stays."""
        paper = self.cleaned_data["paper"]
        return {
            "content": paper.read() if paper else None,
            "keep_paper": not self.cleaned_data.get("drop_paper"),
        }


class ReasonForm(PlainForm, forms.Form):
    reason = Prose(label=_("Reason"), max_length=2000, rows=3, required=False)

    def __init__(self, *args, label=None, help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label or field.label, help_text


def when(meeting):
    """The day and time that stand in a form."""
    starts = timezone.localtime(meeting.starts)
    return {"day": starts.date(), "time": starts.time()}
