"""Admitting a child: file, place, planned placement, the municipality's decision and the letter in one act."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.refusals import Refused
from documents.models import Document
from placements.models import Child, MunicipalDecision, Placement, Stay
from tests import factories
from tests.factories import NOW, TODAY, date
from tests.visitation.conftest import INSIDE, PDF
from visitation.models import Decision

TAKEN = "That place was taken by another since you opened this. Choose another place."
MISSING_PAPER = "The municipality's decision is missing as a paper. Only an acute admission may wait for it."
WHO_AND_WHEN = "Say when the municipality decided, and who decided. Without that the centre cannot admit."

ANSWERS = {f"target_{point}": "yes" if said else "no" for point, said in INSIDE.items()}


def paper(content=PDF):
    return SimpleUploadedFile("afgørelse.pdf", content, "application/pdf")


@pytest.fixture
def sent(as_, member, asked_for, place):
    """The decision form, filled in to admit to the first place on 31 March, and sent."""

    def send(request=asked_for, **values):
        facts = {
            "outcome": "admit",
            "place": str(place.pk),
            "begins": "2026-03-31",
            "present": [member.full_name],
            "reasons": "Der er plads og ro.",
            "decided_on": "2026-03-16",
            "decided_by": "Familieafdelingen",
            "paper": paper(),
            **ANSWERS,
            **values,
        }
        visitor, url = as_(member), f"/requests/{request.pk}/decide/"
        return visitor.send(visitor.form(url), **facts)

    return send


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.mark.rule("VIS-4")
def test_one_act_makes_file_placement_stay_and_decision(sent, asked_for, place, stored, caseworker, member):
    assert sent().url == f"/requests/{asked_for.pk}/"
    placement = Placement.objects.get()
    stay = Stay.objects.get()
    decision = Decision.objects.get()
    assert (placement.state, placement.arrived, placement.acute) == ("planned", date(2026, 3, 31), False)
    assert (placement.municipality, placement.caseworker) == (caseworker.municipality, caseworker)
    assert (placement.child.name, placement.child.cpr) == ("Aviaja Prøvebarn", "0405175001")
    assert placement.child.born == date(2017, 5, 4)
    assert (stay.place, stay.begins, stay.ends) == (place, date(2026, 3, 31), None)
    assert (stored(asked_for).state, stored(asked_for).placement_id) == ("admitted", placement.pk)
    assert (decision.place, decision.begins, decision.decided_by) == (place, date(2026, 3, 31), member)
    assert decision.free_places == {"maelkeboetten": 9, "ilasiaq": 7, "allu": 8}


@pytest.mark.rule("VIS-7")
def test_the_municipalitys_decision_is_kept_with_its_paper(sent, municipality):
    sent()
    decided = MunicipalDecision.objects.get()
    assert (decided.kind, decided.decided_on) == ("admission", date(2026, 3, 16))
    assert decided.decided_by == "Familieafdelingen"
    assert bytes(decided.paper.file.content) == PDF
    assert (decided.paper.municipality, decided.paper.released_at) == (municipality, None)


@pytest.mark.rule("PLC-15")
def test_a_child_who_was_here_before_keeps_one_file(sent, units):
    before = factories.make_placement(
        units.ilasiaq,
        child=factories.make_child(name="Aviaja Tidligere", cpr="0405175001", born=date(2017, 5, 4)),
        arrived=date(2024, 1, 1),
        discharged=date(2025, 1, 1),
    )
    sent()
    assert Child.objects.get() == before.child
    assert before.child.placements.count() == 2


def test_a_child_who_lives_here_is_not_admitted_again(sent, units, asked_for, stored):
    child = factories.make_child(cpr="0405175001", born=date(2017, 5, 4))
    factories.make_placement(units.ilasiaq, child=child)
    assert "This child already has a placement in that period." in text(sent())
    assert stored(asked_for).state == "submitted"
    assert Placement.objects.count() == Stay.objects.count() == 1


# The place


@pytest.mark.rule("UNIT-2")
@pytest.mark.parametrize("begins", [date(2026, 1, 12), date(2026, 3, 31), date(2026, 6, 1)])
def test_a_place_taken_meanwhile_is_said_and_the_form_stays_filled_in(sent, place, asked_for, stored, begins):
    factories.make_placement(place=place, arrived=begins, state="planned")
    page = text(sent(target_violence="yes", exception_reason="Vi har tid til barnet."))
    assert TAKEN in page
    assert "Der er plads og ro." in page
    assert "Vi har tid til barnet." in page
    assert 'value="2026-03-31"' in page
    assert 'value="Familieafdelingen"' in page
    assert '<input type="radio" name="target_violence" value="yes" id="id_target_violence_0" checked>' in page
    assert stored(asked_for).state == "submitted"
    assert not Child.objects.filter(name="Aviaja Prøvebarn").exists()
    assert not Document.objects.exists()


@pytest.mark.rule("UNIT-2")
def test_the_day_on_which_one_leaves_another_may_come(sent, place, asked_for, stored):
    factories.make_placement(place=place, discharged=date(2026, 3, 31))
    sent()
    assert stored(asked_for).state == "admitted"


@pytest.mark.rule("UNIT-2")
def test_a_place_that_is_given_up_takes_nobody_new(as_, member, sent, units, asked_for, stored):
    place = factories.make_place(units.maelkeboetten, name="Plads på vej ud", closes=date(2027, 1, 1))
    assert "Plads på vej ud" not in text(
        as_(member).get(f"/requests/{asked_for.pk}/places/?begins=2026-03-31")
    )
    page = sent(place=str(place.pk))
    assert "Plads på vej ud closes soon. Choose another place." in text(page)
    assert stored(asked_for).state == "submitted"


def test_a_place_that_is_not_open_on_that_day(sent, units, asked_for, stored):
    later = factories.make_place(units.allu, opens=date(2026, 5, 1))
    page = text(sent(place=str(later.pk), exception_reason="Snart 12."))
    assert "That place is not open on this date. Choose another place or another date." in page
    assert stored(asked_for).state == "submitted"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"place": None}, "Choose a place."),
        ({"begins": ""}, "Say from which date."),
        ({"begins": "2026-02-31"}, "Enter a valid date."),
        ({"place": "4711"}, "Select a valid choice."),
        ({"begins": "2026-02-01"}, "is long ago. If it is right, tick"),
        ({"begins": "2028-02-01"}, "is far ahead. If it is right, tick"),
        ({"decided_on": "2026-03-18"}, "The municipality's decision cannot lie in the future."),
        ({"paper": paper(b"Hej")}, "The file is not a whole PDF."),
        ({"paper": paper(PDF[:-6])}, "The file is not a whole PDF."),
        ({"paper": paper(b"")}, "The submitted file is empty."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_done(sent, asked_for, stored, values, sentence):
    page = text(sent(**values))
    assert sentence in page
    assert "Der er plads og ro." in page
    assert stored(asked_for).state == "submitted"
    assert not Child.objects.exists()


def test_an_early_date_is_taken_with_a_tick(sent):
    sent(begins="2026-02-01", sure="on")
    assert Stay.objects.get().begins == date(2026, 2, 1)


def test_a_paper_above_twenty_megabytes_is_refused(sent):
    page = text(sent(paper=paper(b"%PDF-" + b" " * (20 * 1024 * 1024) + b"%%EOF")))
    assert "The file is larger than 20 MB. Send a smaller one." in page


# The target group and the age


@pytest.mark.rule("VIS-3")
def test_against_a_point_of_the_target_group_it_needs_a_reason(sent, asked_for, stored):
    page = text(sent(target_violence="yes", target_physical="yes"))
    assert "Say why the child is admitted although something speaks against it." in page
    assert stored(asked_for).state == "submitted"
    sent(target_violence="yes", target_attachment="no", exception_reason="Vi har erfaring med det.")
    decision = Decision.objects.get()
    assert decision.outside_target_group == ["attachment", "violence"]
    assert decision.answers == {**INSIDE, "violence": True, "attachment": False}
    assert decision.exception_reason == "Vi har erfaring med det."


@pytest.mark.rule("VIS-3")
def test_each_point_is_answered(sent, asked_for, stored):
    page = text(sent(target_narcissistic=None))
    assert page.count("Answer yes or no.") == 2
    assert stored(asked_for).state == "submitted"


@pytest.mark.rule("VIS-3")
def test_no_service_admits_past_the_points(admit, asked_for, place, member):
    left_out = {point: said for point, said in INSIDE.items() if point != "physical"}
    with pytest.raises(Refused, match="Answer each point of the target group with yes or no."):
        admit(asked_for, place, member, assessed=(left_out, "Alligevel."))


@pytest.mark.rule("VIS-3")
def test_the_answers_are_shown_later_to_the_committee_and_not_to_the_municipality(
    sent, as_, asked_for, member, caseworker
):
    sent(target_violence="yes", exception_reason="Vi har erfaring med det.")
    url = f"/requests/{asked_for.pk}/"
    page = text(as_(member).get(url))
    assert "1 point speaks against" in page
    assert "Violence as the daily way of expression: yes" in page
    assert "Able to form attachment and contact: yes" in page
    assert "daily way of expression" not in text(as_(caseworker).get(url))


@pytest.mark.rule("VIS-3")
def test_a_refusal_keeps_what_was_answered(sent, asked_for):
    sent(outcome="refuse", target_substance="yes")
    assert Decision.objects.get().outside_target_group == ["substance"]


@pytest.mark.rule("UNIT-3")
def test_a_child_outside_the_units_ages_needs_a_reason(sent, units, asked_for, stored):
    teenager_place = str(units.allu.places.order_by("pk").first().pk)
    page = text(sent(place=teenager_place))
    assert "The child is 8 on 31 March 2026, and Allu takes children from 12 to 15." in page
    assert stored(asked_for).state == "submitted"
    sent(place=teenager_place, exception_reason="Bor hos sin storebror.")
    assert Stay.objects.get().place.unit == units.allu


@pytest.mark.rule("UNIT-3")
@pytest.mark.parametrize(("begins", "fits"), [("2026-05-03", True), ("2026-05-04", False)])
def test_the_age_is_that_of_the_day_of_arrival(sent, caseworker, stored, begins, fits):
    grows_up = factories.make_request(caseworker, cpr="0405135001")
    sent(grows_up, begins=begins)
    assert (stored(grows_up).state == "admitted") is fits


@pytest.mark.rule("UNIT-3")
def test_the_form_flags_units_for_other_ages(as_, member, asked_for, units):
    page = text(as_(member).get(f"/requests/{asked_for.pk}/decide/"))
    assert "takes 12–15 years" in page
    assert "takes 3–12 years" not in page


# The municipality's own decision


@pytest.mark.rule("VIS-7")
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"decided_on": ""}, WHO_AND_WHEN),
        ({"decided_by": ""}, WHO_AND_WHEN),
        ({"paper": None}, MISSING_PAPER),
        ({"decided_on": "", "decided_by": "", "paper": None}, WHO_AND_WHEN),
    ],
)
def test_without_it_nobody_is_admitted(sent, asked_for, stored, values, sentence):
    assert sentence in text(sent(**values))
    assert stored(asked_for).state == "submitted"


@pytest.mark.rule("VIS-7")
def test_an_acute_one_may_wait_for_it_and_shows_as_missing_it(sent, as_, acute, director, stored):
    sent(acute, decided_on="", decided_by="", paper=None)
    placement = Placement.objects.get()
    assert (stored(acute).state, placement.acute) == ("admitted", True)
    assert not MunicipalDecision.objects.exists()
    page = text(as_(director).get(f"/children/{placement.child_id}/"))
    assert "The municipality's decision is missing" in page


@pytest.mark.rule("VIS-7")
def test_an_acute_one_with_a_date_and_no_paper_still_misses_it(sent, as_, acute, director):
    sent(acute, paper=None)
    assert MunicipalDecision.objects.get().paper is None
    page = text(as_(director).get(f"/children/{Placement.objects.get().child_id}/"))
    assert "The municipality's decision is missing" in page


@pytest.mark.rule("VIS-7")
@pytest.mark.parametrize(
    "left", [{"decided_on": ""}, {"decided_by": ""}, {"decided_on": "", "decided_by": ""}]
)
def test_a_paper_is_not_lost_because_its_date_is_left_out(sent, acute, stored, left):
    assert WHO_AND_WHEN in text(sent(acute, **left))
    assert stored(acute).state == "submitted"


# The places on the form


def test_the_form_shows_the_free_places_of_the_wished_date(as_, member, caseworker, units):
    place = units.ilasiaq.places.order_by("pk").first()
    factories.make_placement(place=place, discharged=TODAY + timedelta(days=20))
    request = factories.make_request(caseworker, wanted_from=TODAY + timedelta(days=10))
    url = f"/requests/{request.pk}/"
    form = text(as_(member).get(f"{url}decide/"))
    assert f'name="place" value="{place.pk}"' not in form
    later = text(as_(member).get(f"{url}places/?begins=2026-04-06"))
    assert f'name="place" value="{place.pk}"' in later
    assert "<html" not in later


@pytest.mark.parametrize("begins", ["", "i morgen", "2026-02-31", "9999-12-31", "0001-01-01"])
def test_no_date_is_too_strange_for_the_places(as_, member, asked_for, begins):
    url = f"/requests/{asked_for.pk}/places/"
    assert as_(member).get(url, {"begins": begins}).status_code == 200


def test_what_was_chosen_stays_chosen_on_another_date(as_, member, asked_for, place):
    url = f"/requests/{asked_for.pk}/places/"
    page = text(as_(member).get(url, {"begins": "2026-04-06", "place": place.pk}))
    assert f'name="place" value="{place.pk}" checked' in page


def test_a_known_child_is_announced(as_, member, asked_for):
    factories.make_child(name="Aviaja Tidligere", cpr="0405175001", born=date(2017, 5, 4))
    page = text(as_(member).get(f"/requests/{asked_for.pk}/decide/"))
    assert "Aviaja Tidligere has a file here already" in page


def test_after_the_decision_place_unit_and_day_stand_on_the_request(sent, as_, caseworker, asked_for):
    sent()
    page = text(as_(caseworker).get(f"/requests/{asked_for.pk}/"))
    assert "Mælkebøtten, Plads 1, from 31 March 2026" in page


def test_refused_admissions_leave_the_request_as_it_was(admit, asked_for, place, member):
    with pytest.raises(Refused):
        admit(asked_for, place, member, municipal=(None, "", None), at=NOW)
    assert asked_for.state == "submitted"
