import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateInput, PlainForm, Prose, choices
from placements.enums import MeetingKind, MinutesBy
from placements.kinds.fields import KindField
from placements.kinds.models import Family

RECORD = ("key", "kind", "held", "minutes_by", "minutes")


class RecordForm(PlainForm, AsksAboutDates):
    asked_dates = never_ahead = ("held",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = KindField(Family.MEETING, label=_("Kind"), initial=MeetingKind.MONTHLY)
    held = forms.DateField(label=_("Held on"), widget=DateInput)
    minutes_by = forms.ChoiceField(
        label=_("Minutes written by"), choices=choices(MinutesBy, _("Not decided")), required=False
    )
    minutes = Prose(label=_("What was agreed"), max_length=20000, rows=8, required=False)
