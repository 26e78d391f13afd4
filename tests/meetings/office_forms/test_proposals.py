"""What is proposed for the cells of four realistic forms, counted against a careful reader."""

import pytest

from cooperation.meetings.office_forms.originals import grids_of
from cooperation.meetings.office_forms.proposals import proposals
from cooperation.meetings.office_forms.vocabulary import Vocabulary
from cooperation.models import Programme
from tests.meetings.office_forms.blanks import FORMS


@pytest.fixture(scope="module")
def words(published, django_db_blocker):
    with django_db_blocker.unblock():
        return Vocabulary.of(Programme.objects.get(code="zs-lps-2021"))


def chosen(one):
    choice = one.choice
    return choice.indicator.code, choice.place, choice.field, choice.scale


def read(name, words):
    content, expected = FORMS[name]()
    kind = "docx" if name == "brief" else "xlsx"
    found = proposals(grids_of(kind, content), words)
    return {one.cell.address: one for one in found}, expected


@pytest.mark.parametrize("name", FORMS)
def test_ticked_proposals_are_all_right(db, words, name):
    found, expected = read(name, words)
    ticked = {address: chosen(one) for address, one in found.items() if one.sure}
    assert {a: c for a, c in ticked.items() if expected.get(a) != c} == {}


def test_nine_of_ten_cells_are_proposed_rightly(db, words):
    right = wrong = ticked = wanted = 0
    for name in FORMS:
        found, expected = read(name, words)
        wanted += len(expected)
        for address, one in found.items():
            if one.choice:
                hit = expected.get(address) == chosen(one)
                right, wrong, ticked = right + hit, wrong + (not hit), ticked + one.sure
    assert right / wanted >= 0.9, (right, wanted)
    assert right / (right + wrong) >= 0.9, (right, wrong)
    assert ticked / wanted >= 0.85, (ticked, wanted)
