from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, choices
from placements.enums import ContactRole


def people_of(unit, on):
    here = unit.assignments.on(on).values("person") if unit else []
    return User.objects.working().filter(pk__in=here).order_by("sort_name", "pk")


class ContactForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins",)

    role = forms.ChoiceField(label=_("Role"), choices=choices(ContactRole))
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    begins = forms.DateField(label=_("From"), widget=DateInput)

    def __init__(self, *args, unit, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(unit, on)
