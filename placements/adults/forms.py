from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, choices
from placements.enums import CaseworkerTask, ContactRole


def people_of(unit, on):
    here = unit.assignments.on(on).values("person") if unit else []
    return User.objects.working().filter(pk__in=here).order_by("sort_name", "pk")


class ContactForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins",)

    role = forms.ChoiceField(label=_("Role"), choices=choices(ContactRole))
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose"))
    begins = forms.DateField(label=_("From"), widget=DateInput)

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(unit, on)


class CaseworkerForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins",)

    task = forms.ChoiceField(label=_("Task"), choices=choices(CaseworkerTask))
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Caseworker"),
        empty_label=_("Choose"),
        help_text=_("Only caseworkers of the municipality that placed the child can be chosen."),
    )
    begins = forms.DateField(label=_("From"), widget=DateInput)

    def __init__(self, *args, municipality, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = municipality.caseworkers.working().order_by("sort_name", "pk")


class EndForm(PlainForm, AsksAboutDates):
    asked_dates = ("ends",)

    ends = forms.DateField(label=_("Until"), widget=DateInput)
