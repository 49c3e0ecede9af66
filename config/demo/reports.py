"""Half-yearly reports and statements: those delivered, and those being written now with quotes from the diary."""

from functools import partial

from config.demo.courses import office_of
from core.acting import acting
from journal.models import Entry
from placements.models import Report, Section
from placements.reports import services, writing

TOLD_BY = {"school": ("school",), "leisure": ("play", "outing"), "behaviour": ("mood", "conflict", "play")}


def events(world):
    """What has reached the municipality, or was given up."""
    texts = world.texts["placements"]
    for facts in texts["before"]:
        yield world.moment(facts["ago"], 10), partial(_delivered_before, world, facts)
    for facts in texts["report"]:
        if "asked_for" in facts:
            yield world.moment(facts["asked_for"], 9), partial(_ask, world, facts)
        if "delivered" in facts or "dropped" in facts:
            yield from _steps(world, facts)


def being_written(world):
    """Once the diary is there."""
    reports = world.texts["placements"]["report"]
    for facts in reports:
        if not {"delivered", "dropped"} & facts.keys():
            yield from _steps(world, facts)


def _steps(world, facts):
    """In the order of the file's names; each has its own hour, so that two may happen on one day."""
    steps = (("started", _start), ("asked", _hand_on), ("read", _read), ("delivered", _deliver))
    others = (("corrected", _correct), ("dropped", _drop))
    for hour, (name, happens) in enumerate((*steps, *others), 9):
        if name in facts:
            moment = world.moment(facts[name], hour)
            yield moment, partial(happens, world, facts, moment)


def _delivered_before(world, facts):
    """From the time when reports were paper."""
    course = world.courses[facts["child"]]
    with acting(world.leader(course.unit)):
        Report.objects.create(
            placement=course.placement,
            kind="half_year",
            state="delivered",
            delivered=world.day(facts["ago"]),
            ends=world.day(facts["ago"] + 1),
            begins=world.day(facts["ago"] + 180),
        )


def _ask(world, facts):
    course, day = world.courses[facts["child"]], world.day(facts["asked_for"])
    services.request_statement(
        course.placement,
        requested_on=day,
        requested_by=office_of(world, course),
        agreed_on=world.day(facts["agreed"]) if "agreed" in facts else None,
        by=course.placement.caseworker,
        at=world.moment(facts["asked_for"], 9),
    )


# Being written


def _start(world, facts, when):
    course, (first, last) = world.courses[facts["child"]], facts["about"]
    author = world.primary(course, world.day(facts["started"]))
    about = {"begins": world.day(first), "ends": world.day(last), "author": author, "by": author, "at": when}
    if facts["kind"] == "statement":
        report = services.start_statement(course.placement.statement_requests.get(), **about)
    else:
        report = services.start_half_year(course.placement, **about)
    world.reports[facts["child"], facts["kind"]] = report
    _write(world, course, report, facts.get("headings"), author, when)
    for code, most in facts.get("quotes", {}).items():
        _quote(report, code, most, author, when)


def _write(world, course, report, only, author, when):
    texts = world.texts["placements"]["headings"]
    for section in report.sections.select_related("heading").order_by("position"):
        code = section.heading.code
        if code in texts and (only is None or code in only):
            said = world.chance("heading", course.key, report.kind, code).choice(texts[code])
            writing.save(section, text=course.told(said), base=0, by=author, at=when)


def _quote(report, code, most, author, when):
    told = Entry.objects.filter(child=report.placement.child_id, category__in=TOLD_BY[code])
    entries = told.filter(happened_at__date__range=(report.begins, report.ends), happened_at__lt=when)
    section = Section.objects.select_related("heading").get(report=report, heading__code=code)
    for entry in entries.order_by("-happened_at", "-pk")[:most]:
        writing.quote(section, entry=entry.pk, by=author, at=when)


# Read, signed and corrected


def _hand_on(world, facts, when):
    course = world.courses[facts["child"]]
    report = world.reports[facts["child"], facts["kind"]]
    day = world.day(facts["asked"])
    reader = course.placement.contact_persons.on(day).get(role="secondary").person
    services.ask_reader(report, reader=reader, by=report.author, at=when)


def _read(world, facts, when):
    report = world.reports[facts["child"], facts["kind"]]
    services.read(report, note=facts["note"], by=report.reader, at=when)


def _deliver(world, facts, when):
    report = world.reports[facts["child"], facts["kind"]]
    _sign(world, facts, report, when)


def _sign(world, facts, report, when):
    leader = world.leader(world.courses[facts["child"]].unit)
    services.deliver(report, seen=services.version(report), by=leader, at=when)


def _correct(world, facts, when):
    """A mistake was found: the correction is read and signed again."""
    first = world.reports[facts["child"], facts["kind"]]
    author, reader = first.author, first.reader
    report = services.correct(first, by=author, at=when)
    section = report.sections.get(heading__code="school")
    text = f"{section.text}\n\n{facts['correction']}"
    writing.save(section, text=text, base=section.version, by=author, at=when)
    services.ask_reader(report, reader=reader, by=author, at=when)
    services.read(report, note="", by=reader, at=when)
    _sign(world, facts, report, when)


def _drop(world, facts, when):
    report = world.reports[facts["child"], facts["kind"]]
    services.drop(report, reason=facts["because"], by=report.author)
