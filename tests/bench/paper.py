"""A report of twelve pages, made as the worker makes it, beside WeasyPrint alone on the same HTML."""

from time import perf_counter
from types import SimpleNamespace

from weasyprint import HTML

from documents import rendering
from placements.reports.words import parts
from tests.factories import NOW

PAGES = 12
TURNS = 3
PARAGRAPH = "Han opsøger selv de andre børn og finder på lege, som de gerne vil være med i. " * 5
QUOTED = "> Byggede hule med et andet barn efter skole.\n> – 12.03.2026"


def report(paragraphs):
    text = "\n\n".join([PARAGRAPH, QUOTED] * paragraphs)
    names = (
        "municipality",
        "child",
        "placement",
        "arrived",
        "unit",
        "begins",
        "ends",
        "author",
        "reader",
        "read",
    )
    data = dict.fromkeys((*names, "signed_by", "signed_role", "signed_at"), "Prøve")
    data |= {"kind": "half_year", "address": "", "caseworker": "", "cpr": "", "corrects": ""}
    data["sections"] = [{"title": f"Overskrift {n}", "parts": parts(text)} for n in range(11)]
    facts = {
        "title": "Halvårsrapport",
        "number": "D-2026-000001",
        "check_code": "0000-0000-0000",
        "version": 1,
    }
    return SimpleNamespace(**facts, issued_at=NOW, data=data, replaces=None, kind="half_year_report")


def twelve_pages():
    """The report, and how many pages it has: the first that fills twelve."""
    for paragraphs in range(1, 20):
        found = report(paragraphs)
        pages = rendering.pdf_of(ours(found))[1]
        if pages >= PAGES:
            return found, pages
    raise AssertionError("no text is long enough")


def ours(found):
    return rendering.html_of(found, "documents/report.html")


def bare(html):
    HTML(string=html, base_url=rendering.BASE, url_fetcher=rendering.OwnFilesOnly()).write_pdf()


def best(*works):
    """The fastest of a few turns of each, in seconds: what the machine does besides makes it only slower."""
    times = [[_timed(work) for work in works] for _ in range(TURNS)]
    return [min(column) for column in zip(*times, strict=True)]


def _timed(work):
    began = perf_counter()
    work()
    return perf_counter() - began


def against_bare():
    """Pages, seconds from the frozen data to the PDF, and seconds of WeasyPrint alone."""
    found, pages = twelve_pages()
    html = ours(found)
    return pages, *best(lambda: rendering.pdf_of(ours(found)), lambda: bare(html))
