"""What stands beside a heading while one writes; higher apps add the diary, later contact and episodes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from placements.reports.models import Report, Section

DIARY = "diary"


@dataclass(frozen=True)
class Asked:
    """Whose report, which heading (None: all), who looks, and what was searched for."""

    report: Report
    user: User
    on: date
    section: Section | None = None
    given: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """`load(asked)` gives the template's context."""

    code: str
    template: str
    load: Callable[[Asked], dict]


_sources: list[Source] = []


def register(code, template, load):
    """`code` is the material of a heading (`goals`, `contact` …), or `diary` beside every heading."""
    _sources.append(Source(code, template, load))


def of(code, asked):
    """What there is of a material; several apps may give something to one heading."""
    return [
        {"template": source.template, "context": source.load(asked)}
        for source in _sources
        if source.code == code
    ]


def gather(asked, codes):
    """The material of the period by its code; each source is asked once."""
    return {code: of(code, asked) for code in sorted(set(codes) - {""})}
