from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm, Prose


class AskForm(PlainForm, forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    reason = Prose(
        label=_("What is the file needed for?"),
        help_text=_("The reason stands on the first page and in the log."),
        max_length=500,
        rows=3,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid4()}, **kwargs)
