from django import forms

from placements.kinds.models import Kind


class KindField(forms.ModelChoiceField):
    """One of the centre's kinds in use; its value is the code."""

    def __init__(self, family, **kwargs):
        in_use = Kind.objects.filter(family=family, active=True)
        super().__init__(in_use, to_field_name="code", empty_label=None, **kwargs)

    def clean(self, value):
        kind = super().clean(value)
        return kind and kind.code
