from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DateInput, PlainForm
from documents.forms import PdfField


class DecisionPaperForm(PlainForm, forms.Form):
    decided_on = forms.DateField(label=_("Decided on"), widget=DateInput)
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    paper = PdfField(label=_("The decision as PDF"))
