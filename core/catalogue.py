"""What the apps share that read and load their part of the catalogue file (UNIT-1)."""

from datetime import date, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SENTENCES = {
    Decimal: gettext_lazy("This must be an amount, such as 3800.00."),
    date: gettext_lazy("This must be a date without quotation marks, such as 2025-01-31."),
    time: gettext_lazy("This must be a time, such as 09:00:00."),
    int: gettext_lazy("This must be a whole number."),
    bool: gettext_lazy("This must be true or false."),
    str: gettext_lazy("This must be a text in quotation marks."),
    list: gettext_lazy("This must be a list of tables, each under its heading in double brackets."),
    dict: gettext_lazy("This must be a table."),
}
KINDS = {
    models.DecimalField: Decimal,
    models.DateField: date,
    models.TimeField: time,
    models.IntegerField: int,
    models.BooleanField: bool,
    models.Field: str,
}
A_MIGRATION = 0  # nobody: what came with the program may be changed by the file


class Table:
    """A table of the file. What is wrong with it is collected, each with its place."""

    def __init__(self, content, place="", faults=None):
        self.content, self.place = content, place
        self.faults = [] if faults is None else faults
        self.known, self.wrong = set(), set()

    def fault(self, key, sentence):
        self.wrong.add(key)
        self.faults.append(f"{self.place}{key}: {sentence}")

    def take(self, key, kind, default=None):
        self.known.add(key)
        if key not in self.content:
            return default
        value = self.content[key]
        if kind is Decimal and type(value) is int:
            return Decimal(value)
        if type(value) is kind and value != "" and "\0" not in str(value):
            return value
        if value != "":
            self.fault(key, SENTENCES[kind])
        return default

    def tables(self, key, called):
        """The tables of a list, each named after its own `called`."""
        for number, row in enumerate(self.take(key, list, []), 1):
            if type(row) is dict:
                yield Table(row, f"{self.place}{key} {number} ({row.get(called, '?')}), ", self.faults)
            else:
                self.fault(f"{key} {number}", SENTENCES[dict])

    def table(self, key):
        return Table(self.take(key, dict, {}), f"{self.place}{key}, ", self.faults)

    def values(self, model, *names):
        return {name: self._value(model._meta.get_field(name)) for name in names}

    def _value(self, field):
        kind = next(kind for about, kind in KINDS.items() if isinstance(field, about))
        value = self.take(field.name, kind)
        if value is None and not field.blank and not field.has_default() and field.name not in self.wrong:
            self.fault(field.name, _("This is missing."))
        return field.get_default() if value is None else value

    def check(self, row):
        """Adds what the model itself would refuse; what is already at fault is not said twice."""
        silent = {f.name for f in row._meta.fields if f.is_relation or f.name not in self.content}
        try:
            row.clean_fields(exclude=silent | self.wrong)
            for constraint in row._meta.constraints:
                if isinstance(constraint, models.CheckConstraint) and not self.wrong:
                    constraint.validate(type(row), row)
        except ValidationError as error:
            self._refused(error)

    def _refused(self, error):
        for key, refusals in error.update_error_dict({}).items():
            place = self.place.removesuffix(", ") if key == "__all__" else f"{self.place}{key}"
            self.faults += [f"{place}: {sentence}" for refusal in refusals for sentence in refusal.messages]

    def once(self, rows, *names):
        """A key that stands in the list twice is a fault."""
        keys = [tuple(row[name] for name in names) for row in rows]
        for key in dict.fromkeys(keys):
            if all(key) and keys.count(key) > 1:
                self.fault(" ".join(map(str, key)), _("This stands in the file twice."))

    def close(self):
        for key in self.content.keys() - self.known:
            self.fault(key, _("Fnug does not know this key."))


class Loading:
    """Writes rows and keeps what it did. `kept` are values that a person changed since and that stay."""

    def __init__(self, by):
        self.by = by
        self.created, self.updated, self.kept = [], [], []

    def put(self, model, key, values, label):
        """Creates the row, or updates what nobody changed by hand; returns it, or None if it was removed."""
        row, known = _find(model, key)
        if row:
            self._update(row, {**key, **values}, label)
        elif known:
            self.kept.append(_("%(label)s (removed in Fnug)") % {"label": label})
        else:
            row = model.objects.create(**key, **values)
            self.created.append(label)
        return row

    def _update(self, row, values, label):
        other = [name for name, value in values.items() if getattr(row, name) != value]
        mine = [name for name in other if _last_changed_by(row, name) in (self.by.pk, A_MIGRATION)]
        self.kept += [f"{label}, {name}" for name in other if name not in mine]
        self.updated += [f"{label}, {name}" for name in mine]
        if mine:
            for name in mine:
                setattr(row, name, values[name])
            row.save()


def _find(model, key):
    """The row with this key, also one that was renamed since, and whether there ever was one."""
    row = model.objects.filter(**key).order_by("pk").first()
    if row:
        return row, True
    past = model.pgh_event_model.objects.filter(**key).order_by("-pgh_id").first()
    return (model.objects.filter(pk=past.pgh_obj_id).first(), True) if past else (None, False)


def _last_changed_by(row, name):
    person, value = None, object()
    for event in row.events.order_by("pgh_id"):
        if getattr(event, name) != value:
            person, value = event.pgh_context["person"], getattr(event, name)
    return person
