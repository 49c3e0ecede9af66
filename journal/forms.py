import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import AsksAboutDates, AsksWhichHour, Moment, PlainForm, Prose, choices
from journal.enums import Category, Mood

MOST_LETTERS = 50000
FACTS = (
    *("key", "text", "category", "mood", "own_words", "handover"),
    *("happened_at", "sub_goals", "not_meant"),
)
MAY_DIFFER = ("sub_goals", "not_meant")  # what else stands under a key when a form comes again
LARGEST = 2**63 - 1


class Numbers(forms.TypedMultipleChoiceField):
    """Numbers of rows. Which of them this person may name is for the service to say."""

    def __init__(self, **kwargs):
        number = forms.IntegerField(min_value=1, max_value=LARGEST)
        super().__init__(
            coerce=number.clean, required=False, widget=forms.MultipleHiddenInput, empty_value=[], **kwargs
        )

    def valid_value(self, value):
        return True


class EntryForm(PlainForm, AsksAboutDates, AsksWhichHour):
    """An observation, in the order in which one needs the fields; most are empty most of the time (JRN-1)."""

    asked_dates = asked_hours = ("happened_at",)

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = Prose(
        label=_("What did you see?"),
        max_length=MOST_LETTERS,
        rows=2,
        error_messages={"required": _("Write at least one word.")},
    )
    category = forms.ChoiceField(label=_("About"), choices=choices(Category, ""), required=False)
    mood = forms.ChoiceField(label=_("How was the child?"), choices=choices(Mood, ""), required=False)
    others = Numbers(label=_("Also about"))
    own_words = Prose(label=_("The child's own words"), max_length=5000, rows=2, required=False)
    sub_goals = Numbers(label=_("Seen today"))
    happened_at = Moment(
        label=_("When did it happen?"), required=False, help_text=_("Leave empty if it was just now.")
    )
    handover = forms.BooleanField(label=_("For the next shift"), required=False)
    not_meant = Numbers()

    @classmethod
    def carrying(cls, sent):
        """The form with all that was written in the quick box, to be gone on with."""
        lists = [name for name, field in cls.base_fields.items() if isinstance(field, Numbers)]
        return cls(initial={**sent.dict(), **{name: sent.getlist(name) for name in lists}})

    def clean(self):
        cleaned = super().clean()
        if (happened_at := cleaned.get("happened_at")) and happened_at > timezone.now():
            self.add_error("happened_at", _("That time has not come yet. Say when it happened."))
        return cleaned

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

    def named(self, name):
        """The numbers that stand in a field now, whether sent or carried over; what is none is left out."""
        return {int(value) for value in self[name].value() or () if str(value).isdecimal()}
