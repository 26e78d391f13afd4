"""Database triggers that keep the past as it was written.

Submissions, figures, reviews, confirmed checks, what the sides say of a figure, explanations of
differences, targets, sealed packs with their files, edited paragraphs, the audit list of exports
and the log of changes are only ever added. The triggers refuse UPDATE,
DELETE and (PostgreSQL) TRUNCATE of every row that a sample programme does not own; rows of sample
programmes may go, so that `manage.py sample --remove` leaves no trace. A row whose owner cannot
be found any more stays: else taking the owner away first would free it. For the same reason a
meeting with a pack or an edited paragraph stays in its programme. A sealed pack takes no further
file, a sample's no more than a real one's.

They are installed idempotently after every migration, because SQLite drops them when it rebuilds
a table. On SQLite they rely on `recursive_triggers` (settings): without it INSERT OR REPLACE
deletes rows and fires no trigger.
"""

from collections.abc import Iterator

from django.db import connections

_SAMPLE_PAIRING = (
    "JOIN cooperation_programme g ON g.id = p.programme_id AND g.sample = {true} WHERE "
)
_SAMPLE_MEETING = (
    "JOIN cooperation_programme g ON g.id = m.programme_id AND g.sample = {true} WHERE "
)
_REPORT = "JOIN cooperation_pairing p ON p.id = r.pairing_id "
_OF_PAIRING = "SELECT 1 FROM cooperation_pairing p " + _SAMPLE_PAIRING + "p.id = {row}.pairing_id"
_OF_SUBMISSION = (
    "SELECT 1 FROM cooperation_submission s "
    "JOIN cooperation_monthlyreport r ON r.id = s.report_id "
    + _REPORT
    + _SAMPLE_PAIRING
    + "s.id = {row}.submission_id"
)
_OF_MEETING = "SELECT 1 FROM cooperation_meeting m " + _SAMPLE_MEETING + "m.id = {row}.meeting_id"
_OF_PROGRAMME = (
    "SELECT 1 FROM cooperation_programme g WHERE g.id = {row}.programme_id AND g.sample = {true}"
)

# table: finds the sample programme that owns one of its rows ({row}); "" = no programme owns any
_SAMPLE_OWNER = {
    "cooperation_target": _OF_PAIRING,
    "cooperation_submission": (
        "SELECT 1 FROM cooperation_monthlyreport r "
        + _REPORT
        + _SAMPLE_PAIRING
        + "r.id = {row}.report_id"
    ),
    "cooperation_figure": _OF_SUBMISSION,
    "cooperation_changelog": "",
    "cooperation_review": _OF_SUBMISSION,
    "cooperation_confirmedcheck": _OF_SUBMISSION,
    "cooperation_cellmessage": _OF_PAIRING,
    "cooperation_statement": (
        "SELECT 1 FROM cooperation_figure f "
        "JOIN cooperation_submission s ON s.id = f.submission_id "
        "JOIN cooperation_monthlyreport r ON r.id = s.report_id "
        + _REPORT
        + _SAMPLE_PAIRING
        + "f.id = {row}.figure_id"
    ),
    "cooperation_explanation": _OF_PAIRING,
    "cooperation_explanationpart": (
        "SELECT 1 FROM cooperation_explanation e "
        "JOIN cooperation_pairing p ON p.id = e.pairing_id "
        + _SAMPLE_PAIRING
        + "e.id = {row}.explanation_id"
    ),
    "cooperation_pack": _OF_MEETING,
    "cooperation_briefingedit": _OF_MEETING,
    "cooperation_packfile": (
        "SELECT 1 FROM cooperation_pack k "
        "JOIN cooperation_meeting m ON m.id = k.meeting_id "
        + _SAMPLE_MEETING
        + "k.id = {row}.pack_id"
    ),
    # What left without a programme (master data) stays as well.
    "cooperation_export": _OF_PROGRAMME,
}

TABLES = tuple(_SAMPLE_OWNER)
MEETING, PACK_FILE = "cooperation_meeting", "cooperation_packfile"
_TRUE = {"sqlite": "1", "postgresql": "TRUE"}
# Packs and edits belong to a programme by their meeting alone.
_MEETING_IS_KEPT = (
    "NOT EXISTS (" + _OF_PROGRAMME.replace("{row}", "OLD") + ") AND ("
    "EXISTS (SELECT 1 FROM cooperation_pack k WHERE k.meeting_id = OLD.id) OR "
    "EXISTS (SELECT 1 FROM cooperation_briefingedit e WHERE e.meeting_id = OLD.id))"
)
_MEETING_MOVES = "(NEW.id <> OLD.id OR NEW.programme_id <> OLD.programme_id)"
# Sealing writes the ZIP last.
_IS_SEALED = (
    "EXISTS (SELECT 1 FROM cooperation_packfile f WHERE f.pack_id = NEW.pack_id AND f.kind = 'zip')"
)


