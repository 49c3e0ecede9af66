import pytest

from core.refusals import Refused
from municipalities import services
from municipalities.models import Municipality, Office, OpeningHours
from tests.factories import make_municipality, make_office, make_user

FACTS = {"name": "Avannaata Kommunia", "seat": "Ilulissat", "code": "960"}
HOURS = {
    "hours-0-opens": "09:00",
    "hours-0-closes": "15:00",
    "hours-3-opens": "10:00",
    "hours-3-closes": "17:30",
}


def text(response):
    return response.content.decode()


def page(municipality, rest=""):
    return f"/municipalities/{municipality.pk}/{rest}"


@pytest.fixture(params=["director", "administration"])
def keeper(request):
    return request.getfixturevalue(request.param)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_asks_the_same_whatever_its_length(as_, administration, queries, number):
    for _n in range(number):
        make_municipality()
    visitor = as_(administration)
    with queries(4):
        found = visitor.get("/municipalities/")
    assert text(found).count('scope="row"') == number


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_page_asks_the_same_whatever_its_offices(as_, administration, municipality, queries, number):
    for n in range(number):
        make_office(municipality, name=f"Kontor {n:02}")
    visitor = as_(administration)
    with queries(6):
        found = visitor.get(page(municipality))
    assert text(found).count("Kontor") >= number


def test_an_empty_list_says_what_brings_municipalities(as_, administration):
    assert "The catalogue brings the five of Greenland." in text(as_(administration).get("/municipalities/"))


def test_the_list_says_what_invoices_still_need(as_, keeper, municipality):
    listed = text(as_(keeper).get("/municipalities/"))
    assert all(word in listed for word in ("address", "CVR", "GLN"))


def test_a_municipality_is_added(as_, keeper):
    assert as_(keeper).fill("/municipalities/add/", **FACTS).url == "/municipalities/"
    added = Municipality.objects.get()
    assert (added.code, added.name, added.seat, added.cvr, added.gln) == (
        "960",
        *list(FACTS.values())[:2],
        "",
        "",
    )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"code": "956"}, "There is already a municipality of that code."),
        ({"code": "96"}, "A municipality code has three digits."),
        ({"code": "９６０"}, "A municipality code has three digits."),
        ({"code": "960\n1"}, "A municipality code has three digits."),
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"cvr": "1234567"}, "A CVR number has eight digits."),
        ({"cvr": "1234567a"}, "A CVR number has eight digits."),
        ({"gln": "579000000000"}, "A GLN number has thirteen digits."),
        ({"gln": "5790000000001"}, "This GLN number has a digit wrong"),
        ({"email": "ingen"}, "valid email"),
    ],
)
def test_what_is_wrong_stands_beside_the_field(as_, administration, municipality, changed, says):
    sent = as_(administration).fill("/municipalities/add/", **{**FACTS, **changed})
    assert sent.status_code == 200 and says in text(sent)
    assert Municipality.objects.count() == 1


def test_numbers_and_address_for_invoices(as_, keeper, municipality):
    facts = {"cvr": "00000000", "gln": "0000000000000", "address": "Postboks 1\r\n3900 Nuuk"}
    sent = as_(keeper).fill(page(municipality, "edit/"), **facts, full_names_on_invoices="on")
    assert sent.url == page(municipality)
    found = Municipality.objects.get()
    assert (found.cvr, found.gln, found.full_names_on_invoices) == ("00000000", "0000000000000", True)
    assert found.address == "Postboks 1\n3900 Nuuk"
    assert (found.code, found.name) == ("956", municipality.name)


def test_what_was_said_once_can_be_taken_back(as_, keeper, municipality):
    visitor = as_(keeper)
    visitor.fill(page(municipality, "edit/"), cvr="00000000", full_names_on_invoices="on")
    visitor.fill(page(municipality, "edit/"), cvr="", full_names_on_invoices=None)
    found = Municipality.objects.get()
    assert (found.cvr, found.full_names_on_invoices) == ("", False)


