"""Loading: what is written, that a second run changes nothing, and what a change does."""

import pytest
from django.core.management import CommandError, call_command

from cooperation.models import (
    Activity,
    ChangeLog,
    Indicator,
    IndicatorVersion,
    Pairing,
    PairingMember,
    Place,
    PlaceChange,
    Programme,
    PublishedReading,
    Source,
    Target,
)
from cooperation.seeding.load import load_seeds
from cooperation.seeding.problems import SeedError
from labor.models import TransferBatch, TransferReceipt
from tests.seeding.conftest import SEEDS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

STORED = {
    "places.csv": 166,
    "place_changes.csv": 44,
    "sources.csv": 33,
    "programmes.csv": 1,
    "pairings.csv": 10,
    "pairing_members.csv": 5,
    "indicators.csv": 43,
    "readings.csv": 25,
    "activities.csv": 38,
    "employers.csv": 4,
    "transfer_batches.csv": 2,
    "transfer_receipts.csv": 4,
    "aid_projects.csv": 2,
    "postings.csv": 1,
    "donations.csv": 2,
    "enterprises.csv": 5,
    "parks.csv": 1,
    "promotion_events.csv": 1,
    "products.csv": 7,
    "fairs.csv": 1,
}


@pytest.fixture
def loaded(db, written_once):
    """The seeds, loaded before: what stands in the database when they are loaded again."""
    written_once("seeds", lambda: load_seeds(SEEDS))


def _outcomes(tallies):
    return {t.file: (t.created, t.changed, t.unchanged) for t in tallies if not t.listed}


def test_first_run_writes_everything_and_second_changes_nothing():
    assert _outcomes(load_seeds(SEEDS)) == {f: (n, 0, 0) for f, n in STORED.items()}
    version = Programme.objects.get().data_version
    assert _outcomes(load_seeds(SEEDS)) == {f: (0, 0, n) for f, n in STORED.items()}
    counts = [
        model.objects.count()
        for model in (Place, PlaceChange, Source, Programme, Pairing, PairingMember, Indicator)
    ]
    assert counts == [166, 44, 33, 1, 10, 5, 43]
    assert IndicatorVersion.objects.count() == 43
    assert PublishedReading.objects.count() == 25
    assert Activity.objects.count() == 38
    assert TransferBatch.objects.count() == 2
    assert TransferReceipt.objects.count() == 4
    assert Target.objects.count() == 0
    assert Programme.objects.get().data_version == version
    assert ChangeLog.objects.count() == 0


@pytest.mark.slow
def test_second_run_asks_the_database_once_per_model_and_list(loaded, django_assert_num_queries):
    # 21 models, 13 of them with a list of sources, and the savepoint around.
    with django_assert_num_queries(36):
        load_seeds(SEEDS)


@pytest.mark.slow
def test_command_says_what_it_did(capsys):
    call_command("seed")
    assert "readings.csv: 25 created, 0 changed, 0 unchanged" in capsys.readouterr().out
    call_command("seed")
    out = capsys.readouterr().out
    assert "readings.csv: 0 created, 0 changed, 25 unchanged" in out
    assert out.endswith("Everything was there already; nothing was changed.\n")


def test_command_can_only_check(capsys):
    call_command("seed", "--check")
    assert capsys.readouterr().out == "21 files are in order.\n"
    assert Place.objects.count() == 0


def test_command_names_a_folder_that_is_not_there():
    with pytest.raises(CommandError, match="There is no folder “nowhere”"):
        call_command("seed", "--dir", "nowhere")


def test_changed_master_data_is_updated_and_logged(loaded, folder):
    row = folder.row_of("indicators.csv", code="labor.jobs")
    folder.set("indicators.csv", row, "name_en", "Jobs found")
    folder.set("places.csv", folder.row_of("places.csv", code="520281129"), "name_en", "Wumeng")
    outcomes = _outcomes(load_seeds(folder.path))
    assert outcomes["indicators.csv"] == (0, 1, 42)
    assert outcomes["places.csv"] == (0, 1, 165)
    assert IndicatorVersion.objects.get(indicator__code="labor.jobs").name_en == "Jobs found"
    log = ChangeLog.objects.get(model=Place._meta.label)
    assert (log.before, log.after) == ("name_en: Wumeng Town", "name_en: Wumeng")
    assert Programme.objects.get().data_version == 3


def test_changed_citation_is_updated(loaded, folder):
    row = folder.row_of("pairings.csv", slug="xiaolan-panzhou")
    folder.set("pairings.csv", row, "sources", "xkb-2021-04")
    assert _outcomes(load_seeds(folder.path))["pairings.csv"] == (0, 1, 9)
    sources = Pairing.objects.get(slug="xiaolan-panzhou").sources
    assert [source.code for source in sources.all()] == ["xkb-2021-04"]


def test_recorded_reading_is_never_rewritten(loaded, folder):
    row = folder.row_of("readings.csv", indicator="industry.enterprises")
    folder.set("readings.csv", row, "value", "29")
    with pytest.raises(SeedError) as error:
        load_seeds(folder.path)
    [problem] = error.value.problems
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "readings.csv", row, "value", "29",
    )  # fmt: skip
    assert "Recorded already as “28”" in problem.reason
    assert PublishedReading.objects.get(indicator__code="industry.enterprises").value == 28


def test_a_changed_reading_keeps_when_it_was_entered(loaded, folder):
    entered = PublishedReading.objects.get(indicator__code="industry.enterprises").recorded_at
    row = folder.row_of("readings.csv", indicator="industry.enterprises")
    folder.set("readings.csv", row, "note", "another note")
    load_seeds(folder.path)
    reading = PublishedReading.objects.get(indicator__code="industry.enterprises")
    assert (reading.note, reading.recorded_at) == ("another note", entered)


@pytest.mark.slow
def test_nothing_is_written_when_the_model_refuses_a_row(folder):
    folder.set("sources.csv", 5, "url", "not an address")
    row = folder.row_of("transfer_batches.csv", code="2021-02-17-charter-flight")
    folder.set("transfer_batches.csv", row, "lifted", "54")
    with pytest.raises(SeedError) as error:
        load_seeds(folder.path)
    assert [(p.file, p.row, p.column) for p in error.value.problems] == [("sources.csv", 5, "url")]
    assert Place.objects.count() == 0
    folder.set("sources.csv", 5, "url", "")
    with pytest.raises(SeedError, match="1 problems"):
        load_seeds(folder.path)
    assert Place.objects.count() == 0


@pytest.mark.slow
def test_byte_order_mark_and_windows_line_ends_are_read(folder):
    for file in STORED:
        path = folder.path / file
        text = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + text)
    assert _outcomes(load_seeds(folder.path)) == {f: (n, 0, 0) for f, n in STORED.items()}
