"""From the request to the first weeks: letter, arrival, plan, goals, assessment and school."""

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from placements.models import Meeting, Schooling, SubGoal
from tests import factories as f
from tests.browser import fill, next_step, press
from tests.fourteen_months.life import ARRIVAL, CHILD, CPR, a_pdf, choose, confirm, has_task, says
from visitation.enums import TargetPoint
from visitation.models import Request
from visitation.target_group import INSIDE


def ask_for_a_place(life):
    page = life.at(life.kaja, "/requests/new/")
    fill(page, child_name=CHILD, cpr=CPR)
    next_step(page)
    fill(page, reason="Mormoren orker ikke mere.", family="Mormor og en storebror.")
    next_step(page)
    fill(page, school="Prøveskolen, 1. klasse", health="Tåler ikke nødder.")
    page.locator("[name=action_plan]").select_option("started")
    next_step(page)
    choose(page, wanted_unit="Mælkebøtten")
    fill(page, wanted_from=ARRIVAL.isoformat(), expected_length="et år")
    expect(page.locator("#kept")).to_contain_text(_("Everything that is needed is there. You can send it."))
    next_step(page)
    page.get_by_label(_("Add attachments")).set_input_files([a_pdf("Udtalelse fra skolen.pdf")])
    expect(page.locator("[data-papers]").get_by_role("link")).to_have_text(["Udtalelse fra skolen.pdf"])
    life.axe(page)
    press(page, _("Send to the centre"))
    says(page, _("The request is sent. The centre answers here, and you get an e-mail."))


def admit(life):
    page = life.at(life.dina, f"/requests/{Request.objects.get().pk}/decide/")
    page.locator("[name=outcome][value=admit]").check()
    page.get_by_label(life.lene.full_name).check()
    fill(page, reasons="Mælkebøtten har ro og plads.")
    page.locator("label.chip", has=page.locator("[name=place]")).first.click()
    for point in TargetPoint:
        answer = page.locator(f"[name=target_{point}][value={'yes' if point in INSIDE else 'no'}]")
        page.locator("label.chip", has=answer).click()
    fill(page, decided_on=f.TODAY.isoformat(), decided_by="Familieafdelingen")
    page.locator("[name=paper]").set_input_files(a_pdf())
    life.axe(page)
    press(page, _("Decide and send the letter"))
    says(page, _("The decision is made, and the municipality gets its letter."))


def confirm_the_letter(life):
    life.deliver()
    assert len(life.smtp.to(life.kaja)) == 1
    page = life.open(life.kaja, "decision_letter", "Mælkebøtten har ro og plads.")
    life.axe(page)
    confirm(page)


def arrive(life):
    page = life.at(life.lene, "/placements/{p}/arrival/")
    fill(page, brought_by="Mormoren", belongings="Rød skoletaske\nBamsen Bo", allergies="Nødder")
    choose(page, primary=life.pia.full_name, secondary=life.paul.full_name)
    life.axe(page)
    press(page, _("Register the arrival"))
    page.goto(f"/placements/{life.placement.pk}/intake/")
    press(page, _("Make the list to sign"))
    life.open(life.lene, "intake_list", "Bamsen Bo", "Mormoren")


def plan_the_year(life):
    page = has_task(life, life.pia, _("Action-plan meeting with the municipality"))
    page = life.at(life.pia, "/placements/{p}/meetings/year/")
    life.axe(page)
    press(page, _("Plan these meetings"))
    planned = Meeting.objects.filter(state="planned").in_order()
    assert len(planned) >= 12
    expect(page.locator("main").get_by_role("listitem")).to_have_count(len(planned))


def send_the_plan(life, dated):
    page = life.at(life.kaja, "/portal/placements/{p}/plan/")
    fill(page, dated=dated.isoformat())
    page.locator("[name=paper]").set_input_files(a_pdf("handleplan.pdf"))
    life.axe(page)
    press(page, _("Send the plan"))
    says(page, _("The action plan is sent to the centre. Thank you."))


def break_the_goals_down(life):
    page = life.at(life.lene, "/placements/{p}/plan/")
    page.locator("#goal-text").fill("At falde til ro om aftenen")
    press(page, _("Add the goal"))
    page.get_by_text(_("Add a sub-goal"), exact=True).click()
    page.get_by_label(_("Sub-goal"), exact=True).fill("Sover før ni")
    page.get_by_label(_("Signs to look for")).fill("Beder selv om godnathistorie")
    press(page, _("Add the sub-goal"))
    expect(page.get_by_role("link", name="Sover før ni", exact=True)).to_be_visible()


def note_a_sign(life):
    page = life.at(life.pia, f"/sub-goals/{SubGoal.objects.get().pk}/")
    fill(page, note="Hentede selv bogen og lagde sig.")
    life.axe(page)
    press(page, _("Note the sign"))
    says(page, "Hentede selv bogen og lagde sig.")


def consent_and_begin(life):
    page = life.at(life.lene, "/children/{c}/consents/new/?kind=assessment")
    fill(page, given_by="Mor Prøvebarn", relation="mor med forældremyndighed")
    press(page, _("Save"))
    page = life.at(life.lene, "/placements/{p}/assessment/refer/")
    fill(page, question="Hvad skal der til, for at hun sover trygt?")
    press(page, _("Refer"))
    page.get_by_role("link", name=_("Start the assessment")).click()
    fill(page, assessor="Psykolog Prøve")
    press(page, _("Start the assessment"))
    says(page, _("The assessment has started."))


def conclude_the_assessment(life):
    page = life.at(life.lene, f"/assessments/{life.placement.assessments.get().pk}/conclude/")
    fill(page, resources="Hun er nysgerrig.", difficulties="Uro om aftenen.")
    fill(page, support="Faste voksne.", recommendations="Et roligt hjem med få børn.")
    life.axe(page)
    press(page, _("Conclude and send"))
    confirm(life.open(life.kaja, "assessment", "Hun er nysgerrig.", "Et roligt hjem med få børn."))


def go_to_school(life):
    page = life.at(life.pia, "/placements/{p}/schooling/?begins=2026-04-07")
    fill(page, name="Prøveskolen, 1. klasse")
    press(page, _("Save"))
    tap(life, "2026-04-07", "there")
    page = tap(life, "2026-04-08", "absent")
    life.axe(page)
    page = life.at(life.pia, "/placements/{p}/absence/")
    page.locator("[name=kind]").select_option("hospital")
    fill(page, begins="2026-04-08", ends="2026-04-10", note="Feber og observation.")
    press(page, _("Save"))


def tap(life, day, state):
    page = life.at(life.pia, f"/units/maelkeboetten/attendance/?on={day}")
    button = page.locator(f"#tap-{Schooling.objects.get().pk}-{state}")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    return page
