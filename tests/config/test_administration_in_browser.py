"""The pages of those who keep the house in order, with finger and with mouse."""

from datetime import time

import pytest

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, pytest.param(360, marks=pytest.mark.proof)])
def test_every_kind_of_page_of_the_director(open_page, axe, director, placement, leader, municipality, width):
    office = factories.make_office(municipality)
    place = placement.stays.get().place
    factories.make_membership(leader)
    page = open_page(width, director)
    for address in (
        "/units/",
        "/units/maelkeboetten/settings/",
        "/units/maelkeboetten/places/emergency/",
        f"/places/{place.pk}/close/",
        "/municipalities/",
        f"/municipalities/{municipality.pk}/",
        f"/municipalities/offices/{office.pk}/edit/",
        "/people/",
        f"/people/{leader.pk}/",
        "/settings/",
        "/settings/visitation.answer_working_days/",
    ):
        page.goto(address)
        axe(page)


@pytest.mark.parametrize("width", [360, pytest.param(1440, marks=pytest.mark.proof)])
def test_the_doors(open_page, axe, system_admin, width):
    page = open_page(width)
    for address in (
        "/sign-in/",
        "/password/forgotten/",
        "/password/forgotten/sent/",
        "/password/new/MQ/no-token/",
    ):
        page.goto(address)
        axe(page)
    page = open_page(width, system_admin)
    page.goto("/outbox/")
    axe(page)


def test_hours_are_typed_and_a_fault_stands_beside_its_day(open_page, axe, administration, municipality):
    page = open_page(360, administration)
    page.goto(f"/municipalities/{municipality.pk}/offices/add/")
    page.fill("[name=name]", "Familiekontoret")
    page.fill("[name=hours-2-opens]", "13:00")
    page.click("main .btn-primary")
    page.locator(".weekday", has=page.locator(".is-invalid")).wait_for()
    axe(page)
    page.fill("[name=hours-2-closes]", "15:00")
    page.click("main .btn-primary")
    page.locator("h2", has_text="Familiekontoret").wait_for()
    [hours] = municipality.offices.get().hours.all()
    assert (hours.weekday, hours.opens, hours.closes) == (2, time(13), time(15))


def test_taking_away_a_sign_in_asks_first(open_page, director, care_worker):
    page = open_page(1440, director)
    page.goto(f"/people/{care_worker.pk}/")
    button = page.locator('form[action$="/deactivate/"] button')
    button.click()
    page.locator('#ask button[value="no"]').click()
    assert User.objects.get(pk=care_worker.pk).is_active
    button.click()
    page.locator('#ask button[value="yes"]').click()
    page.locator(".note-warn").wait_for()
    assert not User.objects.get(pk=care_worker.pk).is_active
