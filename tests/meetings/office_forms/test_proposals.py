"""What is proposed for the cells of four realistic forms, counted against a careful reader."""

import pytest
from openpyxl import Workbook

from cooperation.meetings.office_forms.columns import field_of
from cooperation.meetings.office_forms.labels import key_of
from cooperation.meetings.office_forms.originals import grids_of
from cooperation.meetings.office_forms.proposals import proposals
from cooperation.meetings.office_forms.vocabulary import Vocabulary
from cooperation.models import Programme
from tests.meetings.office_forms.blanks import FORMS, freely_worded, saved


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


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("2021年以来累计", "since_pairing"),
        ("自2021年结对以来累计完成", "since_pairing"),
        ("本年累计", "ytd"),
        ("1—9月累计完成", "ytd"),
        ("截至2025年9月底", "ytd"),
        ("10月", ""),
        ("上年全年", ""),
        ("去年完成数", ""),
        ("同比增加", ""),
        ("占年度目标比例", "completion"),
        ("完成年度目标任务的比例", "completion"),
        ("2025年目标任务数", "target"),
        ("当月新增", "month"),
        ("备注", ""),
    ],
)
def test_heads_are_told_apart(head, field):
    assert field_of(key_of(head)) == field


def test_other_words_are_guessed_and_never_ticked(db, words):
    content, expected = freely_worded()
    found = [one for one in proposals(grids_of("xlsx", content), words) if one.choice]
    right = [one for one in found if expected.get(one.cell.address) == chosen(one)]
    assert len(right) / len(expected) >= 0.75
    assert len(right) / len(found) >= 0.9
    assert [one.cell.address for one in found if one.sure and one not in right] == []


@pytest.mark.parametrize(
    ("label", "head", "why"),
    [
        ("吸纳农村劳动力就业（人次）", "本年累计", "人次"),
        ("到位投资（人）", "本年累计", "人"),
        ("东部就业（人）", "2020年累计", "2020"),
        ("东部就业（人）", "同比增减（人）", "增减数"),
        ("东部就业（人）", "2016年以来累计", "2016"),
        ("东部就业（人）", "国定贫困县", "国定贫困县"),
    ],
)
def test_what_is_not_ours_is_offered_nothing_and_says_why(db, words, label, head, why):
    book = Workbook()
    book.active.append(["指标", head, "2025年目标任务"])
    book.active.append([label, None, "—"])
    one = proposals(grids_of("xlsx", saved(book)), words)[0]
    assert one.choice is None
    assert why in one.why
