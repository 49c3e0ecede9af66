import pytest
from django.db import connection

from tests import factories

pytestmark = pytest.mark.django_db


def test_role(caseworker, placement, care_worker):
    with connection.cursor() as c:
        c.execute("select current_user, session_user, current_database()")
        print(c.fetchone())
    assert placement.pk


def test_entry(child, care_worker, units):
    factories.make_entry(child, units.maelkeboetten, care_worker)
    factories.make_price_list()


@pytest.mark.django_db(transaction=True)
def test_tx(child, care_worker, units):
    factories.make_entry(child, units.maelkeboetten, care_worker)


@pytest.mark.django_db(transaction=True)
def test_tx2(child, care_worker, units):
    factories.make_entry(child, units.maelkeboetten, care_worker)
    with connection.cursor() as c:
        c.execute("select current_user, session_user, current_database()")
        print(c.fetchone())


def test_smtp(smtp, caseworker, run_outbox):
    from core.mail import tell

    tell(caseworker, key="x", at=factories.NOW)
    assert run_outbox() == 1
    assert smtp.to(caseworker)
    print(smtp.messages)
