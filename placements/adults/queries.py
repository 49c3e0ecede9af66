"""Who is there for a child: the two contact persons and the municipality's caseworkers (PLC-4)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject

from placements.enums import ContactRole
from placements.models import Caseworker, ContactPerson, Stay
from units.models import Assignment


def _works_with_the_child(on):
    """The person may sign in and works in the unit where the child lives that day."""
    stays = Stay.objects.on(on).filter(placement=OuterRef(OuterRef("placement")))
    there = Assignment.objects.on(on).filter(person=OuterRef("person"), unit__in=stays.values("place__unit"))
    return Case(When(Q(Exists(there)) & Q(person__is_active=True), then=True), default=Value(False))


def contacts_of(on):
    """Annotation of a placement: its contact persons on that day as role, name, since and works."""
    rows = (
        ContactPerson.objects.on(on)
        .filter(placement=OuterRef("pk"))
        .annotate(works=_works_with_the_child(on))
    )
    row = JSONObject(role="role", person="person", name="person__full_name", since="begins", works="works")
    return ArraySubquery(rows.order_by("role", "pk").values_list(row))


def caseworkers_of(on):
    """Annotation of a placement: the municipality's caseworkers on that day as task, name and since."""
    rows = Caseworker.objects.on(on).filter(placement=OuterRef("pk"))
    row = JSONObject(task="task", name="person__full_name", since="begins")
    return ArraySubquery(rows.order_by("task", "pk").values_list(row))


def wanting(contacts):
    """The roles that nobody fills who works with the child; `contacts` as from contacts_of."""
    filled = {contact["role"] for contact in contacts if contact["works"]}
    return [role for role in ContactRole if role not in filled]
