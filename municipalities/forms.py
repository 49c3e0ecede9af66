from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm, TimeInput
from municipalities.models import Municipality, Office, Weekday

FACTS = ("name", "seat", "address", "email", "cvr", "gln", "full_names_on_invoices", "twelve_week_follow_up")
OFFICE = ("name", "phone", "email")


class MunicipalityForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Municipality
        fields = FACTS
        widgets = {
            "address": forms.Textarea(attrs={"rows": 4, "maxlength": 500}),
            "cvr": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            "gln": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        help_texts = {
            "address": _("As it shall stand on the invoice."),
            "cvr": _("Eight digits. Leave it empty until the municipality has told it."),
            "gln": _("Thirteen digits. Without it there is no electronic invoice; the PDF works."),
            "full_names_on_invoices": _("Otherwise invoices list placement number, initials and unit."),
            "twelve_week_follow_up": _(
                "They are proposed when a year of meetings is planned; the child is there."
            ),
        }

    def clean_address(self):
        return self.cleaned_data["address"].replace("\r\n", "\n")[:500]


class NewMunicipalityForm(MunicipalityForm):
    code = forms.RegexField(
        r"^[0-9]{3,4}\Z",
        label=_("Municipality code"),
        help_text=_("As in the CPR register, for example 956. It never changes."),
        error_messages={"invalid": _("A municipality code has three digits.")},
    )
    field_order = ["code"]


class OfficeForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Office
        fields = OFFICE
        widgets = {"phone": forms.TextInput(attrs={"inputmode": "tel"})}


class HoursForm(forms.Form):
    """One weekday; both empty means closed."""

    opens = forms.TimeField(label=_("Opens"), required=False, widget=TimeInput)
    closes = forms.TimeField(label=_("Closes"), required=False, widget=TimeInput)

    def clean(self):
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if self.errors:
            return
        if (opens is None) != (closes is None):
            self.add_error("closes" if opens else "opens", _("Give both times, or neither if it is closed."))
        elif opens and closes <= opens:
            self.add_error("closes", _("An office closes after it opens."))


SEVEN = {"extra": 0, "min_num": 7, "max_num": 7, "absolute_max": 7, "validate_min": True}


class HoursFormSet(forms.formset_factory(HoursForm, **SEVEN)):
    """A row for each weekday, Monday first."""

    def __init__(self, data=None, *, office=None):
        known = {row.weekday: row for row in office.hours.all()} if office else {}
        rows = [known.get(day) for day in Weekday]
        initial = [{"opens": row and row.opens, "closes": row and row.closes} for row in rows]
        super().__init__(data, initial=initial, prefix="hours")
        for form, day in zip(self.forms, Weekday, strict=False):
            form.day = day

    def hours(self):
        facts = ((form.day, form.cleaned_data) for form in self.forms)
        return {day: (given["opens"], given["closes"]) for day, given in facts if given.get("opens")}