def _kept(table: str, row: str, vendor: str) -> str:
    """The condition that a row stays: no sample programme owns it."""
    owner = _SAMPLE_OWNER[table].format(row=row, true=_TRUE[vendor])
    return f"NOT EXISTS ({owner})" if owner else "1 = 1"


def _triggers(vendor: str) -> Iterator[tuple[str, str]]:
    """Table and name of every trigger."""
    events = ("update", "delete") if vendor == "sqlite" else ("change", "truncate")
    for table in TABLES:
        for event in events:
            yield table, f"{table}_no_{event}"
    for event in ("move", "delete"):
        yield MEETING, f"{MEETING}_no_{event}"
    yield PACK_FILE, f"{PACK_FILE}_no_insert"


def trigger_names(vendor: str) -> set[str]:
    """The names of all triggers that must exist on a database."""
    return {name for _table, name in _triggers(vendor)}


def _of_meetings(vendor: str) -> Iterator[tuple[str, str, str, str, str]]:
    """The triggers that are alike on both: table, what for, event, condition, sentence."""
    kept = _MEETING_IS_KEPT.format(true=_TRUE[vendor])
    told = f"{MEETING} is append-only once it has a pack or an edited paragraph"
    yield MEETING, "move", "UPDATE OF id, programme_id", f"{_MEETING_MOVES} AND {kept}", told
    yield MEETING, "delete", "DELETE", kept, told
    yield PACK_FILE, "insert", "INSERT", _IS_SEALED, f"{PACK_FILE} is append-only: it is sealed"


def sqlite_statements() -> Iterator[str]:
    """What makes the triggers on SQLite."""
    for table in TABLES:
        for event in ("update", "delete"):
            condition = _kept(table, "OLD", "sqlite")
            told = f"{table} is append-only"
            yield from _sqlite_trigger(table, event, event.upper(), condition, told)
    for one in _of_meetings("sqlite"):
        yield from _sqlite_trigger(*one)


def _sqlite_trigger(table: str, what: str, event: str, condition: str, told: str) -> Iterator[str]:
    name = f"{table}_no_{what}"
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield (
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{told}'); END"
    )


def _postgresql_statements() -> Iterator[str]:
    for table in TABLES:
        anything, told = _kept(table, "t", "postgresql"), f"{table} is append-only"
        row = _kept(table, "OLD", "postgresql")
        yield from _postgresql_trigger(table, "change", "UPDATE OR DELETE", row, told)
        yield _refusing(
            f"{table}_refuse_truncate", f"EXISTS (SELECT 1 FROM {table} t WHERE {anything})", told
        )
        yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_truncate()"
        )
    for one in _of_meetings("postgresql"):
        yield from _postgresql_trigger(*one)


def _postgresql_trigger(
    table: str, what: str, event: str, condition: str, told: str
) -> Iterator[str]:
    yield _refusing(f"{table}_refuse_{what}", condition, told)
    yield f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}"
    yield (
        f"CREATE TRIGGER {table}_no_{what} BEFORE {event} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_{what}()"
    )


def _refusing(function: str, condition: str, told: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ "
        f"BEGIN IF {condition} THEN RAISE EXCEPTION '{told}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
    )


def _drop_statements(vendor: str) -> Iterator[str]:
    for table, name in _triggers(vendor):
        on = "" if vendor == "sqlite" else f" ON {table}"
        yield f"DROP TRIGGER IF EXISTS {name}{on}"


def install_triggers(using: str = "default") -> None:
    """(Re)create all triggers on a database whose tables exist; otherwise do nothing."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if not {*TABLES, MEETING} <= existing:
        return
    statements = sqlite_statements() if connection.vendor == "sqlite" else _postgresql_statements()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def make_way(using: str = "default") -> None:
    """Before a migration on SQLite: a table that a trigger names cannot be rebuilt."""
    if connections[using].vendor == "sqlite":
        drop_triggers(using)


def drop_triggers(using: str = "default") -> None:
    """Take the triggers off: a restore, a migration and the tests' clean-up do this."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _drop_statements(connection.vendor):
            cursor.execute(statement)
