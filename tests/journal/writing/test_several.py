"""One observation about several children: in each file the others are “another child” (JRN-3)."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from journal import whole_file
from journal.models import Entry
from placements.reports import writing
from tests import factories
from tests.factories import NOW, TODAY
from tests.placements.reports.making import make_report

pytestmark = pytest.mark.rule("JRN-3")
FOREIGN = "Those who work in the child&#x27;s unit write in the diary."
SAID = "Nivis bamse lå hos Aputi. Nivi græd, og Inuk trøstede."


def text(response):
    return response.content.decode()


@pytest.fixture
def both(send, aputi, nivi):
    """The row in Aputi's diary and the one in Nivi's."""
    assert send(aputi, text=SAID, own_words="Det er Nivis!", others=[nivi.pk]).status_code == 302
    rows = {entry.child_id: entry for entry in Entry.objects.all()}
    return rows[aputi.pk], rows[nivi.pk]


def test_it_stands_in_the_diary_of_each_with_the_others_hidden(both):
    of_aputi, of_nivi = both
    assert of_aputi.key == of_nivi.key
    with translation.override("da"):
        assert of_aputi.told == "Et andet barns bamse lå hos Aputi. Et andet barn græd, og Inuk trøstede."
        assert of_aputi.told_own_words == "Det er et andet barns!"
        assert of_nivi.told == "Nivis bamse lå hos et andet barn. Nivi græd, og Inuk trøstede."


def test_no_page_document_or_report_of_a_file_names_the_other(both, as_, care_worker, aputi, nivi):
    for child, other in ((aputi, nivi), (nivi, aputi)):
        for page in (f"/children/{child.pk}/diary/", f"/children/{child.pk}/"):
            told = re.findall(r'class="entry-text">(.*?)</p>', text(as_(care_worker).get(page)))
            assert child.given_name in told[0]
            assert other.given_name not in told[0]
        printed = str(list(whole_file.diary(child, care_worker, TODAY)))
        assert child.given_name in printed
        assert other.given_name not in printed


def test_a_report_quotes_it_without_the_other(both, care_worker, aputi):
    report = make_report(aputi.placements.get(), care_worker)
    section = report.sections.first()
    writing.quote(section, entry=both[0].pk, by=care_worker, at=NOW)
    section.refresh_from_db()
    assert "hos Aputi" in section.text
    assert "Nivi" not in section.text


@pytest.mark.parametrize("ago", [0, 1])
def test_who_lived_here_then_and_has_left_since_is_hidden_too(write, aputi, units, ago):
    inuk = factories.make_child(name="Inuk Lomvie")
    factories.make_placement(units.maelkeboetten, child=inuk, discharged=TODAY - timedelta(days=ago))
    entry = write(aputi, "Sloges med Inuk.", happened_at=NOW - timedelta(days=1))
    with translation.override("da"):
        assert entry.told == "Sloges med et andet barn."


def test_a_name_that_is_not_meant_stays_as_it_is(send, aputi, nivi):
    send(aputi, text="Nivi på tegnefilm sang.", not_meant=[nivi.pk])
    assert Entry.objects.get().told == "Nivi på tegnefilm sang."


def test_whom_it_concerns_is_meant(send, aputi, nivi):
    send(aputi, text="Legede med Nivi.", others=[nivi.pk], not_meant=[nivi.pk])
    assert Entry.objects.get(child=aputi).told == "Legede med another child."


@pytest.mark.parametrize("stranger", ["lives elsewhere", "is none"])
def test_nobody_is_added_whom_one_does_not_work_with(send, units, aputi, stranger):
    other = factories.make_placement(units.ilasiaq).child
    page = text(send(aputi, others=[other.pk if stranger == "lives elsewhere" else 999999]))
    assert FOREIGN in page
    assert "Legede roligt." in page
    assert other.name not in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize("number", ["x", "9" * 30])
def test_a_number_that_is_none_gets_a_sentence(send, aputi, number):
    page = text(send(aputi, others=[number]))
    assert "Select a valid choice." in page
    assert "Legede roligt." in page


def test_the_form_offers_those_who_live_here_and_knows_their_names(as_, care_worker, aputi, nivi, units):
    elsewhere = factories.make_placement(units.ilasiaq).child
    page = text(as_(care_worker).get(f"/children/{aputi.pk}/diary/write/"))
    assert f'name="others" value="{nivi.pk}"' in page
    assert f'data-child="{nivi.pk}" data-name="Nivi Havtaske"' in page
    assert f'name="others" value="{aputi.pk}"' not in page
    assert elsewhere.name not in page


def test_brackets_and_signs_of_all_kinds_come_again_as_the_same_entry(send, aputi, nivi):
    said = {
        "key": "6f1b9a52-6c0e-4d7e-9e1e-0a2b5f3c4d5e",
        "text": " ⟦1|Nivi⟧ \u202eĸ Â î 👩‍👧 <b>Nivi</b> ",
        "others": [nivi.pk],
    }
    first, again = (send(aputi, outbox=True, **said).json() for _ in range(2))
    assert first == again
    assert Entry.objects.count() == 2
    with translation.override("da"):
        assert (
            Entry.objects.get(child=aputi).told == "[1|et andet barn] \u202eĸ Â î 👩‍👧 <b>et andet barn</b>"
        )
