"""Names of children in a text (JRN-3)."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from journal import shield

pytestmark = pytest.mark.rule("JRN-3")
NAMES = [
    (1, "Aputi Snespurv"),
    (2, "Nivi Havtaske"),
    (3, "Aputi Tejst"),
    (4, "Åse-Lil Ø"),
    (5, "Ivik Bo Per Lom"),
    (6, "Ivik Bo"),
]


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Legede med Nivi.", "Legede med ⟦2|Nivi⟧."),
        ("Nivis bamse", "⟦2|Nivi⟧s bamse"),
        ("Nivi Havtaske kom", "⟦2|Nivi Havtaske⟧ kom"),
        ("Aputi sov", "⟦1|Aputi⟧ sov"),
        ("Aputi Tejst sov", "⟦3|Aputi Tejst⟧ sov"),
        ("Åse-Lil græd", "⟦4|Åse-Lil⟧ græd"),
        ("Ivik Lom, Ivik Per og Ivik Bo Per", "⟦5|Ivik Lom⟧, ⟦5|Ivik Per⟧ og ⟦5|Ivik Bo Per⟧"),
        ("Ivik Bo og Ivik", "⟦6|Ivik Bo⟧ og ⟦5|Ivik⟧"),
        ("Nivisen og nivi og NIVI", "Nivisen og nivi og NIVI"),
        ("⟦9|Nivi⟧ [x]", "[9|⟦2|Nivi⟧] [x]"),
    ],
)
def test_a_name_is_kept_as_a_token(typed, kept):
    assert shield.link(typed, NAMES) == kept
    assert shield.plain(kept) == typed.translate(shield.OURS)


def test_a_name_that_is_not_meant_stays():
    assert shield.link("Nivi og Aputi", NAMES, except_for=[2]) == "Nivi og ⟦1|Aputi⟧"


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("⟦2|Nivi⟧ og ⟦1|Aputi⟧ sang.", "Nivi og et andet barn sang."),
        ("⟦1|Aputi⟧s bil. ⟦1|Aputi⟧ grinede.", "Et andet barns bil. Et andet barn grinede."),
        ("Sagde »⟦1|Aputi⟧ er sød«", "Sagde »et andet barn er sød«"),
    ],
)
def test_a_file_shows_the_others_as_another_child(kept, told):
    assert shield.shown(kept, {2}) == told


@given(st.text())
def test_no_word_is_lost_and_no_name_shows(text):
    kept = shield.link(text, NAMES)
    assert shield.plain(kept) == text.translate(shield.OURS)
    assert shield.shown(kept, {1, 2, 3, 4, 5, 6}) == shield.plain(kept)
