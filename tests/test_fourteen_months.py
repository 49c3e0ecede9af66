"""A placement of fourteen months, lived in Chromium by those who take part, from the request to the last receipt.

Every scene is a day: the clock is moved, whoever acts signs in again, the outbox delivers, and every PDF is
downloaded by the person it is for and read back.
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from tests import factories as f
from tests.fourteen_months import coming, leaving, living
from tests.fourteen_months.life import ARRIVAL, LEAVES, MOVE, NEXT_PLAN_OF, PLAN_OF, Life

pytestmark = pytest.mark.browser


@pytest.fixture
def life(open_page, site, run_outbox, smtp, axe, units, director, leader, other_leader, caseworker):
    people = SimpleNamespace(dina=director, lene=leader, lars=other_leader, kaja=caseworker)
    for name, unit in {
        "pia": "maelkeboetten",
        "paul": "maelkeboetten",
        "per": "ilasiaq",
        "eva": "ilasiaq",
    }.items():
        full_name = f"{name.capitalize()} Prøvepædagog"
        setattr(people, name, f.make_user(name=full_name, units=[getattr(units, unit)]))
    f.make_membership(leader)
    return Life(open_page, site, run_outbox, smtp, axe, people)


@pytest.mark.rule("VIS-1", "VIS-4", "VIS-5", "VIS-7", "ACC-4")
@pytest.mark.rule("PLC-1", "PLC-2", "PLC-3", "PLC-4", "PLC-5", "PLC-6", "PLC-7", "PLC-8", "PLC-9")
@pytest.mark.rule("PLC-10", "PLC-11", "PLC-12", "PLC-13", "PLC-14", "PLC-16", "JRN-6")
def test_fourteen_months_of_a_child(life):
    with life.on(date(2026, 3, 17)):
        coming.ask_for_a_place(life)
        coming.admit(life)
        coming.confirm_the_letter(life)
    with life.on(ARRIVAL):
        coming.arrive(life)
        coming.plan_the_year(life)
    with life.on(date(2026, 3, 24)):
        coming.send_the_plan(life, PLAN_OF)
        coming.break_the_goals_down(life)
        coming.note_a_sign(life)
    with life.on(date(2026, 3, 26), 14):
        living.hold_the_first_meeting(life)
    with life.on(date(2026, 3, 27)):
        coming.consent_and_begin(life)
    with life.on(date(2026, 4, 8)):
        coming.go_to_school(life)
    living.meet_in_turn(life)
    with life.on(date(2026, 5, 29)):
        coming.conclude_the_assessment(life)
    with life.on(date(2026, 6, 24)):
        living.plan_the_move(life)
    with life.on(MOVE):
        living.live_elsewhere(life)
    with life.on(date(2026, 9, 10), 19):
        living.write_in_the_diary(life)
    with life.on(date(2026, 9, 15)):
        living.report(life, quoting=True)
    with life.on(date(2027, 3, 15)):
        living.report(life)
    with life.on(date(2027, 3, 22)):
        living.ask_for_a_new_plan(life)
    with life.on(date(2027, 4, 2)):
        coming.send_the_plan(life, NEXT_PLAN_OF)
        expect(life.at(life.lars, "/plans/").get_by_text(_("all up to date"))).to_be_visible()
    with life.on(date(2027, 5, 3)):
        leaving.ask_for_the_statement(life)
    with life.on(date(2027, 5, 7)):
        leaving.state(life)
        leaving.plan_the_discharge(life)
    with life.on(date(2027, 5, 11)):
        leaving.decide_the_discharge(life)
        leaving.tell_the_child(life)
    with life.on(LEAVES):
        leaving.leave(life)
    with life.on(date(2027, 6, 3)):
        leaving.remind_the_municipality(life)
        leaving.confirm_the_receipt(life)
    with life.on(date(2027, 6, 4)):
        leaving.take_out_the_whole_file(life)
        leaving.nothing_is_owed(life)
