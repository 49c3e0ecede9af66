"""The months in between: meetings and minutes, the move, the diary, reports, and a plan that grows old."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from placements.models import Meeting, Report
from tests.browser import fill, press
from tests.fourteen_months.life import (
    ARRIVAL,
    CHILD,
    MOVE,
    OWN_WORDS,
    choose,
    confirm,
    has_task,
    says,
    sure,
)


def hold_the_first_meeting(life):
    meeting = Meeting.objects.get(kind="action_plan")
    assert timezone.localdate(meeting.starts) == date(2026, 3, 26)
    page = life.at(life.pia, f"/meetings/{meeting.pk}/held/")
    page.locator("[name=minutes_by]").select_option("")
    press(page, _("Save"))
    says(page, _("The meeting was held."))
    has_task(life, life.pia, _("Action-plan meeting with the municipality"), 0)


def meet_in_turn(life):
    """April's minutes are the centre's, May's the municipality's; the monthly task comes and goes."""
    april, may = Meeting.objects.filter(state="planned").in_order()[:2]
    with life.on(date(2026, 4, 14)):
        has_task(life, life.pia, _("Monthly meeting with the caseworker"))
        invite(life, april)
    with life.on(timezone.localdate(april.starts), 14):
        hold(life, april)
        write_minutes(life, life.pia, april, "Hun begynder til svømning om onsdagen.")
        has_task(life, life.pia, _("Monthly meeting with the caseworker"), 0)
    with life.on(timezone.localdate(may.starts), 14):
        hold(life, may)
        expect(life.at(life.kaja, "/").locator(f"a[href='/meetings/{may.pk}/minutes/']")).to_be_visible()
        write_minutes(life, life.kaja, may, "Kommunen betaler svømmehallen.")


def invite(life, meeting):
    page = life.at(life.pia, f"/meetings/{meeting.pk}/invitation/")
    fill(page, agenda="Skolen\nSvømning")
    press(page, _("Send the invitation"))
    life.open(life.kaja, "agenda", "Svømning")
    (mail,) = [mail for mail in life.smtp.to(life.kaja) if list(mail.iter_attachments())]
    (file,) = mail.iter_attachments()
    assert file.get_content_type() == "text/calendar" and "BEGIN:VEVENT" in file.get_content()


def hold(life, meeting):
    page = life.at(life.pia, f"/meetings/{meeting.pk}/held/")
    fill(page, present="Kaja, Pia og mormor")
    press(page, _("Save"))
    says(page, _("The meeting was held."))


def write_minutes(life, writer, meeting, words):
    page = life.at(writer, f"/meetings/{meeting.pk}/minutes/")
    fill(page, minutes=words)
    press(page, _("Hand in"))
    sure(life.at(life.lene, f"/meetings/{meeting.pk}/"), _("Sign off and release"))
    life.open(life.kaja, "minutes", words)


def plan_the_move(life):
    page = life.at(life.lene, "/placements/{p}/move/")
    fill(page, begins=MOVE.isoformat())
    expect(page.locator("#places")).to_contain_text("1. juli 2026")
    page.locator("label.chip", has=page.locator("[name=place]")).first.click()
    fill(page, agreed_with=life.kaja.full_name, reason="Vurderingen peger på et roligt hjem.")
    choose(page, primary=f"{life.per.full_name} · Ilasiaq", secondary=f"{life.eva.full_name} · Ilasiaq")
    life.axe(page)
    press(page, _("Record the move"))


def live_elsewhere(life):
    board = life.at(life.per, "/units/ilasiaq/")
    expect(board.get_by_role("link", name=_("%(name)s's page") % {"name": "Ivalu"})).to_be_visible()
    expect(life.at(life.per, "/children/{c}/").locator(".child-people")).to_contain_text(["Per"])
    expect(life.at(life.pia, "/children/").get_by_text(CHILD)).to_have_count(0)
    stays = life.placement.stays.order_by("begins").values_list("place__unit__slug", "begins", "ends")
    assert list(stays) == [("maelkeboetten", ARRIVAL, MOVE), ("ilasiaq", MOVE, None)]


def write_in_the_diary(life):
    page = life.at(life.per, "/children/{c}/diary/write/")
    fill(page, text="Tog cyklen ud uden at spørge om hjælp.", own_words=OWN_WORDS)
    press(page, _("Save"))
    says(page, OWN_WORDS)


def report(life, quoting=False):
    has_task(life, life.per, _("Half-yearly report to the municipality"))
    page = life.at(life.per, "/placements/{p}/reports/half-year/")
    press(page, _("Begin writing"))
    write(page, "Hun er faldet til og sover hele natten.")
    if quoting:
        quote(page)
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # where no bar lies over half a button
    life.axe(page)
    read_and_sign(life)
    words = ["Tog cyklen ud uden at spørge om hjælp.", OWN_WORDS] if quoting else []
    confirm(life.open(life.kaja, "half_year_report", "Hun er faldet til og sover hele natten.", *words))
    has_task(life, life.per, _("Half-yearly report to the municipality"), 0)


def write(page, words):
    for text in page.locator("textarea.report-text").all():
        text.fill(words)
    press(page, _("Save"))


def quote(page):
    section = page.locator("[data-section]").first
    section.locator("summary").click()
    section.locator("button[name=quote]").first.click()
    expect(section.locator("[data-quotes] li")).to_have_count(1)


def read_and_sign(life):
    about = f"/reports/{Report.objects.latest('pk').pk}/"
    page = life.at(life.per, f"{about}reader/")
    choose(page, reader=life.eva.full_name)
    press(page, _("Ask"))
    page = life.at(life.eva, about)
    life.axe(page)
    press(page, _("I have read it"))
    sure(life.at(life.lars, about), _("Sign and deliver"))


def ask_for_a_new_plan(life):
    page = life.at(life.lars, "/plans/")
    row = page.get_by_role("row", name=CHILD)
    expect(row).to_contain_text("20.03.2026")
    life.axe(page)
    with page.expect_navigation():
        row.get_by_role("button").click()
    expect(page.get_by_role("row", name=CHILD)).to_contain_text("22.03.2027")
    expect(life.at(life.kaja, "/").locator(f"a[href$='/{life.placement.pk}/plan/']")).to_be_visible()
