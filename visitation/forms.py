import uuid

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core import cpr
from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from core.refusals import Refused
from documents.forms import FilesField, PdfField
from municipalities.models import Municipality
from units.models import Place, Unit
from visitation import known_children, target_group
from visitation.enums import Outcome, PlanStatus, Priority, RequestState, TargetPoint
from visitation.models import Request
from visitation.rules import NEW_FILE

PROSE = ("reason", "family", "health", "other")
STEPS = {
    "child": (_("The child"), ("acute", "child_name", "cpr", "child")),
    "why": (_("Why"), ("reason", "family")),
    "everyday": (_("Everyday life"), ("school", "health", "action_plan")),
    "wish": (
        _("The placement"),
        ("wanted_unit", "wanted_from", "expected_length", "through_national", "other"),
    ),
}
FIELDS = tuple(name for _title, names in STEPS.values() for name in names)


class RequestForm(PlainForm, forms.ModelForm):
    """Half-filled is fine: what is missing matters only when it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    action_plan = forms.ChoiceField(
        label=_("Action plan"), choices=choices(PlanStatus, _("Not answered")), required=False
    )
    files = FilesField()

    class Meta:
        model = Request
        fields = FIELDS
        widgets = {"wanted_from": DateInput}
        field_classes = dict.fromkeys(PROSE, Prose)
        help_texts = {
            "acute": _(
                "Tick only if the child must leave home now. Acute requests go straight to the centre."
            ),
            "cpr": _("Ten digits, for example 150315-5002."),
            "reason": _("What has happened, and what does the municipality want from the placement?"),
            "family": _("Parents, siblings, custody, and who the child is close to."),
            "school": _("School and class, or day care."),
            "expected_length": _("For example “three months” or “until the summer”."),
            "health": _("Write “none known” if that is so."),
        }

    def __init__(self, *args, by, on, staff=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.staff = staff
        self.fields["child"].queryset = known_children.within_reach(by, on)
        self.fields["child"].required = False
        if self.instance.pk:
            self.initial["key"] = self.instance.key
        self.fields["cpr"].max_length = 11
        self.fields["cpr"].validators = []
        self.fields["cpr"].widget.attrs |= {"maxlength": 11, "inputmode": "numeric", "autocomplete": "off"}
        self.fields["files"].widget.attrs["form"] = "request"
        self.fields["wanted_unit"].queryset = Unit.objects.residential()
        self.fields["wanted_unit"].empty_label = _("No wish")
        if staff:
            self.fields["municipality"] = forms.ModelChoiceField(
                Municipality.objects.all(), label=_("Municipality"), empty_label=_("Choose")
            )

    def clean_cpr(self):
        number = self.cleaned_data["cpr"]
        if not number:
            return ""
        try:
            born = cpr.born(number)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused
        if born > timezone.localdate():
            raise forms.ValidationError(_("That birth date lies in the future."))
        return cpr.digits(number)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("acute") and cleaned.get("through_national"):
            self.add_error("through_national", _("An acute request goes straight to the centre."))
        return cleaned

    def clean_wanted_from(self):
        wanted = self.cleaned_data["wanted_from"]
        if wanted and "wanted_from" in self.changed_data and wanted < timezone.localdate():
            raise forms.ValidationError(_("That day has passed. Choose today or later."))
        if wanted and (wanted - timezone.localdate()).days > 731:
            raise forms.ValidationError(_("That is more than two years ahead. Check the year."))
        return wanted

    def facts(self, names=FIELDS):
        """What of these fields was given and is right."""
        return {
            name: self.cleaned_data[name] for name in FIELDS if name in names and name in self.cleaned_data
        }

    def steps(self):
        """Each step with its name, its title and its fields."""
        for name, (title, fields) in STEPS.items():
            yield name, title, [self[field] for field in fields if field != "child"]


class AttachForm(PlainForm, forms.Form):
    files = FilesField()


class AnswerForm(PlainForm, forms.Form):
    answer = Prose(label=_("Your answer"), rows=5)


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, place):
        return f"{place.unit.name} · {place.name}"


class OfferForm(PlainForm, forms.Form):
    place = PlaceField(Place.objects.none(), label=_("Place"), empty_label=_("Choose a place"))
    begins = forms.DateField(label=_("From"), widget=DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(unit__kind="residential").select_related("unit")

    def labels(self, places):
        return [(place.pk, self.fields["place"].label_from_instance(place)) for place in places]


class PriorityForm(PlainForm, forms.Form):
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=choices(Priority), coerce=int, widget=forms.RadioSelect
    )
    reason = Prose(label=_("Reason"), rows=3)


class WhyForm(PlainForm, forms.Form):
    reason = Prose(rows=3)


class YesNo(forms.ChoiceField):
    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], **kwargs)


class DecisionForm(PlainForm, AsksAboutDates):
    asked_dates = ("begins", "decided_on")

    outcome = forms.ChoiceField(label=_("Decision"), choices=choices(Outcome), widget=forms.RadioSelect)
    place = PlaceField(
        Place.objects.none(), label=_("Place"), required=False, empty_label=_("Choose a place")
    )
    begins = forms.DateField(label=_("From"), widget=DateInput, required=False)
    present = forms.MultipleChoiceField(label=_("Present"), widget=forms.CheckboxSelectMultiple)
    reasons = Prose(label=_("Reasons"), help_text=_("The municipality reads this in the letter."), rows=5)
    exception_reason = Prose(label=_("Why admit all the same"), rows=3, required=False)
    decided_on = forms.DateField(label=_("The municipality decided on"), widget=DateInput, required=False)
    decided_by = forms.CharField(label=_("Decided by"), max_length=200, required=False)
    paper = PdfField(label=_("The municipality's decision as PDF"), required=False)

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, committee, state, files=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.state = state
        self.files_here = {str(child.pk): child for child in files}
        if files:
            self.fields["file"] = forms.ChoiceField(label=_("The child's file"), widget=forms.RadioSelect)
            self.fields["file"].choices = [
                *self._named(files),
                (NEW_FILE, _("Another child: make a new file")),
            ]
            self.fields["file"].required = False
        for point in TargetPoint:
            self.fields[f"target_{point}"] = YesNo(label=capfirst(point.label), required=False)
        self.fields["present"].choices = [(person.full_name, person.full_name) for person in committee]
        self.fields["place"].queryset = Place.objects.filter(unit__kind="residential").select_related("unit")

    def _named(self, files):
        for child in files:
            yield str(child.pk), f"{child.name}, {date_format(child.born)}"

    def chosen_file(self):
        """The child whose file is continued, NEW_FILE, or None when nothing was asked or said."""
        said = self.cleaned_data.get("file")
        return self.files_here.get(said, said) or None

    def clean_seen(self):
        """Somebody who decided while this form was open is not overruled unseen."""
        seen = self.cleaned_data["seen"]
        if seen and seen != self.state:
            raise forms.ValidationError(
                _(
                    "This was decided since you opened it; it is now “%(state)s”. Look again before you decide."
                )
                % {"state": RequestState(self.state).label}
            )
        return seen

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.ADMIT:
            for name, sentence in (("place", _("Choose a place.")), ("begins", _("Say from which date."))):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            for point in target_group.unanswered(self.answers()):
                self.add_error(f"target_{point}", _("Answer yes or no."))
        return cleaned

    def answers(self):
        """Of the target group, as far as they are given."""
        given = {point: self.cleaned_data.get(f"target_{point}") for point in TargetPoint}
        return {point.value: said == "yes" for point, said in given.items() if said}

    def target_group(self):
        """The fields of what belongs to the target group, and of what lies outside it."""
        inside = target_group.INSIDE
        fields = {point: self[f"target_{point}"] for point in TargetPoint}
        return (
            (_("The target group"), [fields[point] for point in inside]),
            (_("Outside the target group"), [f for point, f in fields.items() if point not in inside]),
        )
