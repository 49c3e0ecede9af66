import uuid

from django.utils import timezone

from core.acting import command
from journal import rules
from journal.models import Entry
from placements.models import Stay


def unit_of(child, day):
    """The unit where the child lived on that date, or None; on the day of a move the new one."""
    stays = Stay.objects.filter(child=child, begins__lte=day).exclude(
        placement__state__in=["planned", "cancelled"]
    )
    lived = stays.filter(ends__isnull=True) | stays.filter(ends__gte=day)
    stay = lived.select_related("place__unit").order_by("-begins", "-pk").first()
    return stay.place.unit if stay else None


@command
def write(child, *, key, text, category="", own_words="", happened_at=None, by, at):
    """Saves an observation. The same key with the same words is the entry that is there already;
    the same key with other words is a second entry: nothing written is ever lost."""
    facts = {
        "child": child,
        "author": by,
        "text": text.strip(),
        "category": category,
        "own_words": own_words.strip(),
    }
    times = {"happened_at": happened_at or at, "written_at": at}
    unit = unit_of(child, timezone.localdate(times["happened_at"]))
    rules.check_write(child, unit, times["happened_at"], by=by, at=at)
    new = {"unit": unit, **facts, **times}
    entry, created = Entry.objects.get_or_create(key=key, defaults=new)
    facts["happened_at"] = happened_at or entry.written_at
    if created or all(getattr(entry, name) == value for name, value in facts.items()):
        return entry
    return Entry.objects.create(key=uuid.uuid4(), **new)
