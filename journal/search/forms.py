from datetime import datetime, time, timedelta

from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import EARLIEST, LATEST, DateInput, PlainForm, choices
from journal.enums import Category, Mood
from placements.models import Quote, Sighting

MOST_LETTERS = 200
MOST = 2**62


class Number(forms.IntegerField):
    """Chosen from a list. A number that is not in it is no error: it finds nothing, and tells nothing."""

    widget = forms.Select

    def __init__(self, **kwargs):
        super().__init__(required=False, min_value=1, max_value=MOST, **kwargs)

    def offer(self, everything, rows):
        self.widget.choices = [("", everything), *((row["pk"], row["name"]) for row in rows)]


class FindForm(PlainForm, forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=MOST_LETTERS)
    child = Number(label=_("Child"))
    unit = Number(label=_("Unit"))
    goal = Number(label=_("Sub-goal"))
    begins = forms.DateField(label=_("From"), required=False, widget=DateInput)
    ends = forms.DateField(label=_("To"), required=False, widget=DateInput)
    category = forms.ChoiceField(
        label=_("About"), required=False, choices=lambda: choices(Category, _("Everything"))
    )
    mood = forms.ChoiceField(label=_("Mood"), required=False, choices=lambda: choices(Mood, _("Any mood")))
    author = forms.CharField(label=_("Written by"), required=False, max_length=MOST_LETTERS)
    own = forms.BooleanField(label=_("With the child's own words"), required=False)
    handover = forms.BooleanField(label=_("For the next shift"), required=False)
    used = forms.BooleanField(label=_("Used in a report"), required=False)

    def __init__(self, given, *, query, units=None, children=None, goals=None):
        super().__init__(given)
        self.query = query
        self._offer("unit", _("All units"), units)
        self._offer("child", _("All children"), children)
        self._offer("goal", _("All goals"), goals)

    def _offer(self, name, everything, rows):
        if rows is None:
            del self.fields[name]
        else:
            self.fields[name].offer(everything, rows)

    def clean_q(self):
        words = self.cleaned_data["q"]
        if words and not self.query:
            raise forms.ValidationError(
                _("Signs and very common words are not searched for. Add a word that says more.")
            )
        return words

    def clean(self):
        for name in ("begins", "ends"):
            day = self.cleaned_data.get(name)
            if day and not EARLIEST <= day <= LATEST:
                self.add_error(name, _("Check the year."))
        begins, ends = (self.cleaned_data.get(name) for name in ("begins", "ends"))
        if begins and ends and ends < begins:
            self.add_error("ends", _("The last day is before the first."))
        return self.cleaned_data

    @property
    def chosen(self):
        """What was asked for, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    @property
    def is_narrowed(self):
        """Whether anything but words was asked for."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def narrowed(self, rows, *, user, on):
        """Those of the entries that answer every choice; child, unit and words are asked for elsewhere."""
        for name, value in self.chosen.items():
            if name in CHOICES:
                rows = rows.filter(CHOICES[name](value))
        return rows.filter(_used(user, on)) if self.chosen.get("used") else rows


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def _by(name):
    people = User.objects.filter(full_name__icontains=name).values("pk")
    return Q(author__in=people) | Q(author_name__icontains=name)


def _signs(goal):
    """A sign hangs on the first version of the entry."""
    entries = Sighting.objects.filter(sub_goal=goal, entry__isnull=False).values("entry")
    return Q(pk__in=entries) | Q(original__in=entries)


def _used(user, on):
    """Quoted, in this version or another, in a report whose child's file the person may open (JRN-6)."""
    quotes = Quote.objects.visible_to(user, on=on).exclude(section__report__state="dropped")
    firsts = quotes.values(first=Coalesce("entry__original", "entry"))
    return Q(pk__in=quotes.values("entry")) | Q(original__in=firsts)


CHOICES = {
    "begins": lambda day: Q(happened_at__gte=_midnight(day)),
    "ends": lambda day: Q(happened_at__lt=_midnight(day + timedelta(days=1))),
    "category": lambda value: Q(category=value),
    "mood": lambda value: Q(mood=value),
    "author": _by,
    "goal": _signs,
    "own": lambda _ticked: ~Q(own_words=""),
    "handover": lambda _ticked: Q(handover=True),
}
