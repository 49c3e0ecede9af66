from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose
from placements.enums import ContactRole
from units.models import Place

MOVE = ("place", "begins", "agreed_with", "agreed_on", "reason", "exception_reason")


class PersonField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        people = User.objects.none()
        super().__init__(people, required=False, empty_label=_("As now"), **kwargs)

    def label_from_instance(self, person):
        return f"{person.full_name} · {person.works_in}"


class MoveForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins", "agreed_on")
    never_ahead = ("agreed_on",)

    begins = forms.DateField(
        label=_("Moves on"),
        widget=DateInput,
        help_text=_("The day belongs to the new unit. It may lie ahead."),
    )
    place = forms.ModelChoiceField(Place.objects.none(), label=_("New place"))
    agreed_with = forms.CharField(
        label=_("Agreed with"), max_length=200, help_text=_("The municipality's caseworker.")
    )
    agreed_on = forms.DateField(label=_("Agreed on"), widget=DateInput)
    reason = Prose(label=_("Why the child moves"), rows=3)
    exception_reason = Prose(
        label=_("Why although the age does not fit"),
        rows=2,
        required=False,
        help_text=_("Only when the child is younger or older than the unit's children."),
    )
    primary = PersonField(label=_("New primary contact person"))
    secondary = PersonField(label=_("New secondary contact person"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        places = Place.objects.filter(unit__kind="residential").select_related("unit")
        self.fields["place"].queryset = places
        for role in ContactRole:
            self.fields[role].queryset = people

    def contacts(self):
        return {role: self.cleaned_data[role] for role in ContactRole}


class CancelForm(PlainForm, forms.Form):
    reason = Prose(label=_("Why the move is cancelled"), rows=3)
