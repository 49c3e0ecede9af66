from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from placements.adults.forms import people_of
from placements.discharge.checklist import visits_first
from placements.discharge.models import Destination, NextStep
from placements.enums import Ladder
from placements.models import ContactPerson


class PlanForm(PlainForm, AsksAboutDates):
    asked_dates = ("planned_for",)

    planned_for = forms.DateField(label=_("The child leaves on"), widget=DateInput)


class TalkForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("talk_on",)

    talk_on = forms.DateField(label=_("The municipality talked with the child on"), widget=DateInput)
    talk_by = forms.CharField(label=_("Who talked with the child"), max_length=200)


class ToldForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("told_on",)

    told_on = forms.DateField(label=_("The child was told on"), widget=DateInput)
    told_by = forms.CharField(label=_("Who told the child"), max_length=200)
    told_late_because = Prose(label=_("If it was late: why"), rows=2, required=False)


class DestinationForm(PlainForm, forms.Form):
    destination = forms.ChoiceField(
        label=_("Where the child goes"), choices=lambda: choices(Destination, _("Choose"))
    )
    goes_to = forms.CharField(label=_("Name and address"), max_length=300)
    in_nuuk = forms.BooleanField(label=_("In Nuuk"), required=False)
    ladder_level = forms.TypedChoiceField(
        label=_("Level on the ladder of interventions"),
        coerce=int,
        choices=lambda: [("", _("Choose")), *((n, f"{n} · {label}") for n, label in Ladder.choices)],
    )


class JourneyForm(PlainForm, forms.Form):
    """In Nuuk to a family or an institution visits come first; otherwise somebody accompanies the child (PLC-12)."""

    visits = Prose(
        label=_("Which contact and visits are arranged"),
        rows=3,
        required=False,
        help_text=_("When the child meets the new place, and who goes along."),
    )
    accompanied_by = forms.CharField(
        label=_("Who accompanies the child, named by the municipality"), max_length=200, required=False
    )
    accompanied_phone = forms.CharField(label=_("Phone of that person"), max_length=40, required=False)
    accompanied_contacted_on = forms.DateField(
        label=_("We contacted that person on"), widget=DateInput, required=False
    )

    def hide(self, discharge):
        first = visits_first(discharge)
        names = ("accompanied_by", "accompanied_phone", "accompanied_contacted_on") if first else ("visits",)
        for name in names:
            self.fields[name].widget = forms.HiddenInput()


class BelongingsForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("belongings_on",)

    belongings_on = forms.DateField(label=_("Handed over on"), widget=DateInput)
    belongings_note = Prose(label=_("What is missing, or follows later"), rows=3, required=False)


class FollowForm(PlainForm, forms.Form):
    follows = forms.ModelChoiceField(
        User.objects.none(), label=_("Who follows the child"), required=False, empty_label=_("Nobody")
    )
    follows_until = forms.DateField(label=_("Until"), widget=DateInput, required=False)


class LeaveForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("left_on",)

    left_on = forms.DateField(label=_("The child left on"), widget=DateInput)


class ReceiptForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("received_on",)

    received_on = forms.DateField(label=_("The final report was received on"), widget=DateInput)
    next_step = forms.ChoiceField(label=_("The next step"), choices=lambda: choices(NextStep, _("Choose")))
    words = Prose(label=_("In the municipality's words"), rows=3)
    confirmed_for = forms.CharField(
        label=_("Said by, at the municipality"),
        max_length=200,
        help_text=_("Name, and how it came: by phone, mail."),
    )

    def __init__(self, *args, portal, **kwargs):
        super().__init__(*args, **kwargs)
        if portal:
            del self.fields["confirmed_for"]


class RemindForm(PlainForm, forms.Form):
    note = Prose(label=_("What was said, if it was by phone"), rows=2, required=False)


class UndoForm(PlainForm, forms.Form):
    reason = Prose(label=_("Why it is undone"), rows=2)
    seen = forms.CharField(widget=forms.HiddenInput)


FORMS = {
    "talk": TalkForm,
    "told": ToldForm,
    "destination": DestinationForm,
    "journey": JourneyForm,
    "belongings": BelongingsForm,
    "follow": FollowForm,
}


def form_of(point, data, discharge, unit, on):
    """The form of one point, filled in with what is saved."""
    form_class = FORMS[point]
    initial = {name: getattr(discharge, name) for name in form_class.base_fields if hasattr(discharge, name)}
    form = form_class(data, initial=initial, auto_id=f"id_{point}_%s")
    if point == "follow":
        known = ContactPerson.objects.filter(placement=discharge.placement).values("person")
        form.fields["follows"].queryset = people_of(unit, on) | User.objects.working().filter(pk__in=known)
    if point == "journey":
        form.hide(discharge)
    return form
