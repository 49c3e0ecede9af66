"""A document is found by its number and by nothing else."""

import pytest


@pytest.mark.parametrize("number", ["%00", "D-2026-000001%00", "%ff%fe", "..", "D%2F1", "x" * 3000])
@pytest.mark.parametrize("page", ["", "pdf/"])
def test_a_number_that_none_can_have_finds_nothing(as_, director, number, page):
    assert as_(director).get(f"/documents/{number}/{page}").status_code == 404


def test_nor_does_it_among_attachments(as_, director):
    assert as_(director).get("/requests/1/attachments/%00/").status_code == 404
