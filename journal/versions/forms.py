from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.clock import which
from core.forms import PlainForm, Prose
from journal import services, shield
from journal.forms import MOST_LETTERS, EntryForm, Numbers
from journal.lived import neighbours
from placements.models import Child, Sighting, Stay, SubGoal
from placements.plans.models import GoalState
from units.queries import current

SAID = ("text", "own_words", "category", "mood", "handover")


class CorrectForm(EntryForm):
    """Everything that an observation says, as it was typed. `entry` is the version that was opened."""

    others = forms.TypedMultipleChoiceField(
        label=_("Whom is it about?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one child.")},
    )
    reason = forms.CharField(
        label=_("If somebody is left out: why?"),
        max_length=300,
        required=False,
        initial=_("Written about the wrong child."),
        help_text=_("Stands in the diary of the child who is left out, in the place of the observation."),
    )
    sub_goals = forms.TypedMultipleChoiceField(
        label=_("Signs of sub-goals"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    also = Numbers()

    def __init__(self, data=None, *, entry, user, on, also=()):
        versions = [entry, *services.rivals(entry).filter(pk__in=also)]
        self.entry, self.rows = entry, [row for each in versions for row in services.together(each)]
        self.concerned = sorted({row.child_id for row in self.rows if not row.taken_out})
        super().__init__(data, initial=self._said(also, on))
        self.named_here = choosable(self.rows, user, on)
        self.fields["others"].choices = [(child.pk, child.name) for child in self.named_here]
        self.fields["sub_goals"].choices = self._signs()

    def _said(self, also, on):
        entry = self.entry
        texts = {name: shield.plain(getattr(entry, name)) for name in ("text", "own_words")}
        others = {"category": entry.category, "mood": entry.mood, "handover": entry.handover}
        happened_at = entry.happened_at.replace(second=0, microsecond=0)
        about = {"others": self.concerned, "happened_at": happened_at, "also": list(also)}
        about["again"] = which(entry.happened_at)
        signs = Sighting.objects.filter(entry__in=[row.first for row in self.rows])
        tied = {"sub_goals": list(signs.order_by("pk").values_list("sub_goal", flat=True))}
        return texts | others | about | tied | {"not_meant": self._not_meant(texts, on)}

    def _not_meant(self, texts, on):
        """Names that stand in the text and were no child's: they stay what they are."""
        units = {row.unit_id for row in self.rows}
        names = neighbours(self.concerned, units, self.entry.local_day, on)
        found = shield.linked(shield.link("\n".join(texts.values()), names))
        return sorted(found - shield.linked(self.entry.text + self.entry.own_words))

    def _signs(self):
        """Open sub-goals of this child, and those of anybody that the observation is tied to already."""
        open_ones = Q(goal__plan__placement__child=self.entry.child_id, state=GoalState.OPEN)
        goals = SubGoal.objects.filter(open_ones | Q(pk__in=self.initial["sub_goals"]))
        return list(goals.order_by("goal__position", "goal", "position", "pk").values_list("pk", "text"))

    def clean(self):
        cleaned = super().clean()
        left_out = set(self.concerned) - set(cleaned.get("others", self.concerned))
        if left_out and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why a child is left out."))
        return cleaned

    def correction(self):
        """What `services.correct` is told. A time that was not touched keeps its seconds."""
        about = self.given(*SAID, "key", "sub_goals", "not_meant", "reason", "also")
        touched = {"happened_at", "again"} & set(self.changed_data)
        chosen = Child.objects.filter(pk__in=self.cleaned_data["others"])
        children = sorted(chosen, key=lambda child: (child.pk != self.entry.child_id, child.pk))
        return about | {"children": children, **(self.given("happened_at") if touched else {})}


def choosable(rows, user, on):
    """Whom it is about, and children of these units whose file the person may open."""
    here = Stay.objects.filter(current(on), place__unit__in=[row.unit_id for row in rows]).values("child")
    seen = Q(pk__in=here) & Q(pk__in=Child.objects.visible_to(user, on=on).values("pk"))
    found = Child.objects.filter(seen | Q(pk__in=[row.child_id for row in rows if not row.taken_out]))
    return list(found.order_by("sort_name", "pk"))


class AddForm(PlainForm, forms.Form):
    key = EntryForm.base_fields["key"]
    text = Prose(
        label=_("What do you want to add?"),
        max_length=MOST_LETTERS,
        rows=3,
        error_messages={"required": _("Write at least one word.")},
    )
