from datetime import UTC, date, timedelta

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.clock import FIRST, SECOND, first_and_second, is_doubled
from core.refusals import Refused

# Outside these years a date is a slip of the finger, and one that no tick makes right.
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
FAR_PAST = timedelta(days=31)
FAR_FUTURE = timedelta(days=366)
MOST_LETTERS = 10000

# Named here so that our own Danish stands in the place of Django's.
forms.Field.default_error_messages["required"] = _("This field is required.")


def choices(enum, empty=None):
    """The labels of an enumeration as they stand alone, with a capital letter."""
    first = [] if empty is None else [("", empty)]
    return [*first, *((value, capfirst(label)) for value, label in enum.choices)]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class Moment(forms.DateTimeField):
    """A time on Nuuk's clock, as UTC. One that the clocks show twice is the first; `AsksWhichHour` asks."""

    widget = DateTimeInput

    def to_python(self, value):
        try:
            found = super().to_python(value)
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            found = self._in_a_night_of_change((error.params or {})["datetime"])
        try:
            return found and found.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError(_("Check the year."), code="invalid") from error

    def _in_a_night_of_change(self, naive):
        if moments := first_and_second(naive):
            return moments[0]
        left_out = {"from": f"{naive:%H}.00", "to": f"{naive.hour + 1:02}.00"}
        raise forms.ValidationError(
            _("The clocks were put forward that night: %(from)s to %(to)s did not exist. Say another time.")
            % left_out,
            code="imaginary",
        )


class Prose(forms.CharField):
    """Text of several lines. A line break counts as one letter, as in the browser's own counter."""

    widget = forms.Textarea

    def __init__(self, *, max_length=None, rows=4, **kwargs):
        super().__init__(max_length=max_length or MOST_LETTERS, **kwargs)
        self.widget.attrs["rows"] = rows

    def to_python(self, value):
        return (super().to_python(value) or "").replace("\r\n", "\n")


class PlainForm(forms.BaseForm):
    """Crispy renders the fields; the template writes the <form> and its buttons."""

    @property
    def helper(self):
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def refuse(self, refused):
        """Puts a refusal beside the field it is about, or on top."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.sentence)

    def given(self, *names):
        return {name: self.cleaned_data[name] for name in names}

    def does(self, act):
        """Whether the act went through; a refusal stands in the form, which stays filled in."""
        return self.result_of(lambda: (act(),)) is not None

    def result_of(self, act, *args, **facts):
        """What the act gives back, or None when it was refused; the refusal stands in the form."""
        try:
            return act(*args, **facts)
        except Refused as refused:
            self.refuse(refused)
            return None


def _day(value):
    return timezone.localdate(value) if hasattr(value, "hour") else value


def _show_after(form, name, question, widget):
    """A hidden field that now is a question, beside the field that it is about."""
    form.fields[question].widget = widget
    names = [other for other in form.fields if other != question]
    names.insert(names.index(name) + 1, question)
    form.order_fields(names)


class AsksAboutDates(forms.Form):
    """A date long ago or far ahead is not refused but asked about: the same date again with a tick is taken."""

    asked_dates: tuple[str, ...] = ()
    never_ahead: tuple[str, ...] = ()  # no tick makes a future day right; the rule itself refuses it
    sure = forms.BooleanField(required=False, label=_("Yes, the date is right"), widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        for name in self.asked_dates:
            value = (cleaned or {}).get(name)
            if value and not EARLIEST <= _day(value) <= LATEST:
                self.add_error(name, _("Check the year."))
            elif value and not self.data.get("sure") and (question := self._question(name, value)):
                self._ask(name, question)
        return cleaned

    def _ask(self, name, question):
        _show_after(self, name, "sure", forms.CheckboxInput())
        self.add_error(name, question)

    def _question(self, name, value):
        day, today = _day(value), timezone.localdate()
        if day < today - FAR_PAST:
            return _("%(day)s is long ago. If it is right, tick “Yes, the date is right”.") % {
                "day": date_format(day)
            }
        if day > today + FAR_FUTURE and name not in self.never_ahead:
            return _("%(day)s is far ahead. If it is right, tick “Yes, the date is right”.") % {
                "day": date_format(day)
            }
        return None


class AsksWhichHour(forms.Form):
    """A time in the hour that the clocks show twice is asked about, and kept as the one that was meant."""

    asked_hours: tuple[str, ...] = ()
    which = ((FIRST, _("The first time")), (SECOND, _("The second time, after the clocks were put back")))
    again = forms.ChoiceField(
        label=_("Which of the two?"),
        choices=which,
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self):
        cleaned = super().clean() or {}
        for name in self.asked_hours:
            value = cleaned.get(name)
            if value and is_doubled(value):
                self._ask_which(name, value)
        return cleaned

    def _ask_which(self, name, value):
        _show_after(self, name, "again", forms.RadioSelect(choices=self.which))
        if again := self.cleaned_data.get("again"):
            first, second = first_and_second(timezone.make_naive(value))
            self.cleaned_data[name] = second if again == SECOND else first
        else:
            self.add_error(
                name, _("The clocks showed this time twice that night. Say which of the two you mean.")
            )


class PreferenceForm(PlainForm, forms.Form):
    value = forms.IntegerField()

    def __init__(self, *args, about, **kwargs):
        super().__init__(*args, **kwargs)
        bounds = {"least": about.least, "most": about.most, "unit": about.unit}
        self.fields["value"] = forms.IntegerField(
            label=about.label,
            min_value=about.least,
            max_value=about.most,
            help_text=_("From %(least)s to %(most)s %(unit)s.") % bounds,
        )
