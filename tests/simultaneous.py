"""Several people act in the same instant, each on a database connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import translation

from core.refusals import Refused


@pytest.fixture
def at_once(transactional_db):
    """Calls all functions at once; gives back what each returned, or the Refused that it raised."""

    def run(functions):
        start = Barrier(len(functions))
        with ThreadPoolExecutor(len(functions)) as people:
            return list(people.map(lambda function: _one(function, start), functions))

    return run


def _one(function, start):
    try:
        with translation.override("en"):
            connections["default"].ensure_connection()
            start.wait(30)
            return function()
    except Refused as refused:
        return refused
    finally:
        connections.close_all()
