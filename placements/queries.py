from functools import reduce
from operator import and_

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce

from accounts.roles import Role
from core.sorting import sort_key
from placements.enums import PlacementState
from units.queries import current, worked_in


class ChildQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        """Children whose file the person may open on that day (ACC-1).

        A unit's staff see those who live there now, its leaders also those who are expected, and those who
        left from it until the municipality has confirmed the final report (PLC-13).
        """
        if user.role == Role.DIRECTOR:
            return self.all()
        if user.role not in (Role.UNIT_LEADER, Role.CARE_WORKER):
            return self.none()
        here = Q(placement__state=PlacementState.RUNNING) & current(on)
        if user.role == Role.UNIT_LEADER:
            here |= Q(placement__state=PlacementState.PLANNED) | self._left_unconfirmed()
        stays = self._stays().filter(here, child=OuterRef("pk"), place__unit__in=worked_in(user, on))
        return self.filter(Exists(stays))

    def alike(self, *, name="", cpr="", born=None):
        """Children with this CPR number, this birth date, or every word of the name; without any of it nobody."""
        words = [word for word in sort_key(name).split() if len(word) > 1]
        found = Q(pk__in=[])
        if words:
            found |= reduce(and_, (Q(sort_name__contains=word) for word in words))
        if cpr:
            found |= Q(cpr=cpr)
        if born:
            found |= Q(born=born)
        return self.filter(found)

    def _left_unconfirmed(self):
        """Of the child's very last stay: who comes back to another unit is no longer the old one's."""
        later = Q(begins__gt=OuterRef("begins")) | Q(begins=OuterRef("begins"), pk__gt=OuterRef("pk"))
        last = ~Exists(self._stays().filter(later, child=OuterRef("child")))
        return Q(placement__state=PlacementState.ENDED, placement__receipt=None) & Q(last)

    def _stays(self):
        return self.model._meta.get_field("stays").related_model.objects

    def living(self, *, on):
        """With the unit and place where each child lives that day, or None."""
        now = self._stays().filter(current(on), child=OuterRef("pk")).order_by("-begins")
        unit, place = now.values("place__unit__name")[:1], now.values("place__name")[:1]
        return self.annotate(unit_name=Subquery(unit), place_name=Subquery(place))


class PlacementQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state=PlacementState.RUNNING)

    def planned(self):
        return self.filter(state=PlacementState.PLANNED)

    def running_on(self, day):
        """Placements that had begun and not ended on that day, as known today."""
        return self.exclude(state__in=["planned", "cancelled"]).filter(current(day, "arrived", "discharged"))

    def visible_to(self, user, *, on):
        """Name, stays and dates of placements: the administration sees all, a caseworker the municipality's."""
        if user.role in (Role.DIRECTOR, Role.ADMINISTRATION):
            return self.all()
        if user.role == Role.CASEWORKER:
            return self.filter(municipality=user.municipality_id)
        if user.role in (Role.UNIT_LEADER, Role.CARE_WORKER):
            children = self.model._meta.get_field("child").related_model.objects
            return self.filter(child__in=children.visible_to(user, on=on))
        return self.none()

    def left_to(self, user, *, on):
        """Ended placements whose receipt the person follows up (PLC-13): the last unit's leaders, the municipality."""
        ended = self.filter(state=PlacementState.ENDED)
        if user.role == Role.DIRECTOR:
            return ended
        if user.role == Role.CASEWORKER:
            return ended.filter(municipality=user.municipality_id)
        if user.role == Role.UNIT_LEADER:
            stays = self.model._meta.get_field("stays").related_model.objects.filter(placement=OuterRef("pk"))
            last = stays.order_by("-begins", "-pk").values("place__unit")[:1]
            return ended.annotate(last_unit=Subquery(last)).filter(last_unit__in=worked_in(user, on))
        return self.none()

    def in_unit(self, unit, *, on):
        """Placements whose stay on that day is in the unit, with what a board shows of them."""
        stays = self.model._meta.get_field("stays").related_model.objects.on(on).filter(place__unit=unit)
        return self.filter(stays__in=stays).annotate(
            place_name=F("stays__place__name"),
            since=F("stays__begins"),
            emergency_until=Case(When(stays__place__emergency=True, then=F("stays__place__closes"))),
        )

    def with_unit(self, *, on):
        """With the unit of the newest stay that has begun, else of the first one planned."""
        stays = self.model._meta.get_field("stays").related_model.objects.filter(placement=OuterRef("pk"))
        begun = stays.filter(begins__lte=on).order_by("-begins", "-pk").values("place__unit__name")[:1]
        first = stays.order_by("begins", "pk").values("place__unit__name")[:1]
        return self.annotate(unit_name=Coalesce(Subquery(begun), Subquery(first)))

    def with_contacts(self, *, on):
        contacts = self.model._meta.get_field("contact_persons").related_model.objects
        now = contacts.on(on).select_related("person").order_by("role")
        return self.prefetch_related(Prefetch("contact_persons", queryset=now, to_attr="contacts_now"))


class CaseQuerySet(models.QuerySet):
    """Rows of a child's case: who may open the child's file sees them (ACC-1)."""

    child = "placement__child"

    @classmethod
    def through(cls, child):
        """A manager of rows whose child is found along another path."""
        path = {"child": child}
        return type(f"{cls.__name__}Through", (cls,), path).as_manager()

    def visible_to(self, user, *, on):
        field = self.model._meta
        for name in self.child.split("__"):
            field = field.get_field(name).related_model._meta
        children = field.model.objects.visible_to(user, on=on)
        return self.filter(**{f"{self.child}__in": children.values("pk")})


class StayQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(current(day))

    def touching(self, first, last):
        """Stays that hold a night or a date between two dates, both included."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=first), begins__lte=last)


class ContactPersonQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(current(day))
