"""The diary in a child's whole file: what holds, who corrected it, what was added and taken out (JRN-2, JRN-3)."""

from datetime import timedelta

import pytest

from journal.undoing import written
from journal.whole_file import diary
from placements.consents.daily import described
from placements.models import Assessment
from tests import factories
from tests.factories import NOW, TODAY
from tests.journal.pictures.making import make_picture

pytestmark = [pytest.mark.rule("JRN-3"), pytest.mark.django_db]


def test_what_holds_with_what_belongs_to_it(write, correct, add, child, nivi, leader, colleague):
    entry = write(child, "Legede med Nivi.", others=[nivi], happened_at=NOW - timedelta(days=1))
    correct(entry, "Legede godt med Nivi.", children=[child, nivi])
    add(entry, "Nivi kom igen.")
    gone = write(child, "Ikke om hende.")
    correct(gone, "Ikke om hende.", children=[nivi], reason="Om Nivi.")
    picture = make_picture(entry)
    month, photos = diary(child, leader, TODAY)
    told, stub = month["entries"]
    assert (told["text"], stub["text"]) == ("Legede godt med another child.", "Taken out: Om another child.")
    assert "written 17.03.2026 10:00 · corrected by Pia Prøvepædagog 17.03.2026 10:00" in told["when"]
    assert told["added"] == [f"Added by {colleague.full_name} 17.03.2026 10:00: Another child kom igen."]
    assert photos["table"]["rows"][0][1] == picture.document.number
    assert "Nivi" not in str([month, photos])


@pytest.mark.rule("PLC-8")
def test_what_was_about_another_child_tells_nothing_of_this_one(write, correct, placement, nivi):
    child, day = placement.child, NOW - timedelta(days=1)
    factories.make_assessment(placement)
    entry = write(child, happened_at=day)
    for days, falls, children in (([day.date()], 1, [nivi]), ([], 0, None)):
        assert Assessment.objects.annotate(days=described(TODAY)).get().days == days
        assert len(list(written(placement, TODAY))) == falls
        if children:
            correct(entry, children=children)
