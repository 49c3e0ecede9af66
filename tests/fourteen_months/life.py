"""Who takes part, on which days, and how they press and read."""

from contextlib import contextmanager
from datetime import date

import time_machine
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from accounts.roles import Role
from deadlines import services as deadlines
from documents.models import Document
from placements.models import Placement
from tests import factories as f
from tests.browser import press, session_of
from tests.documents.reading import assert_sound

CHILD, CPR = "Ivalu Prøvebarn", f.make_cpr(date(2018, 5, 4))
PLAN_OF, NEXT_PLAN_OF = date(2026, 3, 20), date(2027, 4, 1)
ARRIVAL, MOVE, LEAVES = date(2026, 3, 19), date(2026, 7, 1), date(2027, 5, 19)
OWN_WORDS = "Jeg cyklede helt selv!"


class Life:
    """The people, their pages and the days. A page is opened once; on another day its person signs in again."""

    def __init__(self, open_page, site, run_outbox, smtp, axe, people):
        self.open_page, self.site, self.run_outbox = open_page, site, run_outbox
        self.smtp, self.axe, self.pages, self.read = smtp, axe, {}, []
        vars(self).update(vars(people))

    @contextmanager
    def on(self, day, hour=10):
        with time_machine.travel(f.at(day, hour), tick=True):
            yield
            self.deliver()

    @property
    def placement(self):
        return Placement.objects.select_related("child").get()

    def at(self, person, path):
        """The person's page, on a phone for those who care for the child and on a desk for the others."""
        if person not in self.pages:
            self.pages[person] = self.open_page(360 if person.role == Role.CARE_WORKER else 1440), None
        page, signed_in = self.pages[person]
        if signed_in != timezone.localdate():
            page.context.add_cookies([session_of(person, self.site)])
            self.pages[person] = page, timezone.localdate()
        page.goto(path.format(p=self.placement.pk, c=self.placement.child_id) if "{" in path else path)
        return page

    def deliver(self):
        self.run_outbox(at=timezone.now())

    def refresh(self):
        deadlines.refresh(at=timezone.now())
        self.deliver()

    def open(self, person, kind, *words):
        """The newest document of that kind, downloaded by the person and read back."""
        self.deliver()
        document = Document.objects.filter(kind=kind).latest("pk")
        page = self.at(person, f"/documents/{document.number}/")
        with page.expect_download() as download:
            page.get_by_role("link", name=_("Open the PDF")).click()
        text = assert_sound(document, download.value.path().read_bytes())
        for word in (CHILD, *words):
            assert word in text, word
        self.read.append(document.number)
        return page


def a_pdf(name="afgoerelse.pdf"):
    return {"name": name, "mimeType": "application/pdf", "buffer": f.make_pdf()}


def choose(page, **labels):
    for name, label in labels.items():
        page.locator(f"select[name={name}]").select_option(label=label)


def sure(page, button):
    """Presses a button that asks first, and says yes."""
    page.get_by_role("button", name=button, exact=True).click()
    with page.expect_navigation():
        page.get_by_role("dialog").locator("button[value=yes]").click()
    expect(page.locator("main")).to_be_visible()


def says(page, sentence):
    expect(page.get_by_text(sentence).first).to_be_visible()


def has_task(life, person, label, count=1):
    life.refresh()
    page = life.at(person, "/tasks/")
    expect(page.get_by_role("link", name=label, exact=True)).to_have_count(count)
    return page


def confirm(page):
    press(page, _("Confirm that we have it"))
    says(page, _("Thank you. The centre sees that you have received the document."))
