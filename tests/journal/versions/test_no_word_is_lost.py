"""Whatever people write, correct and add, in whatever order: every word is found, and the diary shows what holds."""

from time import process_time
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from journal import services, shield
from journal.models import Addendum, Entry
from journal.versions import page
from journal.versions.differences import differences
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.rule("JRN-2"), pytest.mark.django_db]
FEW = settings(
    max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
WORDS = st.text(st.sampled_from("aåÆ 1\n<&ĸ🧸⟦|⟧"), min_size=1, max_size=12).filter(str.strip)


class Told:
    """What people did, one after the other, and what must hold after each: a small diary beside the real one."""

    def __init__(self, children, author, leader):
        self.children, self.author, self.leader = children, author, leader
        self.given, self.rows, self.holding = [], [], {child.pk: set() for child in children}

    def chosen(self, numbers):
        return [child for place, child in enumerate(self.children) if place in numbers]

    def keep(self, row, text):
        self.given += [(child, text) for child in self._about(row)]
        rows = Entry.objects.filter(key=row.key).order_by("pk")
        for each in rows:
            self.holding[each.child_id] -= {each.corrects_id}
            if not each.taken_out:
                self.holding[each.child_id].add(each.pk)
        self.rows += [each for each in rows if not each.taken_out]

    def _about(self, row):
        return Entry.objects.filter(key=row.key, taken_out=False).values_list("child", flat=True)

    def write(self, text, numbers):
        first, *others = self.chosen(numbers)
        about = {"others": others, "by": self.author, "at": NOW}
        self.keep(services.write(first, key=uuid4(), text=text, **about), text)

    def correct(self, text, numbers, which):
        """Any version that ever held, also one that somebody has corrected already."""
        if self.rows:
            row = self.rows[which % len(self.rows)]
            by = self.leader if which % 2 else row.first.author
            facts = {"key": uuid4(), "children": self.chosen(numbers), "text": text, "by": by, "at": NOW}
            self.keep(services.correct(row, **facts), text)

    def settle(self, text, numbers, which):
        """The newest version, for all that hold beside it."""
        row = max(self.rows, key=lambda row: row.pk)
        also = list(services.rivals(row).values_list("pk", flat=True))
        settled = Entry.objects.filter(
            key__in=[row.key, *Entry.objects.filter(pk__in=also).values_list("key", flat=True)]
        )
        if row.current and also:
            facts = {
                "key": uuid4(),
                "children": self.chosen(numbers),
                "text": text,
                "by": row.first.author,
                "at": NOW,
            }
            self.keep(services.correct(row, also=also, **facts), text)
            for each in settled:
                self.holding[each.child_id].discard(each.pk)

    def add(self, text, numbers, which):
        """To the newest that holds in a diary; what nobody's diary holds any more takes no additions."""
        if holding := self.holding[self.children[which % 2].pk]:
            row = Entry.objects.get(pk=max(holding))
            services.add(row, key=uuid4(), text=text, by=self.leader, at=NOW)
            self.given += [(child, text) for child in self._about(row)]


def typed(text):
    return text.strip().translate(shield.OURS)


def found_in(child):
    """Every text of a child's diary: all versions, and what was added."""
    rows = Entry.objects.filter(child=child).values_list("text", flat=True)
    added = Addendum.objects.filter(entry__child=child).values_list("text", flat=True)
    return {*rows, *added}


STEP = st.tuples(
    st.sampled_from(["write", "correct", "correct", "settle", "add"]),
    WORDS,
    st.sets(st.integers(0, 1), min_size=1),
    st.integers(0, 5),
)


@FEW
@given(steps=st.lists(STEP, min_size=3, max_size=8))
def test_no_sequence_of_edits_loses_a_word(child, nivi, care_worker, leader, director, steps):
    with transaction.atomic():
        _lived_through(Told([child, nivi], care_worker, leader), director, steps)
        transaction.set_rollback(True)


def _lived_through(told, director, steps):
    told.write("Først.", {0})
    for act, text, numbers, which in steps:
        told.write(text, numbers) if act == "write" else getattr(told, act)(text, numbers, which)
    for child, text in told.given:
        assert typed(text) in found_in(child)
    for child in told.children:
        said = Entry.objects.said().filter(child=child)
        assert set(said.values_list("pk", flat=True)) == told.holding[child.pk]
        shown = page.versions_of(said[0], director, on=TODAY) if said else []
        assert {row.pk for row in shown if row.current and not row.taken_out} <= told.holding[child.pk]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("ab cd\n")), st.lists(st.sampled_from("ab ce\n")))
def test_the_difference_holds_both_texts(before, after):
    before, after = "".join(before).strip(), "".join(after).strip()
    parts = differences(before, after)
    assert "".join(part.text for part in parts if part.kind != "gone") == after
    assert " ".join(part.text for part in parts if part.kind != "new").split() == before.split() or not before
    assert all(part.kind == "same" for part in differences(before, before))


def test_in_a_very_long_text_too_the_word_is_found():
    lines = [f"linje {number} " + "ord " * 9 for number in range(400)]
    parts = differences("\n".join(lines), "\n".join([*lines[:200], "ny", *lines[200:]]))
    assert [part.text for part in parts if part.kind != "same"] == ["ny"]


@pytest.mark.parametrize("blank", [" ", "\n"])
def test_no_text_makes_the_page_wait(blank):
    """50,000 letters of one word and of two: word against word they are a hundred million pairs."""
    before, after = blank.join(["a"] * 25000), blank.join(["a", "b"] * 12500)
    begun = process_time()
    parts = differences(before, after)
    assert process_time() - begun < 2
    assert "".join(part.text for part in parts if part.kind != "gone") == after
    assert [part.kind for part in parts] == ["same", "gone", "same", "new"]
