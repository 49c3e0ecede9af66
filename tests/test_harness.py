"""The guards themselves: each fails what it should, and leaves alone what it should."""

import signal
import socket
import time
import warnings
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.mail import send_mail
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone

from accounts.models import User
from core.acting import acting
from journal.models import Entry
from placements.models import Child, Stay
from tests import factories, harness
from tests.database import owner
from tests.factories import NOW, TODAY
from tests.visitor import Forms

CSP = "default-src 'self'"


def rendered(source, **context):
    with harness.expecting_faults() as found:
        text = engines["django"].from_string(source).render(context)
    return text, found


def faults_of(html, **headers):
    response = HttpResponse(html, headers={"Content-Security-Policy": CSP, **headers})
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return list(harness._faults_of(request, response))


# Templates


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("{{ missing }}", {}),
        ("{{ missing|default_if_none:'x' }}", {}),
        ("{{ missing|upper }}", {}),
        ("{{ child.nmae|default:'x' }}", {"child": SimpleNamespace(name="A")}),
        ("{{ child.nmae }}", {"child": SimpleNamespace(name="A")}),
        ("{% if child.nmae %}{% endif %}", {"child": SimpleNamespace(name="A")}),
        ("{% if 1 and child.nmae %}{% endif %}", {"child": SimpleNamespace(name="A")}),
        ("{% for x in child.nmaes %}{% endfor %}", {"child": SimpleNamespace(name="A")}),
    ],
)
def test_an_undefined_variable_is_a_fault(source, context):
    assert rendered(source, **context)[1]


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("{{ child.name }}", {"child": SimpleNamespace(name="A")}),
        ("{{ child.name }}", {"child": SimpleNamespace(name="")}),
        ("{% if option %}{% endif %}", {}),
        ("{{ option|default:'x' }}", {}),
        ("{{ child.unit.name|default:'x' }}", {"child": SimpleNamespace(unit=None)}),
        ("{% if child.unit.name %}{% endif %}", {"child": SimpleNamespace(unit=None)}),
    ],
)
def test_a_defined_variable_and_an_option_are_none(source, context):
    assert rendered(source, **context)[1] == []


# Pages

PAGE = '<!doctype html><html lang="da"><body>{}</body></html>'


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<script></script>",
        "<style>p {}</style>",
        '<p style="color: red">a</p>',
        '<button onclick="go()">a</button>',
        '<a href="javascript:go()">a</a>',
        '<p hx-on:click="go()">a</p>',
        '<img src="https://example.org/a.png" alt="">',
        '<script src="//example.org/a.js"></script>',
        '<i id="a"></i><i id="a"></i>',
        '<form method="post" action="/a"><input name="b"></form>',
        "<p>Født None</p>",
        "<p>{{ child }}</p>",
        "<p>&amp;lt;Child: 4&gt;</p>",
        "<IMG SRC=//example.org/a.png>",
        "<b title='a'id=a></b><b id=a>",
        '<p title="a"STYLE="b">',
        '<a href="java&#115;cript:go()">a</a>',
        '<script src="/static/a.js">go()</script>',
        '<form action="a>b" METHOD=POST></form><form method="post"><input name="csrfmiddlewaretoken"></form>',
        '<form method="post"><!-- <input name="csrfmiddlewaretoken"> --></form>',
    ],
)
def test_a_faulty_page_is_a_fault(html):
    assert faults_of(PAGE.format(html))


@pytest.mark.parametrize(
    "html",
    [
        '<script src="/static/a.js"></script>',
        '<form method="post"><input name="csrfmiddlewaretoken"></form>',
        '<form><input name="q"></form>',
        '<a href="https://example.org/">a</a>',
    ],
)
def test_a_good_page_is_none(html):
    assert faults_of(PAGE.format(html)) == []


def test_a_page_says_its_language_and_has_a_policy():
    assert faults_of("<html><body></body></html>") == ["<html> without lang"]
    assert faults_of(PAGE, **{"Content-Security-Policy": "script-src 'unsafe-inline'"})


def test_a_page_for_a_signed_in_person_is_not_stored():
    request = RequestFactory().get("/")
    request.user = User()
    assert list(harness._faults_of(request, HttpResponse("a", content_type="text/plain")))
    kept = HttpResponse("a", content_type="text/plain", headers={"Cache-Control": "no-store"})
    assert not list(harness._faults_of(request, kept))


def faulty(request):
    return HttpResponse("<p onclick='a()'>a</p>")


def failing(request):
    raise ZeroDivisionError


faulty.login_required = failing.login_required = False
urlpatterns = [path("faulty/", faulty), path("failing/", failing)]


@pytest.mark.django_db
@pytest.mark.urls("tests.test_harness")
def test_every_response_is_inspected(as_):
    with harness.expecting_faults() as found:
        as_().get("/faulty/")
    assert found == ["GET /faulty/ (200): attribute onclick of <p>"]


def test_a_static_file_must_exist():
    with harness.expecting_faults() as found:
        assert static("img/no-such-file.svg")
    assert found == ["There is no static file img/no-such-file.svg."]


# Order


@pytest.mark.django_db
def test_what_has_no_order_comes_out_newest_first(units):
    first, second = factories.make_municipality(), factories.make_municipality()
    rows = type(first).objects.order_by()
    assert [m.pk for m in rows] == [second.pk, first.pk]
    assert list(rows.values_list("pk", flat=True)) == [second.pk, first.pk]