def test_the_history_says_who_changed_a_number(as_, keeper, municipality):
    as_(keeper).fill(page(municipality, "edit/"), cvr="00000000")
    event = Municipality.pgh_event_model.objects.filter(cvr="00000000").get()
    assert event.pgh_context["person"] == keeper.pk


# Offices


def test_an_office_has_its_own_hours_for_each_weekday(as_, keeper, municipality):
    address = page(municipality, "offices/add/")
    sent = as_(keeper).fill(address, name="Familiekontoret", phone="+299 00 00 00", **HOURS)
    assert sent.url == page(municipality)
    office = Office.objects.get()
    hours = [(h.weekday, f"{h.opens:%H:%M}", f"{h.closes:%H:%M}") for h in office.hours.all()]
    assert (office.municipality, office.phone) == (municipality, "+299 00 00 00")
    assert hours == [(0, "09:00", "15:00"), (3, "10:00", "17:30")]
    shown = text(as_(keeper).get(sent.url))
    assert "Thursday" in shown and "10:00–17:30" in shown and "Wednesday" not in shown


def test_hours_are_changed_and_taken_away(as_, keeper, municipality):
    office = make_office(municipality, weekdays=[0, 2])
    changed = {"hours-0-opens": "08:30", "hours-2-opens": "", "hours-2-closes": ""}
    as_(keeper).fill(f"/municipalities/offices/{office.pk}/edit/", **changed)
    [monday] = OpeningHours.objects.all()
    assert (monday.weekday, f"{monday.opens:%H:%M}", f"{monday.closes:%H:%M}") == (0, "08:30", "15:00")


def test_saving_an_office_without_a_change_leaves_no_history(as_, keeper, municipality):
    office = make_office(municipality)
    events = OpeningHours.pgh_event_model.objects.count()
    as_(keeper).fill(f"/municipalities/offices/{office.pk}/edit/")
    assert OpeningHours.pgh_event_model.objects.count() == events


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"hours-0-closes": ""}, "Give both times, or neither if it is closed."),
        ({"hours-0-opens": ""}, "Give both times, or neither if it is closed."),
        ({"hours-0-closes": "09:00"}, "An office closes after it opens."),
        ({"hours-0-opens": "25:00"}, "Enter a valid time."),
        ({"name": ""}, "This field is required."),
        ({"email": "ingen"}, "valid email"),
        ({"hours-TOTAL_FORMS": "0"}, "at least 7"),
        ({"hours-TOTAL_FORMS": "x"}, "at least 7"),
        ({"hours-TOTAL_FORMS": "900"}, "7"),
    ],
)
def test_hours_that_cannot_be_stay_in_the_form(as_, administration, municipality, changed, says):
    address = page(municipality, "offices/add/")
    facts = {"name": "Familiekontoret", **HOURS, **changed}
    sent = as_(administration).fill(address, **facts)
    assert sent.status_code == 200 and says in text(sent), text(sent)
    assert not Office.objects.exists()


def test_an_office_is_removed_with_its_hours(as_, keeper, municipality):
    office, stays = make_office(municipality), make_office(municipality, name="Det andet")
    sent = as_(keeper).post(f"/municipalities/offices/{office.pk}/remove/")
    assert sent.url == page(municipality)
    assert list(Office.objects.all()) == [stays]
    assert not OpeningHours.objects.filter(office=office.pk).exists()


def test_removing_is_no_link(as_, keeper, municipality):
    office = make_office(municipality)
    assert as_(keeper).get(f"/municipalities/offices/{office.pk}/remove/").status_code == 405


@pytest.mark.parametrize("role", ["unit_leader", "care_worker", "therapist", "system_admin", "caseworker"])
def test_the_services_refuse_everybody_else(municipality, role):
    by = make_user(role, municipality=municipality if role == "caseworker" else None)
    office = make_office(municipality)
    acts = [
        lambda: services.create(code="960", name="X", by=by),
        lambda: services.edit(municipality, name="X", by=by),
        lambda: services.save_office(municipality, office, hours={}, name="X", by=by),
        lambda: services.remove_office(office, by=by),
    ]
    for act in acts:
        with pytest.raises(Refused, match="kept by the administration and the director"):
            act()
    assert Office.objects.get().name == "Familieafdelingen"
