from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import PlainForm
from placements.kinds.fields import KindField
from placements.kinds.models import Family, Kind

LONGEST_NAME = 80


class KindForm(PlainForm, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)


class NewKindForm(KindForm):
    family = forms.ChoiceField(choices=Family, widget=forms.HiddenInput)


class PlacementKindForm(PlainForm, forms.Form):
    """The kinds in use, and the one that the placement has."""

    kind = KindField(Family.PLACEMENT, label=_("Kind of placement"))

    def __init__(self, *args, placement, **kwargs):
        super().__init__(*args, **kwargs)
        known = Q(active=True) | Q(code=placement.kind_id)
        self.fields["kind"].queryset = Kind.objects.filter(known, family=Family.PLACEMENT)