@pytest.mark.django_db
def test_a_tie_comes_out_newest_first_and_an_order_holds(units):
    first, second = (factories.make_child(name=name) for name in ("Bo Prøve", "Bo Prøve"))
    third = factories.make_child(name="Aka Prøve")
    assert list(Child.objects.order_by("name")) == [third, second, first]
    assert list(Child.objects.all()) == [third, first, second]


@pytest.mark.django_db
def test_aggregates_unions_and_subqueries_work_as_ever(placement):
    children = Child.objects.order_by()
    assert children.count() == children.union(children).count() == 1
    assert children.filter(pk__in=children.values("pk")).exists()
    assert children.distinct().values_list("born", flat=True).get() == placement.child.born
    assert Stay.objects.select_for_update().get().placement == placement


# Network, warnings, clock


def test_nothing_leaves_this_machine():
    with harness.expecting_faults() as found:
        with pytest.raises(harness.UnexpectedNetwork):
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        with pytest.raises(harness.UnexpectedNetwork):
            socket.getaddrinfo("fnug.example.org", 443)
    assert len(found) == 2


@pytest.mark.django_db
def test_a_date_without_a_zone_is_an_error():
    with pytest.raises(RuntimeWarning, match="naive"):
        Entry.objects.filter(happened_at=datetime(2026, 3, 17)).exists()  # noqa: DTZ001


def test_warnings_are_errors():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_it_is_always_the_same_tuesday(today, now):
    assert timezone.now() == now == NOW
    assert timezone.localdate() == today == TODAY


@pytest.mark.clock
def test_unless_the_real_clock_is_asked_for():
    assert timezone.now() != NOW


def test_a_test_that_hangs_fails():
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    with pytest.raises(pytest.fail.Exception, match="needs the mark `clock`"):
        while timezone.now() <= NOW:
            time.sleep(0.01)


# Database


@pytest.mark.django_db
def test_tests_have_the_rights_of_the_web(placement):
    with connection.cursor() as cursor:
        for statement in ("TRUNCATE placements_child CASCADE", "DROP TABLE placements_child"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)


@pytest.mark.django_db
def test_inside_owner_they_are_the_owners(placement):
    with owner() as cursor:
        cursor.execute("SELECT current_user = session_user")
        assert cursor.fetchone() == (True,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("fnug_web",)


@pytest.mark.django_db
def test_a_write_without_a_person_is_refused(units):
    child = factories.make_child()
    child.school = "Atuarfik"
    with pytest.raises(DatabaseError, match="by_a_person"), transaction.atomic():
        child.save()
    with acting(factories.machine()):
        child.save()


@pytest.mark.django_db
@pytest.mark.urls("tests.writing_urls")
def test_a_get_that_writes_fails(as_, child):
    with harness.expecting_faults() as found, pytest.raises(DatabaseError) as error:
        as_().get("/writing/")
    assert "permission denied" in str(error.value.__cause__ or error.value)
    assert found == ["GET /writing/ (500): the server failed"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_after_a_real_transaction_everything_is_as_before(turn, units):
    assert not Child.objects.exists()
    assert factories.machine()
    factories.make_child()


# Helpers


@pytest.mark.django_db
def test_queries_are_counted_and_listed(queries, units):
    with queries(2):
        Child.objects.exists()
        with transaction.atomic():
            User.objects.exists()
    with pytest.raises(AssertionError, match=r"1 queries instead of 0:\s+1. SELECT"), queries(0):
        Child.objects.exists()


@pytest.mark.django_db
def test_the_outbox_is_delivered_over_a_real_connection(smtp, run_outbox, caseworker):
    from core.mail import tell

    tell(caseworker, key="a", at=NOW)
    tell(caseworker, key="b", at=NOW + timedelta(hours=1))
    assert run_outbox() == 1
    assert [message["X-Fnug-Key"] for message in smtp.to(caseworker)] == ["a"]


def test_a_mail_in_a_test_goes_nowhere_else(mailoutbox):
    send_mail("a", "b", None, ["c@example.org"])
    assert len(mailoutbox) == 1


def test_a_visitor_reads_forms_as_a_browser_does():
    html = """<form method="post" action="send/"><input name="a" value="1"><input type="checkbox" name="b">
        <input type="checkbox" name="c" checked><input type="radio" name="d" value="x">
        <input type="radio" name="d" value="y" checked><textarea name="e">\nline</textarea>
        <select name="f"><option value="1">A<option value="2" selected>B</select>
        <input type="checkbox" name="g" value="1" checked><input type="checkbox" name="g" value="2" checked>
        <input type="submit" name="h"></form>"""
    (form,) = Forms(html, "/page/").all
    assert (form.method, form.action) == ("post", "/page/send/")
    assert form.values == {
        "a": "1",
        "b": None,
        "c": "on",
        "d": "y",
        "e": "line",
        "f": "2",
        "g": ["1", "2"],
    }


def test_invented_numbers_are_nobodys():
    for _ in range(50):
        cpr = factories.make_cpr(factories.TODAY)
        weighed = sum(int(digit) * weight for digit, weight in zip(cpr, factories.WEIGHTS, strict=True))
        assert cpr.startswith("1703265")
        assert weighed % 11


@pytest.mark.django_db
def test_the_password_of_tests_is_a_real_one(care_worker):
    assert care_worker.check_password(factories.PASSWORD)
    assert care_worker.password.startswith("argon2")


@pytest.mark.django_db
def test_a_full_unit_has_no_free_place(units):
    factories.make_children(units.allu, 8)
    with pytest.raises(AssertionError, match="No free place"):
        factories.free_place(units.allu, TODAY)
