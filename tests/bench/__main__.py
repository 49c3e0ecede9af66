"""`manage.py bench`: each figure beside what was promised, and exit code 1 when one is missed."""

import socket
import sys

import django
from django.conf import settings

QUERIES = {
    "unit board": 12,
    "child's page": 15,
    "diary list": 8,
    "search": 8,
    "handover": 12,
    "request list": 8,
}
TIMES_THE_FLOOR = 3
SAVE_QUERIES, SAVE_TIMES_THE_FLOOR = 15, 2
SAVED_WITHIN = 300
LARGER, TIMES_SMALLER = 10, 1.2
TIMES_BARE = 1.3
FIRST_PAGE, LATER_PAGE = 150_000, 30_000


def main():
    django.setup()
    settings.ROOT_URLCONF = "tests.bench.urls"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    from tests.database import Slot

    slot = Slot()
    slot.ensure_template()
    slot.renew()
    try:
        missed = sum(not show(*figure) for figure in figures(slot))
    finally:
        slot.close()
    print(f"\n{missed} missed." if missed else "\nEvery figure is kept.")
    sys.exit(bool(missed))


def show(what, measured, promised, kept=True):
    print(f"{what:<44} {measured:>22}   {promised:<18} {'' if kept else 'MISSED'}".rstrip(), flush=True)
    return kept


def figures(slot):
    from tests.bench import data

    yield "", "measured", "promised"
    yield from queries()
    print("\nfilling the database with ten years …", flush=True)
    here = data.centre()
    data.ten_years(here)
    yield from speed(here)
    yield from saving(here)
    yield from wire(here, slot)
    yield from writing_at_once(here, slot)
    yield from ten_times_more(here, slot)
    yield from paper()


def paper():
    """Needs no rows: a report as it is frozen."""
    from tests.bench.paper import against_bare

    pages, ours, bare = against_bare()
    ratio = ours / bare
    yield f"report PDF of {pages} pages", f"{ours:.2f} s", ""
    yield (
        "report PDF against bare WeasyPrint",
        f"{ratio:.2f} ×",
        f"≤ {TIMES_BARE} ×",
        ratio <= TIMES_BARE,
    )


def queries():
    from tests.bench.pages import with_rows

    one, many = with_rows(1), with_rows(30)
    for name, most in QUERIES.items():
        kept = one[name] == many[name] <= most
        yield f"queries, {name}, 1 and 30 rows", f"{one[name]} and {many[name]}", f"same, ≤ {most}", kept


def speed(here):
    from tests.bench.pages import against_floor, signed_in

    board = f"/units/{here.units[0].slug}/"
    page, floor = against_floor(signed_in(here.worker), board)
    for name, took, base in zip(("p50", "p95"), page, floor, strict=True):
        yield f"unit board, {name}", f"{took:.1f} ms", ""
        yield f"floor, {name}", f"{base:.1f} ms", ""
    ratio = page[0] / floor[0]
    yield (
        "unit board, p50 against the floor",
        f"{ratio:.2f} ×",
        f"≤ {TIMES_THE_FLOOR} ×",
        ratio <= TIMES_THE_FLOOR,
    )
    yield "unit board, p95 against the floor", f"{page[1] / floor[1]:.2f} ×", ""


def saving(here):
    from tests.bench.saving import against_floor

    asked, save, floor = against_floor(here)
    yield "queries, save an entry", asked, f"≤ {SAVE_QUERIES}", asked <= SAVE_QUERIES
    for name, took, base in zip(("p50", "p95"), save, floor, strict=True):
        yield f"save an entry, {name}", f"{took:.1f} ms", f"(floor {base:.1f} ms)"
    ratio = save[0] / floor[0]
    promised = f"≤ {SAVE_TIMES_THE_FLOOR} ×"
    yield "save an entry, p50 against the floor", f"{ratio:.2f} ×", promised, ratio <= SAVE_TIMES_THE_FLOOR


def writing_at_once(here, slot):
    from tests.bench.pages import percentiles
    from tests.bench.writers import PEOPLE, at_once

    took, wrong = at_once(here, slot, free_port())
    for answer in wrong[:3]:
        print(*answer)
    half, most = percentiles(took)
    yield f"{PEOPLE} people writing, {len(took)} entries, errors", len(wrong), "0", not wrong
    yield f"{PEOPLE} people writing, p50", f"{half:.0f} ms", ""
    yield f"{PEOPLE} people writing, p95", f"{most:.0f} ms", f"≤ {SAVED_WITHIN} ms", most <= SAVED_WITHIN


def ten_times_more(here, slot):
    from tests.bench import data
    from tests.bench.sizes import compared
    from tests.database import WEB, Slot, use

    print(f"\nfilling another database with {LARGER} times as much …", flush=True)
    large = Slot()
    large.ensure_template()
    large.renew()
    try:
        there = data.centre(LARGER)
        data.ten_years(there, LARGER)
        for name, small, great in compared((slot, here), (large, there)):
            yield f"{name}, p50 and p95, S", f"{small[0]:.1f} {small[1]:.1f} ms", ""
            ratio = great[1] / small[1]
            yield (
                f"{name}, p95 of L against S",
                f"{ratio:.2f} ×",
                f"≤ {TIMES_SMALLER} ×",
                ratio <= TIMES_SMALLER,
            )
    finally:
        large.close()
        use(slot.name, WEB)


def wire(here, slot):
    from tests.bench.pages import signed_in
    from tests.bench.wire import Browser, server

    session = signed_in(here.leader).cookies[settings.SESSION_COOKIE_NAME].value
    child = here.units[0].places.order_by("pk")[0].stays.latest("begins").child_id
    later = [
        "/",
        f"/units/{here.units[0].slug}/",
        f"/children/{child}/",
        f"/children/{child}/diary/",
        "/requests/",
    ]
    port = free_port()
    with server(slot.url, port):
        stranger = Browser(port, "")
        yield sized("first page: sign-in", stranger.load("/sign-in/"), FIRST_PAGE)
        person = Browser(port, f"{settings.SESSION_COOKIE_NAME}={session}")
        yield sized("first page: home", person.load("/"), FIRST_PAGE)
        for path in later:
            yield sized(f"later page: {path}", person.load(path), LATER_PAGE)


def sized(what, size, most):
    return what, f"{size / 1000:.1f} kB", f"≤ {most // 1000} kB", size <= most


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


if __name__ == "__main__":
    main()
