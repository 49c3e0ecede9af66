from django.db import models
from django.db.models import Exists, OuterRef, Q

from placements.consents.models import Consent, ConsentKind


class PictureQuerySet(models.QuerySet):
    def visible_to(self, user, *, on):
        """Photos in the diaries that the person reads; whether they are shown is another question."""
        return self.filter(entry__in=_entries(self.model).visible_to(user, on=on))

    def shown(self, on):
        """Those that may be looked at: while a consent holds that day, and of an entry about this child alone."""
        consent = Consent.objects.holding(ConsentKind.PHOTO, on).filter(child=OuterRef("entry__child"))
        return self.filter(Exists(consent)).exclude(Exists(_not_alone(_entries(self.model))))


def _entries(model):
    return model._meta.get_field("entry").related_model.objects


def _not_alone(entries):
    """Versions in force of the picture's entry that are about other children too, or not about this one."""
    others = entries.filter(key=OuterRef("key"), taken_out=False).exclude(child=OuterRef("child"))
    of_it = Q(pk=OuterRef("entry")) | Q(original=OuterRef("entry"))
    return entries.current().filter(of_it).filter(Q(taken_out=True) | Exists(others))
