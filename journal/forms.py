import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, DateTimeInput, PlainForm, Prose, choices
from journal.enums import Category, Mood

MOST_LETTERS = 50000
FACTS = ("key", "text", "category", "mood", "own_words", "happened_at")


class EntryForm(PlainForm, AsksAboutDates):
    asked_dates = ("happened_at",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Prose(
        label=_("What did you see?"),
        max_length=MOST_LETTERS,
        rows=2,
        error_messages={"required": _("Write at least one word.")},
    )
    category = forms.ChoiceField(label=_("About"), choices=choices(Category, ""), required=False)
    mood = forms.ChoiceField(label=_("How was the child?"), choices=choices(Mood, ""), required=False)
    own_words = Prose(label=_("The child's own words"), max_length=5000, rows=2, required=False)
    happened_at = forms.DateTimeField(
        label=_("When did it happen?"),
        required=False,
        widget=DateTimeInput,
        help_text=_("Leave empty if it was just now."),
    )

    def clean_happened_at(self):
        value = self.cleaned_data["happened_at"]
        if value and value > timezone.now():
            raise forms.ValidationError(_("That time has not come yet. Say when it happened."))
        return value

    @property
    def categories(self):
        return self._picks("category", Category)

    @property
    def moods(self):
        return self._picks("mood", Mood)

    def _picks(self, name, enum):
        chosen = self[name].value()
        return [
            {"value": each.value, "label": each.label, "icon": each.icon, "chosen": each.value == chosen}
            for each in enum
        ]
