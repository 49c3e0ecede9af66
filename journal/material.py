"""The diary beside the headings of a report: entries of the period to quote (JRN-6)."""

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef

from journal.enums import Category
from journal.models import Entry
from journal.search.words import matching, query_of
from placements.models import Quote
from placements.reports.material import DIARY, register
from placements.reports.words import quotation

PER_PAGE = 8
OWN_WORDS = 30


def _of_the_period(asked):
    report = asked.report
    rows = Entry.objects.said().visible_to(asked.user, on=asked.on).filter(child=report.placement.child_id)
    rows = rows.filter(happened_at__date__gte=report.begins, happened_at__date__lte=report.ends)
    return rows.select_related("author").order_by("-happened_at", "-pk")


def _quotable(entries, words=None):
    return [
        {"entry": entry, "quotation": quotation(entry, words and getattr(entry, words))} for entry in entries
    ]


def diary(asked):
    """One page of entries, newest first, narrowed by `category` and the words in `q`."""
    category, q = asked.given.get("category", ""), asked.given.get("q", "").replace("\0", "").strip()
    rows = _of_the_period(asked)
    used = Quote.objects.filter(entry=OuterRef("pk"), section__report=asked.report)
    rows = rows.annotate(is_used=Exists(used))
    if category in Category.values:
        rows = rows.filter(category=category)
    if q:
        rows = rows.filter(matching(query_of(q)))
    page = Paginator(rows, PER_PAGE).get_page(asked.given.get("page"))
    return {
        "page": page,
        "found": _quotable(page.object_list),
        "categories": Category.choices,
        "category": category,
        "q": q,
        "section": asked.section,
    }


def own_words(asked):
    """What the child said, newest first."""
    rows = _of_the_period(asked).exclude(own_words="")
    return {"found": _quotable(rows[:OWN_WORDS], "told_own_words")}


register(DIARY, "journal/_material.html", diary)
register("own_words", "journal/_material_own_words.html", own_words)
