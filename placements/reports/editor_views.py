"""The editor: one page with every heading, each saved by itself while one writes, or all with one button."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import CARE
from core.formatting import clock
from core.refusals import Refused
from placements.models import Absence, Meeting
from placements.reports import material, rules, writing
from placements.reports.documents import title_of
from placements.reports.finding import report_of, section_of
from placements.reports.forms import MOST_LETTERS, number_of, text_of
from placements.reports.models import Quote


@only(*CARE)
def edit_report(request, pk):
    """Without a script the whole form is sent: every heading is saved, then what the button asks for is done."""
    found, on = report_of(request, pk)
    if request.method == "POST":
        return _save_all(request, found)
    if not found.is_open:
        return redirect("placements:report", pk)
    asked = material.Asked(found, request.user, on)
    return render(request, "placements/reports/edit.html", _editor(found, asked, request.GET))


def _editor(found, asked, given):
    sections = list(found.sections.select_related("heading", "written_by").order_by("position", "pk"))
    beside = material.gather(asked, [section.heading.material for section in sections])
    kept = _by_heading(rules.leftovers_of(found), sections)
    quotes = _by_section(_quotes(section__report=found))
    rows = [
        {
            "section": section,
            "material": beside.get(section.heading.material, []),
            "leftovers": kept.get(section.heading_id, []),
            "quotes": quotes.get(section.pk, []),
            "diary": _opened(section, asked, given),
        }
        for section in sections
    ]
    return {
        "report": found,
        "title": title_of(found),
        "rows": rows,
        "page_key": uuid4(),
        "most": MOST_LETTERS,
        **_period(found),
    }


def _opened(section, asked, given):
    """The diary of the one heading where it was opened without a script."""
    if given.get("section") != str(section.pk):
        return None
    opened = material.Asked(asked.report, asked.user, asked.on, section, given.dict())
    return material.of(material.DIARY, opened)


def _by_heading(leftovers, sections):
    heading = {section.pk: section.heading_id for section in sections}
    found = {}
    for leftover in leftovers:
        key = heading.get(leftover.section_id, leftover.section.heading_id)
        found.setdefault(key, []).append(leftover)
    return found


def _quotes(**of):
    return Quote.objects.filter(**of).select_related("entry").order_by("quoted_at", "pk")


def _by_section(quotes):
    found = {}
    for quote in quotes:
        found.setdefault(quote.section_id, []).append(quote)
    return found


def _period(found):
    """Meetings and absences of the period, in a line at the top."""
    of = {"placement": found.placement_id}
    held = Meeting.objects.filter(**of, held__gte=found.begins, held__lte=found.ends).select_related("kind")
    away = Absence.objects.filter(**of, begins__lte=found.ends).exclude(ends__lte=found.begins)
    return {"meetings": held.order_by("held", "pk"), "absences": away.order_by("begins", "pk")}


def _page_key(value):
    try:
        return UUID(value)
    except ValueError:
        return None


def _given(request, suffix=""):
    """What a page sends about one heading."""
    sent = request.POST
    return {
        "text": text_of(sent.get(f"text{suffix}", "")),
        "base": number_of(sent.get(f"base{suffix}", "")),
        "leftover": number_of(sent.get(f"leftover{suffix}", "")),
        "page": _page_key(sent.get("page", "")),
        "by": request.user,
        "at": timezone.now(),
    }


def _save_all(request, found):
    sections = [s for s in found.sections.order_by("position", "pk") if f"text-{s.pk}" in request.POST]
    said = [sentence for section in sections if (sentence := _save_one(request, section))]
    for sentence in said:
        messages.warning(request, sentence)
    if not said:
        messages.success(request, _("Saved."))
    return redirect(_asked_for(request, found))


def _save_one(request, section):
    """What the writer must know about this heading, or nothing when it is saved."""
    try:
        saved = writing.save(section, **_given(request, f"-{section.pk}"))
    except ValidationError as error:
        return f"{section.title}: {' '.join(error.messages)}"
    return _why_late(saved) if saved.late else None


ACTS = ("quote", "unquote", "put_in", "set_aside")


def _asked_for(request, found):
    """Does what the pressed button is called, `quote` with “heading-entry”, and says where to go on."""
    name = next((name for name in ACTS if name in request.POST), None)
    back = reverse("placements:edit_report", args=[found.pk])
    if name is None:
        return back
    section, _sep, about = request.POST[name].partition("-")
    section = get_object_or_404(found.sections.select_related("heading"), pk=number_of(section))
    try:
        _act(name, found, section, number_of(about), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
    return f"{back}#section-{section.pk}"


def _act(name, found, section, about, **who):
    if name in ("quote", "unquote"):
        return getattr(writing, name)(section, entry=about, **who)
    leftover = get_object_or_404(rules.leftovers_of(found), pk=about)
    if name == "put_in":
        return writing.put_in(leftover, section=section, **who)
    return writing.set_aside(leftover, **who)


def _why_late(saved):
    """What the writer is told whose words came second."""
    section, report = saved.section, saved.section.report
    if not report.is_open:
        return _(
            "The report is no longer being written. Your words under “%(title)s” are kept beside it, on the "
            "report's page."
        ) % {"title": section.title}
    return _(
        "%(name)s saved another text under “%(title)s” at %(time)s. Nothing is overwritten: yours is kept beside it."
    ) % {"name": section.written_by, "title": section.title, "time": clock(section.written_at)}


@require_POST
@only(*CARE)
def save_section(request, pk):
    """Autosave of one heading; the answer says how it stands, in JSON."""
    section, _on = section_of(request, pk)
    quoting = number_of(request.POST.get("quoting", ""))
    try:
        saved = writing.save(section, **_given(request), quoting=quoting)
    except ValidationError as error:
        return JsonResponse({"said": " ".join(error.messages)}, status=422)
    except Refused as refused:
        return JsonResponse({"said": str(refused.sentence)}, status=422)
    return JsonResponse(_answer(request, saved))


def _answer(request, saved):
    answer = {
        "version": saved.section.version,
        "said": _("Saved %(time)s") % {"time": clock(timezone.now())},
        "late": saved.late,
        "leftover": saved.leftover.pk if saved.leftover else "",
        "beside": render_to_string("placements/reports/_quotes.html", _beside(saved), request),
    }
    return {**answer, "said": _why_late(saved)} if saved.late else answer


def _beside(saved):
    return {"section": saved.section, "quotes": _quotes(section=saved.section)}


@only(*CARE)
def diary_material(request, pk):
    """The diary of the period beside one heading: searched, filtered, newest first."""
    section, on = section_of(request, pk)
    asked = material.Asked(section.report, request.user, on, section, request.GET.dict())
    found = material.of(material.DIARY, asked)
    return render(request, "placements/reports/_diary.html", {"diary": found, "section": section})


@require_POST
@only(*CARE)
def settle_leftover(request, pk):
    """On the page of a report that is signed: words that came too late are set aside."""
    found, _on = report_of(request, pk)
    leftover = get_object_or_404(rules.leftovers_of(found), pk=number_of(request.POST.get("leftover", "")))
    writing.set_aside(leftover, by=request.user, at=timezone.now())
    messages.success(request, _("The words are set aside."))
    return redirect("placements:report", pk)
