"""Kinds of placement, meeting and schooling are data (PLC-17)."""

import pytest

from core.refusals import Refused
from placements.kinds import services
from placements.kinds.models import Family, Kind
from placements.models import Meeting
from tests import factories
from tests.factories import TODAY

pytestmark = [pytest.mark.rule("PLC-17"), pytest.mark.django_db]


def kind(code):
    return Kind.objects.get(code=code)


def codes(family):
    return list(Kind.objects.filter(family=family).order_by("position", "pk").values_list("code", flat=True))


@pytest.fixture
def taken_out(director):
    return services.take_out(kind("network"), by=director)


def test_the_list_begins_with_what_the_rules_name(as_, director):
    page = as_(director).get("/kinds/").content.decode()
    for name in (
        "Almindelig anbringelse",
        "Aflastning",
        "Projektanbringelse",
        "Netværksmøde",
        "Undervisning hjemme",
    ):
        assert name in page


def test_a_new_kind_can_be_chosen_at_once_and_has_a_code_from_its_name(as_, director, care_worker, placement):
    page = as_(director).fill("/kinds/add/?family=meeting", name="Møde på skolen")
    assert page.url == "/kinds/#meeting"
    new = kind("moede_paa_skolen")
    assert (new.family, new.position, new.active) == (Family.MEETING, 7, True)
    page = as_(care_worker).get(f"/placements/{placement.pk}/meetings/record/")
    if page.status_code == 404:
        page = as_(care_worker).get(f"/placements/{placement.pk}/meeting/")
    assert "Møde på skolen" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Ro og læring", set(), "ro_og_laering"),
        ("Ro og læring", {"ro_og_laering"}, "ro_og_laering_2"),
        ("Lejrskole på fjeldet om sommeren", set(), "lejrskole_paa_fjelde"),
        ("Lejrskole på fjeldet om sommeren", {"lejrskole_paa_fjelde"}, "lejrskole_paa_fjel_2"),
        ("!?", set(), "kind"),
    ],
)
def test_codes(name, taken, code):
    assert services.code_of(name, taken) == code
    assert len(code) <= 20


def test_a_name_stands_once_in_its_list(as_, director):
    page = as_(director).fill("/kinds/add/?family=placement", name="Aflastning").content.decode()
    assert "There is already a kind of that name." in page
    assert codes(Family.PLACEMENT) == ["ordinary", "respite", "project"]
    services.add(family=Family.MEETING, name="Aflastning", by=director)


def test_two_at_once_with_names_that_give_one_code_get_two(at_once, director):
    added = at_once([lambda n=n: services.add(family="meeting", name=n, by=director) for n in ("Ro?", "Ro!")])
    assert {new.code for new in added} == {"ro", "ro_2"}


def test_renamed_it_stays_what_it_is(as_, director, placement):
    meeting = factories.make_meeting(placement, TODAY, kind="network")
    as_(director).fill(f"/kinds/{kind('network').pk}/rename/", name="Familiemøde")
    assert Meeting.objects.select_related("kind").get(pk=meeting.pk).kind.name == "Familiemøde"
    assert kind("network").events.order_by("pgh_id").last().pgh_context["person"] == director.pk


def test_out_of_use_it_is_offered_no_more_and_keeps_what_it_has(as_, director, leader, placement):
    services.set_placement_kind(placement, kind="respite", by=leader)
    other = factories.make_placement(placement.stays.get().place.unit)
    as_(director).fill("/kinds/", f"/kinds/{kind('respite').pk}/take-out/")
    assert "Aflastning" in as_(leader).get(f"/placements/{placement.pk}/kind/").content.decode()
    assert "Aflastning" not in as_(leader).get(f"/placements/{other.pk}/kind/").content.decode()
    with pytest.raises(Refused, match="“Aflastning” is no longer in use."):
        services.set_placement_kind(other, kind="respite", by=leader)
    as_(director).fill("/kinds/", f"/kinds/{kind('respite').pk}/take-back/")
    assert "Aflastning" in as_(leader).get(f"/placements/{other.pk}/kind/").content.decode()


@pytest.mark.parametrize("code", ["ordinary", "action_plan", "monthly", "quarterly", "start_up", "day_care"])
def test_what_rules_know_stays_in_use_and_a_sentence_says_why(as_, director, code):
    page = as_(director).post(f"/kinds/{kind(code).pk}/take-out/").content.decode()
    assert "A rule of Fnug reckons with" in page
    assert kind(code).active
    assert f"/kinds/{kind(code).pk}/take-out/" not in as_(director).get("/kinds/").content.decode()


def test_up_and_down(as_, director):
    visitor = as_(director)
    visitor.post(f"/kinds/{kind('project').pk}/move/", {"where": "up"})
    assert codes(Family.PLACEMENT) == ["ordinary", "project", "respite"]
    visitor.post(f"/kinds/{kind('ordinary').pk}/move/", {"where": "up"})
    visitor.post(f"/kinds/{kind('ordinary').pk}/move/", {"where": "down"})
    assert codes(Family.PLACEMENT) == ["project", "ordinary", "respite"]
    assert codes(Family.MEETING)[0] == "action_plan"


def test_only_the_director_keeps_the_lists(leader, taken_out):
    for act in (services.take_out, services.take_back):
        with pytest.raises(Refused, match="Only the director changes the lists of kinds."):
            act(taken_out, by=leader)
    with pytest.raises(Refused, match="Only the director"):
        services.add(family="meeting", name="Møde", by=leader)


def test_a_leader_says_what_kind_a_placement_is_and_the_page_shows_it(as_, leader, care_worker, placement):
    child = f"/children/{placement.child_id}/"
    assert "Almindelig anbringelse" not in as_(care_worker).get(child).content.decode()
    done = as_(leader).fill(f"/placements/{placement.pk}/kind/", kind="respite")
    assert done.url == child
    assert type(placement).objects.get(pk=placement.pk).kind_id == "respite"
    assert "Aflastning" in as_(care_worker).get(child).content.decode()


def test_a_kind_of_another_list_and_a_placement_that_is_over_are_refused(as_, leader, placement, units):
    page = as_(leader).post(f"/placements/{placement.pk}/kind/", {"kind": "monthly"}).content.decode()
    assert "Select a valid choice." in page
    left = factories.make_placement(units.maelkeboetten, discharged=TODAY)
    with pytest.raises(Refused, match="This placement is over."):
        services.set_placement_kind(left, kind="respite", by=leader)
