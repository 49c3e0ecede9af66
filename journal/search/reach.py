"""Whose entries a person may read, cut into parts that are each found along one index (ACC-1)."""

from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from accounts.models import User
from accounts.roles import Role
from journal.search.words import asked_for, widened
from placements.models import Child, Stay
from units.models import Unit
from units.queries import current, worked_in


@dataclass(frozen=True)
class Part:
    """Entries of one child or of one unit, or all.

    `places` are their marks in the index of words, and `beyond` is what these marks do not say already.
    """

    rows: Q
    places: tuple = ()
    beyond: Q = field(default_factory=Q)

    def within(self, unit):
        return Part(self.rows & Q(unit=unit), self.places, self.beyond & Q(unit=unit))


def of_child(child, units=None):
    """A child's diary; only what these units wrote in it, unless they are None."""
    beyond = Q() if units is None else Q(unit__in=units)
    return Part(Q(child=child) & beyond, (f"¤c{child}",), beyond)


def of_unit(unit):
    return Part(Q(unit=unit), (f"¤u{unit}",))


class Reach:
    """The units in which somebody works and the children whose file they may open, and the words they ask for.

    `children` are those whom a form can name; the director's everything is not listed.
    """

    def __init__(self, user, on, words=""):
        units, children = _units(user, on), _children(user, on)
        found = User.objects.annotate(units_now=units, children_now=children, query=asked_for(words))
        told = found.values("units_now", "children_now", "query").get(pk=user.pk)
        self.everything = user.role == Role.DIRECTOR
        self.query = widened(told["query"])
        self.units, self.children = told["units_now"], told["children_now"]

    def parts(self, child=None, unit=None):
        """What may be read, of this child or unit only; an unknown number has no part of it."""
        if child:
            diary = of_child(child, None if self.opens(child) else self._numbers)
            return [diary.within(unit) if unit else diary]
        if unit and not (self.everything or unit in self._numbers):
            return [part.within(unit) for part in self._from_elsewhere()]
        if unit:
            return [of_unit(unit)]
        return [Part(Q())] if self.everything else self._all()

    @property
    def _numbers(self):
        return [unit["pk"] for unit in self.units]

    def opens(self, child):
        return self.everything or child in {told["pk"] for told in self.children}

    def _all(self):
        return [*map(of_unit, self._numbers), *self._from_elsewhere()]

    def _from_elsewhere(self):
        """Those of the children of whom other units wrote too."""
        return [of_child(told["pk"]) for told in self.children if told["elsewhere"]]

    def called(self, words):
        """Children of whose name one of the words is a part, at most six."""
        words = {word.casefold() for word in words.replace('"', " ").split() if len(word) > 1}
        named = [told for told in self.children if words & set(told["name"].casefold().split())]
        return named[:6]


def _units(user, on):
    mine = Unit.objects.filter(pk__in=worked_in(user, on))
    rows = Unit.objects.residential() if user.role == Role.DIRECTOR else mine
    return ArraySubquery(rows.order_by("name", "pk").values(told=JSONObject(pk="pk", name="name")))


def _children(user, on):
    rows = Child.objects.visible_to(user, on=on)
    stays = Stay.objects.filter(child=OuterRef("pk"))
    if user.role == Role.DIRECTOR:
        rows = rows.filter(Exists(stays.filter(current(on), placement__state="running")))
    elsewhere = Exists(stays.exclude(place__unit__in=worked_in(user, on)))
    rows = rows.annotate(elsewhere=elsewhere).order_by("sort_name", "pk")
    return ArraySubquery(rows.values(told=JSONObject(pk="pk", name="name", elsewhere="elsewhere")))
