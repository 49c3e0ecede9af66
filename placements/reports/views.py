from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.gate import only
from accounts.roles import CARE, LEADERS
from core.pages import carried_out, form_page
from core.refusals import Refused, reason
from placements.reports import periods, rules, services, words
from placements.reports.documents import title_of
from placements.reports.finding import placement_of, report_of
from placements.reports.forms import PERIOD, DropForm, PeriodForm, ReaderForm, RemarksForm, number_of
from placements.reports.lifecycle import REPORT
from placements.reports.overview import rows_of
from placements.reports.queries import awaited


@only(*LEADERS)
def overview(request):
    """Reports under way and due in the leader's units."""
    on = timezone.localdate()
    return render(
        request, "placements/reports/overview.html", {"rows": rows_of(request.user, on), "today": on}
    )


@only(*CARE)
def reports(request, pk):
    """All reports of a placement, and what can be begun now."""
    placement, on = placement_of(request, pk)
    rows = placement.reports.select_related("author", "document", "reader", "signed_by", "corrects")
    facts = {
        "placement": placement,
        "reports": rows.order_by("-pk"),
        "requests": placement.statement_requests.select_related("report").order_by("-requested_on", "-pk"),
        "due": _next_due(placement, on),
        "refused": reason(rules.check_start, placement, by=request.user),
        "may_lead": request.user.role in LEADERS,
        "today": on,
    }
    return render(request, "placements/reports/reports.html", facts)


def _next_due(placement, on):
    if placement.state != "running":
        return None
    return periods.due_on(placement.arrived, placement.reports.half_years(on=on).count())


def _author(placement, people, user):
    """The primary contact person, else whoever begins the report."""
    primary = next((contact.person for contact in placement.contacts_now if contact.role == "primary"), None)
    return primary if primary in people else user


def _start_page(request, placement, period, title, start, on):
    people = rules.readers(placement, on=on)
    begins, ends = period
    initial = {"begins": begins, "ends": ends, "author": _author(placement, people, request.user)}
    form = PeriodForm(request.POST or None, initial=initial, people=people)
    begun = []

    def act():
        begun.append(start(**form.given(*PERIOD), by=request.user, at=timezone.now()))

    if carried_out(request, form, act, _("The report is begun.")):
        return redirect("placements:edit_report", begun[0].pk)
    back = (reverse("placements:reports", args=[placement.pk]), _("Reports"))
    return form_page(
        request, form, title=title, subtitle=placement.child.name, back=back, action=_("Begin writing")
    )


@only(*CARE)
def start_half_year(request, pk):
    placement, on = placement_of(request, pk)

    def start(**facts):
        return services.start_half_year(placement, **facts)

    period = periods.next_half_year(placement, on=on)
    return _start_page(request, placement, period, _("Half-yearly report"), start, on)


@only(*CARE)
def start_statement(request, pk):
    placement, on = placement_of(request, pk)
    asked = placement.statement_requests.filter(awaited(on), report=None).first()
    if asked is None:
        messages.warning(request, _("Nobody has asked for a statement that is not being written."))
        return redirect("placements:reports", pk)

    def start(**facts):
        return services.start_statement(asked, **facts)

    period = periods.whole_course(placement, on=on)
    return _start_page(request, placement, period, _("Statement"), start, on)


@only(*CARE)
def report(request, pk):
    found, on = report_of(request, pk)
    return _report_page(request, found, RemarksForm(initial={"reader_note": found.reader_note}))


def _report_page(request, found, remarks):
    sections = list(found.sections.select_related("heading", "written_by").order_by("position", "pk"))
    texts = [(section, words.parts(section.text)) for section in sections]
    facts = {
        "report": found,
        "title": title_of(found),
        "placement": found.placement,
        "texts": texts,
        "seen": sum(section.version for section in sections),
        "leftovers": rules.leftovers_of(found),
        "changed": rules.changed_since_read(found) if found.is_open else [],
        "remarks": remarks,
        "may": set(_possible(found, request.user)),
        "refused": reason(rules.check_deliver, found, by=request.user),
        "may_lead": request.user.role in LEADERS,
    }
    return render(request, "placements/reports/report.html", facts)


def _possible(found, user):
    if REPORT.allows(found, "ask_reader", by=user):
        yield "ask"
    checks = {"read": rules.check_read, "return": rules.check_return, "drop": rules.check_drop}
    checks["correct"] = rules.check_correct
    yield from (name for name, check in checks.items() if reason(check, found, by=user) is None)


def _done(request, found, act, sentence):
    """One act from the report's page, and back to it with what came of it."""
    try:
        act()
        messages.success(request, sentence)
    except Refused as refused:
        messages.warning(request, refused.sentence)
    return redirect("placements:report", found.pk)


@only(*CARE)
def ask_reader(request, pk):
    found, on = report_of(request, pk)
    people = rules.readers(found.placement, on=on).exclude(pk=found.author_id)
    form = ReaderForm(request.POST or None, people=people)

    def ask():
        services.ask_reader(found, reader=form.cleaned_data["reader"], by=request.user, at=timezone.now())

    if carried_out(request, form, ask, _("The second reader is told that the report waits.")):
        return redirect("placements:report", pk)
    return _form_about(request, found, form, _("Ask a second reader"), _("Ask"))


def _form_about(request, found, form, title, action):
    back = (reverse("placements:report", args=[found.pk]), title_of(found))
    return form_page(
        request, form, title=title, subtitle=found.placement.child.name, back=back, action=action
    )


@require_POST
@only(*CARE)
def read(request, pk):
    """The second reader's answer: read, or back to the author; what was written in the box comes along."""
    found, _on = report_of(request, pk)
    form = RemarksForm(request.POST)
    back = request.POST.get("then") == "return"

    def answer():
        act = services.give_back if back else services.read
        act(found, note=form.cleaned_data["reader_note"], by=request.user, at=timezone.now())

    done = _("The author is told.") if back else _("Thank you. A leader can sign it now.")
    if carried_out(request, form, answer, done):
        return redirect("placements:report", pk)
    return _report_page(request, found, form)


@require_POST
@only(*LEADERS)
def sign(request, pk):
    found, _on = report_of(request, pk)
    seen = number_of(request.POST.get("seen"))

    def deliver():
        services.deliver(found, seen=seen, by=request.user, at=timezone.now())

    return _done(request, found, deliver, _("The report is signed, and the municipality is told."))


@only(*CARE)
def drop(request, pk):
    found, _on = report_of(request, pk)
    form = DropForm(request.POST or None)

    def give_up():
        services.drop(found, **form.given("reason"), by=request.user)

    if carried_out(request, form, give_up, _("The report is given up.")):
        return redirect("placements:reports", found.placement_id)
    return _form_about(request, found, form, _("Give the report up"), _("Give up"))


@require_POST
@only(*CARE)
def correct(request, pk):
    found, _on = report_of(request, pk)
    try:
        new = services.correct(found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return redirect("placements:report", pk)
    return redirect("placements:edit_report", new.pk)
