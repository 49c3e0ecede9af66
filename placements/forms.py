from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateInput, PlainForm, choices
from documents.forms import PdfField
from placements.enums import DecisionKind


class DecisionPaperForm(PlainForm, forms.Form):
    kind = forms.ChoiceField(label=_("The decision is about"), choices=lambda: choices(DecisionKind))
    decided_on = forms.DateField(label=_("Decided on"), widget=DateInput)
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    paper = PdfField(label=_("The decision as PDF"))
