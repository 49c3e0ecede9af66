import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from documents.forms import PdfField
from placements.plans.models import AskedBy

LONGEST = 500


def _goal(label):
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


class UploadForm(PlainForm, forms.Form):
    dated = forms.DateField(label=_("Date of the plan"), widget=DateInput)
    paper = PdfField(label=_("The action plan as PDF"))


class CorrectForm(PlainForm, forms.Form):
    dated = forms.DateField(label=_("Date of the plan"), widget=DateInput)
    received = forms.DateField(label=_("Received on"), widget=DateInput)
    note = Prose(label=_("Note"), rows=3, required=False)


class RecordForm(CorrectForm):
    paper = PdfField(
        label=_("The action plan as PDF"),
        required=False,
        help_text=_("Leave it empty if you only know the date; the PDF can be added later."),
    )


class AskForm(PlainForm, forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    how = forms.ChoiceField(label=_("How do you ask?"), choices=choices(AskedBy), initial=AskedBy.PHONE)
    note = Prose(label=_("What was said"), rows=3, required=False)


class GoalForm(PlainForm, forms.Form):
    text = _goal(_("Goal"))


class SubGoalForm(PlainForm, forms.Form):
    text = _goal(_("Sub-goal"))
    signs = Prose(
        label=_("Signs to look for"),
        rows=3,
        required=False,
        help_text=_("What one can see or hear when the child is on the way. One sign on each line."),
    )


class CloseForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("closed_on",)

    outcome = forms.ChoiceField(
        label=_("The sub-goal is"), choices=[("reach", _("reached")), ("drop", _("no longer pursued"))]
    )
    closed_on = forms.DateField(label=_("Since"), widget=DateInput)


class SignForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("seen_on",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    note = Prose(label=_("What did you see or hear?"), rows=3)
    seen_on = forms.DateField(label=_("Seen on"), widget=DateInput)
