import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import recorded
from core.violations import say
from placements.queries import CaseQuerySet
from placements.reports.queries import ReportQuerySet

say("placements_quote_of_its_child", _("This observation is about another child."))
say(
    "placements_correction_of_its_kind",
    _("A report corrects one of the same kind about the same placement."),
)
say("placements_statement_of_its_placement", _("That statement is about another placement."))


class ReportKind(models.TextChoices):
    HALF_YEAR = "half_year", _("half-yearly report")
    STATEMENT = "statement", _("statement before discharge")


class ReportState(models.TextChoices):
    WRITING = "writing", _("being written")
    READING = "reading", _("with the second reader")
    READ = "read", _("read, ready to be signed")
    DELIVERED = "delivered", _("signed and delivered")
    DROPPED = "dropped", _("given up")


OPEN = [ReportState.WRITING, ReportState.READING, ReportState.READ]


class Material(models.TextChoices):
    """What stands beside a heading while one writes, apart from the diary."""

    NONE = "", _("the diary only")
    GOALS = "goals", _("goals and signs")
    CONTACT = "contact", _("contact with the family")
    EPISODES = "episodes", _("special episodes")
    ATTENDANCE = "attendance", _("school, day care and leisure")
    OWN_WORDS = "own_words", _("the child's own words")


@recorded
class Heading(models.Model):
    """A heading of the half-yearly report or the statement, as data (PLC-6)."""

    code = models.CharField(max_length=30, unique=True)
    title = models.CharField(_("title"), max_length=120)
    hint = models.CharField(_("hint to the writer"), max_length=400, blank=True)
    material = models.CharField(_("material"), max_length=12, choices=Material, blank=True)
    required = models.BooleanField(_("must be written"), default=True)
    in_half_year = models.BooleanField(_("in the half-yearly report"), default=True)
    in_statement = models.BooleanField(_("in the statement"), default=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


@recorded
class Report(models.Model):
    """A half-yearly report (PLC-6) or the statement before discharge (PLC-10). Imported ones have no sections.

    `begins` and `ends` are the first and last date that it is about; `delivered` the date on which the
    municipality could read it.
    """

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WRITING)
    begins = models.DateField(_("from"), null=True)
    ends = models.DateField(_("until"), null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reports")
    created_at = models.DateTimeField(null=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    reader_note = models.TextField(_("the second reader's remarks"), blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    delivered = models.DateField(_("delivered on"), null=True)
    document = models.OneToOneField("documents.Document", models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    dropped_because = models.TextField(_("why it was given up"), blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-delivered", "-pk"]
        verbose_name = _("report")
        constraints = [
            models.CheckConstraint(
                name="placements_report_in_order",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                violation_error_message=_("A report's period ends after it begins."),
            ),
            models.CheckConstraint(
                name="placements_delivered_report_has_date",
                condition=Q(state=ReportState.DELIVERED, delivered__isnull=False)
                | (~Q(state=ReportState.DELIVERED) & Q(delivered__isnull=True)),
                violation_error_message=_("A report that is delivered has its date, and no other has."),
            ),
            models.CheckConstraint(
                name="placements_report_read_by_another",
                condition=Q(reader__isnull=True) | Q(author__isnull=True) | ~Q(reader=F("author")),
                violation_error_message=_("The second reader is somebody else than the author."),
            ),
            # Lets a correction, and the request for a statement, refer to a report together with its placement.
            models.UniqueConstraint(
                name="placements_report_of_placement",
                fields=["id", "placement"],
                violation_error_message=_("A report belongs to one placement."),
            ),
            models.UniqueConstraint(
                name="placements_report_of_placement_and_kind",
                fields=["id", "placement", "kind"],
                violation_error_message=_("A report belongs to one placement."),
            ),
            models.CheckConstraint(
                name="placements_report_read_by_whom_and_when",
                condition=~Q(state__in=[ReportState.READING, ReportState.READ])
                | Q(reader__isnull=False, asked_at__isnull=False)
                & (Q(state=ReportState.READING) | Q(read_at__isnull=False)),
                violation_error_message=_("A report that is being read says by whom, and since when."),
            ),
            models.CheckConstraint(
                name="placements_dropped_report_says_why",
                condition=~Q(state=ReportState.DROPPED) | ~Q(dropped_because=""),
                violation_error_message=_("Say why the report is given up."),
            ),
            models.UniqueConstraint(
                name="placements_one_report_being_written",
                fields=["placement", "kind"],
                condition=Q(state__in=OPEN, corrects__isnull=True),
                violation_error_message=_("Such a report is being written already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.delivered or ''}".strip()

    @property
    def is_open(self):
        return self.state in OPEN


@recorded
class Section(models.Model):
    """What is written under one heading.

    `version` counts the saves, so that nobody overwrites unseen words; `page` is the opened page that saved
    last: it may go on even where the answer to its last save was lost on the way.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    page = models.UUIDField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.through("report__placement__child")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="placements_one_section_of_a_heading",
                fields=["report", "heading"],
                violation_error_message=_("The report has that heading already."),
            )
        ]

    def __str__(self):
        return self.title


@recorded
class Leftover(models.Model):
    """Words that came while another had saved or signed meanwhile: kept beside the section, never lost."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="leftovers")
    text = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.through("section__report__placement__child")

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self):
        return f"{self.written_at:%Y-%m-%d %H:%M}"


@recorded
class Quote(models.Model):
    """A diary entry quoted under a heading; the entry shows where it was used (JRN-6)."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="quotes")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="quotes")
    quoted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quoted_at = models.DateTimeField()

    objects = CaseQuerySet.through("section__report__placement__child")

    class Meta:
        ordering = ["quoted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="placements_entry_quoted_once_in_a_section",
                fields=["section", "entry"],
                violation_error_message=_("This observation is quoted here already."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_its_child",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    PERFORM 1 FROM placements_section s
                    JOIN placements_report r ON r.id = s.report_id
                    JOIN placements_placement p ON p.id = r.placement_id
                    JOIN journal_entry e ON e.child_id = p.child_id
                    WHERE s.id = NEW.section_id AND e.id = NEW.entry_id;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'entry % is about another child', NEW.entry_id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'placements_quote_of_its_child';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self):
        return f"{self.entry_id}"


@recorded
class StatementRequest(models.Model):
    """The municipality asks for the written statement; its clock runs from then (PLC-10)."""

    placement = models.ForeignKey("placements.Placement", models.PROTECT, related_name="statement_requests")
    requested_on = models.DateField(_("asked for on"))
    requested_by = models.CharField(_("asked for by"), max_length=200)
    due = models.DateField(_("due"))
    agreed = models.BooleanField(_("another date was agreed"), default=False)
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="asked_for")
    withdrawn_on = models.DateField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="placements_statement_due_after_request",
                condition=Q(due__gte=F("requested_on")),
                violation_error_message=_("A statement is due after it was asked for."),
            ),
            models.UniqueConstraint(
                name="placements_one_open_statement_request",
                fields=["placement"],
                condition=Q(report__isnull=True, withdrawn_on__isnull=True),
                violation_error_message=_("A statement is already asked for."),
            ),
        ]

    def __str__(self):
        return f"{self.requested_on}"
