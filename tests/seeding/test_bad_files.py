"""Bad seed files: file, row, column, value and reason of every problem, and nothing written."""

import pytest
from django.core.management import CommandError, call_command

from cooperation.models import Place
from cooperation.seeding.load import check_seeds, load_seeds
from cooperation.seeding.problems import SeedError

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

UNKNOWN = "Unknown: there is no such row in %s (or it comes later)."
NOT_A_NUMBER = "This is not a number. Write up to 15 digits, a point and up to 6 decimals."
NOT_A_DAY = "This is not a date. Write it as 2021-07-19."


def _problems(folder):
    with pytest.raises(SeedError) as error:
        load_seeds(folder.path)
    assert Place.objects.count() == 0
    return [(p.file, p.row, p.column, p.value, p.reason) for p in error.value.problems]


CELLS = [
    ("readings.csv", 2, "indicator", "labor.jobz", UNKNOWN % "indicators.csv"),
    ("readings.csv", 2, "pairing", "xiaolan", UNKNOWN % "pairings.csv"),
    ("readings.csv", 2, "sources", "zsnews-2021-12-28;nobody", UNKNOWN % "sources.csv"),
    ("readings.csv", 2, "sources", "", "This cell must be filled in."),
    ("readings.csv", 2, "sources", "lps-2024-11-08;lps-2024-11-08",
     "The same code stands here twice."),
    ("readings.csv", 2, "basis", "month", "Write one of: ytd, since, at."),
    ("readings.csv", 2, "cutoff", "2021-02-30", NOT_A_DAY),
    ("readings.csv", 2, "cutoff", "20211225", NOT_A_DAY),
    ("readings.csv", 2, "whole", "yes", "Write 1 for yes or 0 for no."),
    ("places.csv", 4, "code", "442 000", "A code has letters, digits, dots and dashes only."),
    ("places.csv", 4, "parent", "999999", UNKNOWN % "places.csv"),
    ("places.csv", 4, "lon", "1e3", NOT_A_NUMBER),
    ("sources.csv", 2, "published_on", "April 2021",
     "Write the date as 2021, 2021-04 or 2021-04-16."),
    ("sources.csv", 2, "published_on", "2021-13", NOT_A_DAY),
    ("indicators.csv", 2, "decimals", "none", "This is not a whole number."),
    ("activities.csv", 2, "kind", "party", "Write one of: joint_meeting, visit, promotion, "
     "exhibition, agreement, training, donation, transfer, other."),
    ("transfer_batches.csv", 2, "people", "fifty", "This is not a whole number."),
    ("transfer_receipts.csv", 2, "employer", "TCL", UNKNOWN % "employers.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "row", "column", "value", "reason"), CELLS)
def test_a_bad_cell_is_named(folder, file, row, column, value, reason):
    folder.set(file, row, column, value)
    found = _problems(folder)
    assert (file, row, column, value, reason) in found
    assert {problem[0] for problem in found} <= {file, *_dependants(file)}


def _dependants(file):
    """Spoiling a place's own code leaves its townships and tiles without it."""
    if file != "places.csv":
        return ()
    return ("programmes.csv", "pairings.csv", "zhongshan_tiles.geojson")


@pytest.mark.parametrize(
    "value",
    ["１２３", "1,234", "1e3", "NaN", "Infinity", "٣", "1_000", ".5", "12.", "0x1F", "9" * 16,
     "1.1234567", "--5", "12 3", "壹佰"],
)  # fmt: skip
def test_only_plain_numbers_are_numbers(folder, value):
    folder.set("readings.csv", 2, "value", value)
    assert _problems(folder) == [("readings.csv", 2, "value", value, NOT_A_NUMBER)]


RULES = [
    ("readings.csv", {"indicator": "industry.enterprises"}, "value", "28.5",
     "This indicator has 0 decimals."),
    ("readings.csv", {"indicator": "industry.enterprises"}, "basis", "at",
     "A state is read “at” a day; a flow “ytd” or “since”."),
    ("readings.csv", {"indicator": "labor.workshops"}, "basis", "ytd",
     "A state is read “at” a day; a flow “ytd” or “since”."),
    ("readings.csv", {"indicator": "support.fiscal_aid"}, "whole", "1",
     "Only the city pairing can stand for the whole city."),
    ("readings.csv", {"indicator": "support.fiscal_aid"}, "cutoff", "2026-01-01",
     "The day lies outside the programme."),
    ("readings.csv", {"indicator": "support.fiscal_aid"}, "published_on", "2024-12-30",
     "The figure is published before its cut-off date."),
    ("readings.csv", {"indicator": "labor.jobs"}, "value", "1251", "The parts add up to 1250."),
    ("readings.csv", {"indicator": "labor.jobs"}, "value", "1249", "The parts add up to 1250."),
    ("readings.csv", {"indicator": "industry.jobs_lifted", "cutoff": "2023-12-14"}, "value", "3556",
     "The subset is greater than its whole, 3555."),
    ("indicators.csv", {"code": "labor.jobs_lifted"}, "unit_zh", "人次", None),
    ("indicators.csv", {"code": "labor.workshops"}, "sector", "industry", None),
    ("indicators.csv", {"code": "labor.workshops"}, "sector", "tourism", None),
    ("activities.csv", {"code": "2022-06-visit"}, "start", "2022-06-02",
     "A date known to the month or year is written as its first day."),
    ("activities.csv", {"code": "2022-06-visit"}, "sector", "tourism",
     "Write one of: labor, industry, consumption, support."),
    ("pairings.csv", {"slug": "xiaolan-panzhou"}, "since", "2020-12-31",
     "The day lies outside the programme."),
    ("pairings.csv", {"slug": "sansha-elike"}, "reports", "1",
     "Only the city pairing and those directly below it owe reports."),
    ("places.csv", {"code": "520281129"}, "parent", "520000",
     "A place of this level does not lie there."),
    ("places.csv", {"code": "442000118"}, "lat", "",
     "Give both longitude and latitude, or neither."),
    ("transfer_receipts.csv", {"employer": "TCL电器"}, "people", "199",
     "The employers together received more people than the batch has."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "where", "column", "value", "reason"), RULES)
def test_a_row_that_breaks_a_rule_is_named(folder, file, where, column, value, reason):
    row = folder.row_of(file, **where)
    folder.set(file, row, column, value)
    found = [p for p in _problems(folder) if p[:2] == (file, row)]
    assert found
    if reason is not None:
        assert (file, row, column, value, reason) in found


@pytest.mark.parametrize(
    ("file", "row", "column", "key"),
    [
        ("places.csv", 9, "code", "code"),
        ("readings.csv", 2, "cutoff", "programme, pairing, whole, indicator, basis, cutoff"),
        ("pairings.csv", 3, "slug", "programme, slug"),
        ("transfer_batches.csv", 2, "code", "programme, pairing, code"),
    ],
)
def test_a_duplicate_names_both_rows(folder, file, row, column, key):
    folder.repeat(file, row)
    rows = folder.read(file)
    value = rows[row - 1][rows[0].index(column)]
    reason = f"Row {row} has the same {key} already."
    assert _problems(folder) == [(file, len(rows), column, value, reason)]


def test_columns_must_be_the_known_ones(folder):
    rows = folder.read("programmes.csv")
    rows[0][rows[0].index("late_below")] = "late"
    rows[0][rows[0].index("note")] = "code"
    folder.save("programmes.csv", rows)
    assert [p[1:] for p in _problems(folder)] == [
        (1, "late", "late", "There is no column of this name."),
        (1, "code", "code", "This column stands twice."),
        (1, "late_below", "", "This column is missing."),
        (1, "note", "", "This column is missing."),
    ]


@pytest.mark.parametrize(
    ("content", "row", "reason"),
    [
        (None, None, "The file is missing or cannot be opened."),
        ("code,title\nx,题名".encode("gb18030"), 2,
         "The bytes are not UTF-8. Save the file as UTF-8."),
        (b"code\n\0", 2, "There is binary content; this is not a CSV file."),
        (b'code\n"open', None, "A quotation mark is not closed or misplaced."),
        (b"code,title,publisher,url,published_on,note\nx,1,2\n", 2,
         "The row has 3 cells; the header has 6 columns."),
    ],
)  # fmt: skip
def test_a_file_of_the_wrong_form_is_named(folder, content, row, reason):
    path = folder.path / "sources.csv"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    found = [p for p in _problems(folder) if p[0] == "sources.csv"]
    assert found == [("sources.csv", row, "", "", reason)]


def test_all_problems_are_found_at_once_and_a_hundred_are_shown(folder):
    rows = folder.read("places.csv")
    for row in rows[1:]:
        row[rows[0].index("valid_to")] = "soon"
    folder.save("places.csv", rows)
    folder.set("readings.csv", 2, "value", "many")
    with pytest.raises(CommandError) as error:
        call_command("seed", "--dir", str(folder.path))
    lines = str(error.value).splitlines()
    assert lines[0] == "167 problems; nothing was written."
    assert lines[1] == f"places.csv, row 2, column “valid_to”, “soon”: {NOT_A_DAY}"
    assert lines[-1] == "… and 67 more."
    assert len(lines) == 102


def test_a_long_value_is_cut(folder):
    folder.set("readings.csv", 2, "value", "9" * 1000)
    with pytest.raises(SeedError) as error:
        check_seeds(folder.path)
    assert "“" + "9" * 30 + "…”" in error.value.sentences()[0]


@pytest.mark.parametrize(
    ("old", "new", "column", "reason"),
    [
        ('"code_now":"442000118"', '"code_now":"442000999"', "code_now", UNKNOWN % "places.csv"),
        (
            '"name_zh":"坦洲镇"',
            '"name_zh":"坦州镇"',
            "name_zh",
            "It differs from places.csv: “坦洲镇”.",
        ),
    ],
)
def test_tiles_must_match_the_places(folder, old, new, column, reason):
    path = folder.path / "zhongshan_tiles.geojson"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    [problem] = _problems(folder)
    assert problem[0] == "zhongshan_tiles.geojson"
    assert problem[2] == column
    assert problem[4] == reason


def test_tiles_that_are_no_geojson_are_named(folder):
    (folder.path / "liupanshui_tiles.geojson").write_text("[]")
    assert _problems(folder) == [
        ("liupanshui_tiles.geojson", None, "", "", "This is not a GeoJSON file of tiles.")
    ]
