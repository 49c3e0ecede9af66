"""What stands beside an entry wherever it is read: additions, photos, goals, whether two versions hold."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Exists, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import Exact

from core.clock import SECOND, which
from journal.enums import Category, Mood

WAITED_AFTER = timedelta(minutes=2)


def facts(model, on):
    """Annotations for a list of entries, so that no row costs a query of its own."""
    original = Coalesce(OuterRef("original"), OuterRef("pk"), output_field=BigIntegerField())
    return {
        "addenda_read": ArraySubquery(_addenda(_rows(model, "addenda").filter(entry=original))),
        "goals_read": ArraySubquery(_goals(_rows(model, "sightings").filter(entry=original))),
        "pictures_read": ArraySubquery(
            _rows(model, "pictures").filter(entry=original).shown(on).order_by("added_at", "pk").values("pk")
        ),
        "has_rival": Exists(_rivals(model)),
    }


def _rows(model, name):
    return model._meta.get_field(name).related_model.objects.all()


def _addenda(rows):
    said = {"text": "text", "by": "author__full_name", "at": "written_at", "arrived": "received_at"}
    return rows.order_by("written_at", "pk").values(row=JSONObject(pk="pk", **said))


def _goals(rows):
    return rows.order_by("pk").values(row=JSONObject(pk="sub_goal", text="sub_goal__text"))


def _rivals(model):
    """Another version in force; two that were both taken out say the same."""
    others = model.objects.current().filter(original=OuterRef("original")).exclude(pk=OuterRef("pk"))
    return others.filter(Q(taken_out=False) | Exact(OuterRef("taken_out"), False))


def waited(row):
    """Whether it lay on a device for a while before it arrived (JRN-7)."""
    return row.received_at - row.written_at > WAITED_AFTER


class Read:
    """The same facts as a page reads them; only of entries that were asked for with `for_reading`."""

    @property
    def additions(self):
        return [self._addition(row) for row in self.addenda_read]

    def _addition(self, row):
        at, arrived = (datetime.fromisoformat(row[name]) for name in ("at", "arrived"))
        by = {"by": row["by"].split(" ")[0], "by_whom": row["by"]}
        arrived = arrived if arrived - at > WAITED_AFTER else None
        return SimpleNamespace(pk=row["pk"], told=self.words(row["text"]), at=at, arrived=arrived, **by)

    @property
    def arrived(self):
        """When it arrived from a device where it had waited, else None."""
        return self.first.received_at if waited(self.first) else None

    @property
    def category_icon(self):
        return Category(self.category).icon

    @property
    def mood_icon(self):
        return Mood(self.mood).icon

    @property
    def is_corrected(self):
        return self.original_id is not None and not self.taken_out

    @property
    def is_second_time(self):
        """Whether it happened in the hour that the clock lived through again."""
        return which(self.happened_at) == SECOND
