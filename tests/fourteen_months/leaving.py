"""The statement, the checklist, the discharge, and the municipality's last receipt."""

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from deadlines.models import Task
from documents.models import Document
from tests.browser import fill, press
from tests.fourteen_months.life import CHILD, CPR, LEAVES, OWN_WORDS, a_pdf, confirm, has_task, says, sure
from tests.fourteen_months.living import read_and_sign, write


def ask_for_the_statement(life):
    page = life.at(life.kaja, "/portal/placements/{p}/statement/")
    press(page, _("Ask for it"))
    says(page, _("The centre is told that you await the statement."))
    has_task(life, life.per, _("Statement to the municipality"))


def state(life):
    page = life.at(life.per, "/placements/{p}/reports/statement/")
    press(page, _("Begin writing"))
    write(page, "Hele forløbet har givet hende ro.")
    read_and_sign(life)
    confirm(life.open(life.kaja, "statement", "Hele forløbet har givet hende ro."))
    has_task(life, life.per, _("Statement to the municipality"), 0)


def plan_the_discharge(life):
    page = life.at(life.lars, "/placements/{p}/discharge/")
    fill(page, planned_for=LEAVES.isoformat())
    press(page, _("Plan the discharge"))
    expect(page.locator("#leave .refusal")).to_contain_text(_("the municipality's decision with its paper"))
    expect(page.locator("#leave .refusal")).to_contain_text(_("that the child is told"))
    life.axe(page)


def decide_the_discharge(life):
    page = life.at(life.kaja, "/")
    says(page, _("The municipality's decision is missing"))
    page = life.at(life.kaja, "/placements/{p}/decision/?kind=discharge")
    fill(page, decided_on="2027-05-10", decided_by="Familieafdelingen")
    page.locator("[name=paper]").set_input_files(a_pdf())
    press(page, _("Save"))


def point(page, key, **values):
    card = page.locator(f"#point-{key}")
    for name, value in values.items():
        field = card.locator(f"[name={name}]")
        field.select_option(value) if name in ("destination", "ladder_level", "follows") else field.fill(
            value
        )
    card.get_by_role("button", name=_("Save")).click()
    expect(card.get_by_text(_("in place"))).to_be_visible()


def tell_the_child(life):
    page = life.at(life.lars, "/placements/{p}/discharge/")
    point(page, "talk", talk_on="2027-05-10", talk_by="Kaja")
    point(page, "told", told_on="2027-05-11", told_by="Per")
    page.locator("#point-destination [name=in_nuuk]").uncheck()
    point(page, "destination", destination="foster", goes_to="Familien Prøve, Sisimiut", ladder_level="4")
    point(page, "journey", accompanied_by="Moster Prøve", accompanied_contacted_on="2027-05-11")
    expect(page.locator("#leave .refusal")).to_contain_text(_("that the belongings are handed over"))
    expect(page.locator("#leave .refusal")).not_to_contain_text(_("that the child is told"))


def leave(life):
    page = life.at(life.lars, "/placements/{p}/discharge/")
    point(page, "belongings", belongings_on=LEAVES.isoformat())
    page.locator("#point-follow summary").click()
    point(page, "follow", follows=str(life.per.pk), follows_until="2027-06-30")
    expect(page.locator("#leave .refusal")).to_have_count(0)
    sure(page, _("Discharge the child"))
    assert (life.placement.state, life.placement.discharged) == ("ended", LEAVES)
    life.open(life.lars, "discharge_summary", "Familien Prøve, Sisimiut", "Moster Prøve", life.per.full_name)


def remind_the_municipality(life):
    has_task(life, life.lars, _("The municipality's receipt after a discharge"))
    page = life.at(life.lars, "/receipts/{p}/")
    before = len(life.smtp.to(life.kaja))
    press(page, _("Remind the municipality"))
    life.deliver()
    assert len(life.smtp.to(life.kaja)) == before + 1


def confirm_the_receipt(life):
    page = life.at(life.kaja, "/")
    life.axe(page)
    page.get_by_role("link", name=_("Confirm the final report and say what the next step is")).click()
    page.locator("[name=next_step]").select_option("treatment")
    fill(page, words="Legeterapi begynder i august.")
    life.axe(page)
    press(page, _("Confirm the receipt"))
    says(page, _("The receipt is kept."))


def take_out_the_whole_file(life):
    page = life.at(life.dina, "/children/{c}/whole-file/")
    fill(page, reason="Aktindsigt.")
    press(page, _("Make the whole file"))
    words = (
        _("Contents"),
        "Bamsen Bo",
        "Sover før ni",
        "Kommunen betaler svømmehallen.",
        OWN_WORDS,
        "Legeterapi begynder i august.",
    )
    life.open(life.dina, "whole_file", *words)
    ours = [document for document in Document.objects.order_by("pk") if not document.came_from_outside]
    assert [document.number for document in ours] == life.read, "a PDF that nobody read back"


def nothing_is_owed(life):
    life.refresh()
    assert list(Task.objects.open()) == []
    says(life.at(life.kaja, "/"), _("Nothing waits for you. The centre writes here when it needs something."))
    page = life.at(life.dina, "/children/{c}/")
    course = page.get_by_role("group", name=_("The placement over time"))
    for lived in ("Mælkebøtten", "Ilasiaq", _("hospital"), _("Half-yearly report"), _("Statement")):
        expect(course).to_contain_text(lived, ignore_case=True)
    life.axe(page)
    for mail in life.smtp.messages:
        texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        said = mail.as_string() + "".join(texts)
        assert not [word for word in (*CHILD.split(), CPR, CPR[:6], "Ilasiaq") if word in said]
