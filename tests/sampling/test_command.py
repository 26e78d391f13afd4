"""`manage.py sample`: the same every time, and gone without trace."""

import pytest
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone

from consumption.models import Purchase
from cooperation.models import (
    Activity,
    BriefingEdit,
    CellMessage,
    Export,
    Figure,
    LedgerTally,
    Meeting,
    OpenItem,
    Pack,
    PackBuild,
    Pairing,
    Place,
    Programme,
    Statement,
)
from tests.sampling.conftest import fingerprint, row_counts

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_sample_is_the_same_twice_and_goes_without_trace(published, sample):
    before, real = row_counts(), fingerprint()
    sample(months=2)
    first = fingerprint()
    sample(remove=True)
    assert row_counts() == before
    assert fingerprint() == real
    sample(months=2)
    assert fingerprint() == first


def test_what_was_sealed_of_a_sample_goes_with_it(published, sample):
    """Packs, edited paragraphs and exports of both scopes, though nothing of real ones would."""
    before = row_counts()
    sample(months=2)
    for meeting in Meeting.objects.all():
        moment = timezone.now()
        common = {"year": 2024, "through": 2, "moment": moment}
        first = Pack.objects.create(meeting=meeting, number=1, code=f"A{meeting.pk}", **common)
        pack = Pack.objects.create(
            meeting=meeting, number=2, code=f"B{meeting.pk}", supersedes=first, **common
        )
        pack.files.create(name="pack.zip", kind="zip", size=2, content=b"{}")
        PackBuild.objects.create(meeting=meeting, moment=moment, pack=pack, supersedes=first)
        BriefingEdit.objects.create(meeting=meeting, language="en", key="overall", text="so")
        Export.objects.create(
            programme=meeting.programme, code=pack.code, kind="pack", name="pack.zip"
        )
    sample(remove=True)
    assert row_counts() == before


def test_another_seed_gives_other_figures(published, sample):
    sample(months=1, seed=1)
    first = list(Figure.objects.order_by("pk").values_list("value", flat=True))
    sample(remove=True)
    sample(months=1, seed=2)
    assert list(Figure.objects.order_by("pk").values_list("value", flat=True)) != first


def test_second_run_changes_nothing_and_says_so(published, sample, capsys):
    sample(months=1)
    rows = row_counts()
    call_command("sample", months=1)
    assert row_counts() == rows
    assert "sample-city" in capsys.readouterr().out


def test_province_has_fifty_invented_pairs_that_go_with_their_places(published, sample):
    before = row_counts()
    sample(scale="province", months=1)
    programme = Programme.objects.get(code="sample-province")
    groups = Pairing.objects.filter(programme=programme, kind="group").with_ends()
    assert groups.count() == 50
    assert all("样例" in group.name for group in groups)
    sample(remove=True)
    assert row_counts() == before


def test_the_two_sides_speak_of_some_figures(published, sample):
    sample(months=4)
    assert Statement.objects.open().count() == 4
    assert Statement.objects.filter(verdict="confirmed").count() == 4
    assert CellMessage.objects.filter(answers__isnull=False).count() == 1
    said = [*Statement.objects.exclude(sentence="").values_list("sentence", flat=True)]
    said += CellMessage.objects.values_list("text", flat=True)
    assert all(text.startswith("样例") for text in said)


def test_the_sums_kept_beside_a_ledger_are_those_of_its_rows(published, sample, capsys):
    """Else its list says that it has no rows, and the sector's page that it has."""
    sample(months=2)
    sums = LedgerTally.objects.filter(ledger="consumption.Purchase", kind="", column="")
    for kept in (sums.filter(whole_year=True), sums.filter(whole_year=False)):
        assert kept.aggregate(Sum("given"))["given__sum"] == Purchase.objects.count() > 0
    call_command("tally", check=True)


def test_everything_invented_says_so(published, sample):
    sample(months=12)
    programme = Programme.objects.get(sample=True)
    assert "样例" in programme.name_zh
    assert "Sample" in programme.name_en
    titles = Activity.objects.filter(programme=programme).values_list("title_zh", flat=True)
    assert titles
    assert all(title.startswith("样例") for title in titles)
    meetings = Meeting.objects.filter(programme=programme)
    assert all(one.title_zh.startswith("样例") for one in meetings)
    assert all(one.text_zh.startswith("样例") for one in OpenItem.objects.all())
    assert not Place.objects.filter(code__startswith="S-").exists()


def test_two_meetings_were_held_and_one_lies_ahead(published, sample):
    sample(months=13)
    programme = Programme.objects.get(sample=True)
    first, second, coming = Meeting.objects.filter(pairing=None).order_by("on")
    assert {one.programme for one in (first, second, coming)} == {programme}
    assert coming.on > timezone.localdate() > second.on
    assert first.items_carried().count() == 0
    assert [one.meeting for one in coming.items_carried()] == [first, second]
    assert [one.meeting for one in coming.items_settled()] == [first, second]
    assert [one.meeting for one in second.items_settled()] == [first]
    for one in OpenItem.objects.all():
        assert one.done_on is None or one.meeting.on < one.done_on <= timezone.localdate()
