"""Queries and time of pages, in this process: no network, only Fnug and PostgreSQL."""

from statistics import median, quantiles
from time import perf_counter

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tests import factories as f
from tests.bench import data
from tests.counting import Statements

ROUNDS, WARM_UP = 200, 20


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def opened(client, path):
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}.")
    return response


def statements(client, path):
    with Statements() as captured:
        opened(client, path)
    return captured.asked


def with_rows(rows):
    """The number of statements of each page when its list has that many rows; nothing stays."""
    with transaction.atomic():
        found = {name: len(statements(client, path)) for name, client, path in lists(rows)}
        transaction.set_rollback(True)
    return found


def lists(rows):
    here = data.centre()
    unit = here.units[0]
    for _ in range(rows - 9):
        f.make_place(unit)
    placements = [data.living(here, place) for place in unit.places.order_by("pk")[:rows]]
    now = timezone.now()
    for placement in placements:
        f.make_entry(placement.child, unit, here.worker, happened_at=now)
    child = placements[0].child
    for n in range(1, rows):
        f.make_entry(child, unit, here.worker, happened_at=now, text=f"Nummer {n}")
        f.make_meeting(placements[0], data.days_ago(n))
    for _ in range(rows):
        f.make_request(here.caseworker, created_at=now)
    worker = signed_in(here.worker)
    yield "unit board", worker, f"/units/{unit.slug}/"
    yield "child's page", worker, f"/children/{child.pk}/"
    yield "diary list", worker, f"/children/{child.pk}/diary/"
    yield "search", worker, "/diary/search/?q=legede"
    yield "handover", worker, f"/units/{unit.slug}/handover/"
    yield "request list", signed_in(here.director), "/requests/"


def timed(work):
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def against_floor(client, path):
    """Milliseconds of the page and of its floor, measured in turn: p50 and p95 of both."""
    again = repeat(statements(client, path), statements(client, "/floor/"))
    page, floor = [], []
    for n in range(ROUNDS + WARM_UP):
        times = timed(lambda: opened(client, path)), timed(lambda: (opened(client, "/floor/"), again()))
        if n >= WARM_UP:
            page.append(times[0])
            floor.append(times[1])
    return percentiles(page), percentiles(floor)


def repeat(page, base):
    """The same rows by the same SQL: what the page asks beyond the floor."""
    for statement in base:
        if statement in page:
            page.remove(statement)
    texts = [statement.replace("%", "%%") for statement in page if not statement.startswith("INSERT")]

    def again():
        with connection.cursor() as cursor:
            for text in texts:
                cursor.execute(text, [])
                cursor.fetchall()

    return again


def percentiles(times):
    return median(times), quantiles(times, n=20)[18]
