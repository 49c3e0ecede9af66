"""One entry, as a device sends it, beside the same rows by the same SQL under an empty page."""

from uuid import UUID, uuid4

from django.db import connection, transaction

from tests.bench.pages import ROUNDS, WARM_UP, percentiles, signed_in, timed
from tests.counting import Statements


def living_in(unit):
    """The number of a child who lives in the unit."""
    return unit.places.order_by("pk").first().stays.latest("begins").child_id


def save(client, path, key):
    facts = {"key": str(key), "text": "Byggede hule med et andet barn.", "category": "play"}
    response = client.post(path, facts, headers={"X-Fnug-Outbox": "1"})
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}.")


def against_floor(here):
    """The statements of a save, and milliseconds of it and of its floor, in turn: p50 and p95 of both."""
    client, path = signed_in(here.worker), f"/children/{living_in(here.units[0])}/diary/write/"
    key = uuid4()
    with Statements() as captured:
        save(client, path, key)
        asked = captured.asked
    again = repeat(asked, key)
    page, floor = [], []
    for n in range(ROUNDS + WARM_UP):
        times = timed(lambda: save(client, path, uuid4())), timed(lambda: (client.get("/floor/"), again()))
        if n >= WARM_UP:
            page.append(times[0])
            floor.append(times[1])
    return len(asked), percentiles(page), percentiles(floor)


def repeat(statements, key: UUID):
    """What the save asked and wrote beyond session and person, each time under a key of its own."""
    begins = next(n for n, text in enumerate(statements) if "accounts_user" in text) + 1
    texts = [text.replace("%", "%%") for text in statements[begins:]]

    def again():
        new = uuid4()
        with transaction.atomic(), connection.cursor() as cursor:
            for text in texts:
                cursor.execute(text.replace(str(key), str(new)).replace(key.hex, new.hex), [])
                if cursor.description:
                    cursor.fetchall()

    return again
