"""Saving what people type under the headings: nobody's words overwrite another's, and none are lost."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.acting import command
from core.refusals import Refused
from placements.reports import words
from placements.reports.models import Leftover, Quote, Report, Section

ENTRIES = Quote._meta.get_field("entry").related_model


@dataclass(frozen=True)
class Saved:
    """The heading as it stands, and the words that were kept beside it because others were there first."""

    section: Section
    leftover: Leftover | None = None
    late: bool = False


@command
def save(section, *, text, base, page=None, leftover=None, quoting=None, by, at):
    """Saves the text of a heading that was opened as version `base` by this `page`.

    When another has saved or the report was signed meanwhile, nothing is overwritten: the text is kept as a
    leftover; `leftover` is the one that this page got before, and which then holds its newer words.
    `quoting` is the diary entry whose words have just been put in.
    """
    section = _held(section)
    report = section.report
    if quoting and report.is_open:
        _quote(section, quoting, by, at)
    if report.is_open and (section.version in (0, base) or (page and section.page == page)):
        _write(section, text, by, at, page)
        return Saved(section)
    if not text.strip() or text.strip() == section.text.strip():
        return Saved(section, late=bool(section.written_at) and text != section.text)
    return Saved(section, _keep(section, text, leftover, by, at), late=True)


def _held(section):
    """The heading as it stands now; all who write in one report wait for each other here, the signer too."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=section.report_id)
    section = Section.objects.select_related("written_by", "heading").get(pk=section.pk)
    section.report = report
    return section


def _write(section, text, by, at, page=None):
    if text == section.text:
        return
    section.text, section.page = text, page
    section.version += 1
    section.written_by, section.written_at = by, at
    section.save(update_fields=["text", "page", "version", "written_by", "written_at"])


def _keep(section, text, leftover, by, at):
    mine = section.leftovers.filter(written_by=by, settled_at=None)
    known = mine.filter(pk=leftover).first() or mine.filter(text=text).order_by("pk").first()
    if known is None:
        return Leftover.objects.create(section=section, text=text, written_by=by, written_at=at)
    if known.text != text:
        known.text, known.written_at = text, at
        known.save(update_fields=["text", "written_at"])
    return known


def _open(section):
    section = _held(section)
    if not section.report.is_open:
        raise Refused(_("The report is not being written any more."))
    return section


@command
def put_in(leftover, *, section, by, at):
    """Puts words that were kept aside at the end of the heading; they come from it, or from what it corrects."""
    section = _open(section)
    if leftover.section_id != section.pk and leftover.section.report_id != section.report.corrects_id:
        raise Refused(_("These words belong to another report."))
    _settle(leftover, at)
    _write(section, f"{section.text.rstrip()}\n\n{leftover.text}".strip(), by, at)


@command
def set_aside(leftover, *, by, at):
    """The words are not needed; they stay in the history."""
    _held(leftover.section)
    _settle(leftover, at)


def _settle(leftover, at):
    if not Leftover.objects.filter(pk=leftover.pk, settled_at=None).update(settled_at=at):
        raise Refused(_("Somebody has put these words in or set them aside already."))


def _quote(section, entry, by, at):
    """Marks a diary entry of this child, which the person may read, as used here (JRN-6)."""
    readable = ENTRIES.objects.visible_to(by, on=timezone.localdate(at))
    entry = readable.filter(pk=entry, child=section.report.placement.child_id).first()
    if entry is None:
        raise Refused(_("This observation is not in the child's diary."))
    facts = {"quoted_by": by, "quoted_at": at}
    Quote.objects.get_or_create(section=section, entry=entry, defaults=facts)
    return entry


@command
def quote(section, *, entry, by, at):
    """Puts a diary entry, with its date, at the end of the heading and marks it as used."""
    section = _open(section)
    found = _quote(section, entry, by, at)
    own = found.told_own_words if section.heading.material == "own_words" else None
    quoted = words.quotation(found, own)
    _write(section, words.with_quotation(section.text, quoted), by, at)


@command
def unquote(section, *, entry, by, at):
    """Takes the quotation out again, where it still stands as it was put in; the entry is used here no more."""
    section = _open(section)
    used = Quote.objects.filter(section=section, entry=entry).select_related("entry").first()
    if used is None:
        return
    text = section.text
    for own in (None, used.entry.told_own_words):
        text = words.without_quotation(text, words.quotation(used.entry, own))
    used.delete()
    _write(section, text, by, at)
