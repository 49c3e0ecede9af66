"""Settings of the centre: every assumption [A] is one, with a default, and the director can change it."""

from dataclasses import dataclass

from django.db.models import IntegerField, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from core.acting import command
from core.models import Preference
from core.refusals import Refused


@dataclass(frozen=True)
class Definition:
    key: str
    rule: str
    default: int
    label: str
    unit: str
    least: int = 0
    most: int = 365


_definitions: dict[str, Definition] = {}


def define(key, **facts):
    _definitions[key] = Definition(key, **facts)


def definitions():
    return sorted(_definitions.values(), key=lambda d: (d.rule, d.key))


def values(*keys):
    changed = dict(Preference.objects.filter(key__in=keys).values_list("key", "value"))
    return [changed.get(key, _definitions[key].default) for key in keys]


def value(key):
    return values(key)[0]


def expression(key):
    """The value as an annotation, for a query that would otherwise need a second one."""
    changed = Preference.objects.filter(key=key).values("value")[:1]
    return Coalesce(Cast(Subquery(changed), IntegerField()), Value(_definitions[key].default))


@command
def change(key, new, *, by, at):
    """Sets a whole number within the definition's bounds. Raises Refused outside them."""
    about = _definitions[key]
    if not about.least <= new <= about.most:
        raise Refused(
            _("Choose a number from %(least)s to %(most)s.") % {"least": about.least, "most": about.most}
        )
    facts = {"value": new, "changed_at": at, "changed_by": by}
    return Preference.objects.update_or_create(key=key, defaults=facts)[0]
