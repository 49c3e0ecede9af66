"""Two who type at once, and one who types on after the signature: nothing is overwritten, no word is lost."""

from uuid import uuid4

import pytest

from core.refusals import Refused
from placements.models import Leftover, Section
from placements.reports import services, writing
from tests.factories import NOW
from tests.placements.reports.making import make_report


def save(section, text, by, base=0, **facts):
    return writing.save(section, text=text, base=base, by=by, at=NOW, **facts)


def text_of(section):
    return Section.objects.get(pk=section.pk).text


def delivered(report, reader, leader):
    services.ask_reader(report, reader=reader, by=report.author, at=NOW)
    services.read(report, note="", by=reader, at=NOW)
    services.deliver(report, seen=services.version(report), by=leader, at=NOW)
    return report


@pytest.mark.rule("PLC-6")
def test_the_same_words_again_are_one_version(first, care_worker):
    assert save(first, "Sover godt.", care_worker).section.version == 1
    again = save(first, "Sover godt.", care_worker)
    assert (again.section.version, again.late, again.leftover) == (1, False, None)
    assert save(first, "Sover meget godt.", care_worker, base=1).section.version == 2


@pytest.mark.rule("PLC-6")
def test_who_saves_second_overwrites_nothing_and_loses_nothing(first, care_worker, colleague):
    save(first, "Først.", care_worker)
    second = save(first, "Dernæst.", colleague)
    assert second.late
    assert (second.leftover.text, second.leftover.written_by) == ("Dernæst.", colleague)
    assert text_of(first) == "Først."
    typed_on = save(first, "Dernæst og mere.", colleague, leftover=second.leftover.pk)
    assert typed_on.leftover == second.leftover
    assert Leftover.objects.get().text == "Dernæst og mere."


@pytest.mark.rule("PLC-6")
def test_a_page_whose_answer_was_lost_goes_on_with_its_own_words(first, care_worker):
    page = uuid4()
    save(first, "Sover godt", care_worker, page=page)
    assert not save(first, "Sover godt nu.", care_worker, page=page).late
    assert text_of(first) == "Sover godt nu."
    assert save(first, "Et andet vindue.", care_worker, page=uuid4()).late
    assert text_of(first) == "Sover godt nu."


@pytest.mark.rule("PLC-6")
def test_of_two_who_save_in_the_same_second_one_is_kept_beside(at_once, first, care_worker, colleague):
    both = at_once([lambda: save(first, "Pias.", care_worker), lambda: save(first, "Kollegaens.", colleague)])
    assert sorted(saved.late for saved in both) == [False, True]
    assert {text_of(first), Leftover.objects.get().text} == {"Pias.", "Kollegaens."}


@pytest.mark.rule("PLC-6")
@pytest.mark.rule("PLC-10")
def test_words_that_come_in_the_second_of_the_signature_are_in_it_or_beside_it(
    at_once, report, first, care_worker, colleague, leader
):
    services.ask_reader(report, reader=colleague, by=care_worker, at=NOW)
    services.read(report, note="", by=colleague, at=NOW)
    seen = services.version(report)
    signed, saved = at_once(
        [
            lambda: services.deliver(report, seen=seen, by=leader, at=NOW),
            lambda: save(first, "Skrev videre.", care_worker),
        ]
    )
    report.refresh_from_db()
    if isinstance(signed, Refused):
        assert "Read it again before you sign" in str(signed)
        assert (report.state, text_of(first)) == ("read", "Skrev videre.")
    else:
        assert (report.state, text_of(first)) == ("delivered", "Har det godt.")
        assert saved.leftover.text == "Skrev videre."


@pytest.mark.rule("PLC-6")
def test_words_after_the_signature_are_kept_and_a_correction_takes_them_in(
    report, first, care_worker, colleague, leader
):
    delivered(report, colleague, leader)
    late = save(first, "Det glemte vi.", care_worker)
    assert text_of(first) == "Har det godt."
    with pytest.raises(Refused, match="not being written any more"):
        writing.put_in(late.leftover, section=first, by=care_worker, at=NOW)
    correction = services.correct(report, by=care_worker, at=NOW)
    section = correction.sections.get(heading=first.heading)
    writing.put_in(late.leftover, section=section, by=care_worker, at=NOW)
    assert text_of(section) == "Har det godt.\n\nDet glemte vi."
    assert text_of(first) == "Har det godt."
    with pytest.raises(Refused, match="already"):
        writing.set_aside(late.leftover, by=care_worker, at=NOW)


@pytest.mark.rule("PLC-6")
def test_kept_words_do_not_go_into_another_report(
    report, first, care_worker, colleague, other_care_worker, units
):
    from tests.factories import make_placement

    save(first, "Først.", care_worker)
    kept = save(first, "Dernæst.", colleague).leftover
    elsewhere = make_report(make_placement(units.ilasiaq), other_care_worker).sections.first()
    with pytest.raises(Refused, match="another report"):
        writing.put_in(kept, section=elsewhere, by=other_care_worker, at=NOW)
    assert text_of(elsewhere) == "Har det godt."
    writing.set_aside(kept, by=care_worker, at=NOW)
    assert text_of(first) == "Først."
