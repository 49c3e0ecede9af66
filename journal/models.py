from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.violations import say
from journal import shield
from journal.appointments.models import Appointment  # noqa: F401  tables of the folders are known here
from journal.daysheet.models import DaySheet  # noqa: F401
from journal.enums import Category, Mood
from journal.handover.models import Acceptance, Takeover  # noqa: F401
from journal.hanging import of_the_first_version
from journal.pictures.models import Picture  # noqa: F401
from journal.queries import AddendumQuerySet, EntryQuerySet
from journal.reading import Read

LATE_AFTER = timedelta(hours=1)
WORDS = SearchVectorField(null=True)
OF_THE_ENTRY = Func(F("text"), F("own_words"), F("child_id"), F("unit_id"), function="journal_words")

say("journal_one_version_holds", _("One version of an observation always holds."))
say("journal_correction_of_its_child", _("A correction belongs to an observation about the same child."))
say("journal_hangs_on_the_first", _("This belongs to the observation itself, not to a correction of it."))


class Told:
    """Text with the names of children as tokens, shown as this child's file may show it (JRN-3).

    A page of the unit sets `among` to the numbers of the children whose names may stand there too.
    """

    among = frozenset()

    def words(self, text):
        return shield.shown(text, {self.child_id, *self.among})

    @property
    def told(self):
        return self.words(self.text)


@recorded(exclude=["search"])
class Entry(Told, Read, models.Model):
    """An observation in a child's diary (dagbog).

    One that concerns several children is a row in the diary of each, all with the same `key` (JRN-3). It keeps when
    it happened, when it was written and, if it waited on a device, when it arrived (JRN-2, JRN-7). A row is never
    overwritten: a correction is a new row that `corrects` another and knows the `original`; the newest are `current`,
    and more than one is when two people corrected the same version. `taken_out` stands where an entry was about
    another child; its text says why.
    """

    key = models.UUIDField()
    child = models.ForeignKey("placements.Child", models.PROTECT, related_name="entries")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="entries")
    happened_at = models.DateTimeField(_("when it happened"))
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="entries")
    author_name = models.CharField(_("written by"), max_length=254, blank=True)
    category = models.CharField(_("category"), max_length=10, choices=Category, blank=True)
    mood = models.CharField(_("mood"), max_length=10, choices=Mood, blank=True)
    text = models.TextField(_("observation"))
    own_words = models.TextField(_("the child's own words"), blank=True)
    handover = models.BooleanField(_("for the next shift"), default=False)
    original = models.ForeignKey("self", models.PROTECT, null=True, related_name="versions")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    taken_out = models.BooleanField(default=False)
    current = models.BooleanField(default=True)
    search = models.GeneratedField(expression=OF_THE_ENTRY, output_field=WORDS, db_persist=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(
                fields=["child", "-happened_at", "-id"], name="journal_of_a_child", condition=Q(current=True)
            ),
            models.Index(
                fields=["unit", "-happened_at", "-id"], name="journal_of_a_unit", condition=Q(current=True)
            ),
            models.Index(fields=["-happened_at", "-id"], name="journal_of_all", condition=Q(current=True)),
            models.Index(fields=["unit", "-received_at"], name="journal_received"),
            models.Index(
                fields=["unit", "received_at"],
                name="journal_handed_over",
                condition=Q(current=True, handover=True),
            ),
            GinIndex(fields=["search"], name="journal_words", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(
                name="journal_once_about_a_child",
                fields=["key", "child"],
                violation_error_message=_("This observation is saved already."),
            ),
            models.CheckConstraint(
                name="journal_entry_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write at least one word."),
            ),
            models.CheckConstraint(
                name="journal_entry_not_before_it_happened",
                condition=Q(happened_at__lte=F("written_at")),
                violation_error_message=_("An observation cannot be written before it happened."),
            ),
            models.CheckConstraint(
                name="journal_entry_not_received_before_it_was_written",
                condition=Q(written_at__lte=F("received_at")),
                violation_error_message=_("An observation cannot arrive before it was written."),
            ),
            models.CheckConstraint(
                name="journal_entry_by_one_author",
                condition=Q(author__isnull=False, author_name="")
                | (Q(author__isnull=True) & ~Q(author_name="")),
                violation_error_message=_("An observation is written by one person."),
            ),
            models.CheckConstraint(
                name="journal_correction_knows_its_original",
                condition=Q(original__isnull=True, corrects__isnull=True, taken_out=False)
                | Q(original__isnull=False, corrects__isnull=False),
                violation_error_message=_("A correction belongs to an observation."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="never_overwritten",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["current", "search"]),
            ),
            pgtrigger.Protect(
                name="never_current_again",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__current=False, new__current=True),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="corrects_the_same_child",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__corrects__isnull=False),
                func="""
                    UPDATE journal_entry SET current = FALSE
                    WHERE id = NEW.corrects_id AND child_id = NEW.child_id
                    AND COALESCE(original_id, id) = NEW.original_id;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'entry % is about another child', NEW.corrects_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_correction_of_its_child';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="one_version_holds",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__current=False),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM journal_entry WHERE current AND (
                            id = COALESCE(NEW.original_id, NEW.id)
                            OR original_id = COALESCE(NEW.original_id, NEW.id)
                        )
                    ) THEN
                        RAISE EXCEPTION 'no version of entry % holds', NEW.id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_one_version_holds';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.happened_at:%Y-%m-%d %H:%M}"

    @property
    def local_day(self):
        return timezone.localdate(self.happened_at)

    @property
    def first(self):
        """The version that was written first."""
        return self.original or self

    @property
    def is_late(self):
        return self.first.written_at - self.happened_at > LATE_AFTER

    @property
    def by(self):
        """Who wrote it, as colleagues say: the first name, or the name that was imported."""
        return self.author.first_name if self.author else self.author_name

    @property
    def by_whom(self):
        return self.author.full_name if self.author else self.author_name

    @property
    def told_own_words(self):
        return self.words(self.own_words)


@recorded(exclude=["search"])
class Addendum(Told, models.Model):
    """What somebody added later to an entry (tilføjelse), one row for each child; never changed (JRN-2)."""

    key = models.UUIDField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="addenda")
    text = models.TextField(_("addition"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=Func(F("text"), function="journal_words"), output_field=WORDS, db_persist=True
    )

    objects = AddendumQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(fields=["received_at"], name="journal_added"),
            GinIndex(fields=["search"], name="journal_words_added", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(
                name="journal_added_once",
                fields=["key", "entry"],
                violation_error_message=_("This addition is saved already."),
            ),
            models.CheckConstraint(
                name="journal_addendum_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write at least one word."),
            ),
            models.CheckConstraint(
                name="journal_addendum_not_received_before_it_was_written",
                condition=Q(written_at__lte=F("received_at")),
                violation_error_message=_("An observation cannot arrive before it was written."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_overwritten", operation=pgtrigger.Update | pgtrigger.Delete),
            of_the_first_version(),
        ]

    def __str__(self):
        return f"{self.written_at:%Y-%m-%d %H:%M}"

    @property
    def child_id(self):
        return self.entry.child_id
