"""Every page about one child is a look at its file (ACC-2); a new one is caught here without a line."""

import pytest

from accounts.models import AccessLog
from tests import world as worlds
from tests.test_urls import ADDRESSES, PEOPLE, path_of
from tests.visitor import Visitor

# They say whom the form is about, and nothing else of the file.
NAME_ONLY = {
    *(
        "record_decision",
        "name_contact",
        "name_caseworker",
        "end_caseworker",
        "sign_intake",
        "record_consent",
    ),
    *(
        "refer_assessment",
        "add_schooling",
        "add_absence",
        "ask_day_care",
        "day_care_answer",
        "day_care_give_up",
    ),
    *("end_search", "cancel_move", "photo", "ask_statement"),
    "move_places",  # free places, nobody's name
    *("photo_small", "picture_small"),  # stand on pages that are logged themselves, and in lists
    "add_picture",
}


OF_NO_CHILD = ("portrait", "kind", "heading")


def about_one_child():
    """Name and pattern of each page with a child's, a placement's or another row's number in its address."""
    for name, pattern, _entry in ADDRESSES:
        area, _sep, page = name.rpartition(":")
        apart = page in NAME_ONLY or any(word in page for word in OF_NO_CHILD)
        if area in ("placements", "journal") and "<int:pk>" in pattern and not apart:
            yield page, pattern


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize("who", ["leader", "caseworker"])
def test_each_page_about_a_child_is_logged_as_a_look_at_this_child(request, who):
    people = {name: request.getfixturevalue(name) for name in PEOPLE}
    world = worlds.build(people)
    visitor, opened, silent = Visitor(people[who]), 0, []
    for page, pattern in about_one_child():
        before = AccessLog.objects.filter(child=world.child).count()
        if visitor.get(path_of(pattern, worlds.values(world))).status_code != 200:
            continue
        opened += 1
        if AccessLog.objects.filter(child=world.child).count() == before:
            silent.append(page)
    assert silent == []
    assert opened >= {"leader": 50, "caseworker": 5}[who]
