"""Database triggers that keep the past as it was written.

Submissions, figures, reviews, confirmed checks, what the sides say of a figure, explanations of
differences, targets, sealed packs with their files, edited paragraphs, the audit list of exports
and the log of changes are only ever added. The triggers refuse UPDATE,
DELETE and (PostgreSQL) TRUNCATE of rows of real programmes; rows of sample programmes may
go, so that `manage.py sample --remove` leaves no trace. They are installed idempotently
after every migration, because SQLite drops them when it rebuilds a table.
"""

from django.db import connections

# table: how to get from one of its rows ({row}) to the programme that owns it
_OWNER = {
    "cooperation_target": (
        "SELECT 1 FROM cooperation_pairing p "
        "JOIN cooperation_programme g ON g.id = p.programme_id "
        "WHERE p.id = {row}.pairing_id AND g.sample = {false}"
    ),
    "cooperation_submission": (
        "SELECT 1 FROM cooperation_monthlyreport r "
        "JOIN cooperation_pairing p ON p.id = r.pairing_id "
        "JOIN cooperation_programme g ON g.id = p.programme_id "
        "WHERE r.id = {row}.report_id AND g.sample = {false}"
    ),
    "cooperation_figure": (
        "SELECT 1 FROM cooperation_submission s "
        "JOIN cooperation_monthlyreport r ON r.id = s.report_id "
        "JOIN cooperation_pairing p ON p.id = r.pairing_id "
        "JOIN cooperation_programme g ON g.id = p.programme_id "
        "WHERE s.id = {row}.submission_id AND g.sample = {false}"
    ),
}
# The log of changes belongs to no programme: nothing of it ever goes.
_OWNER["cooperation_changelog"] = "SELECT 1"
_OWNER["cooperation_review"] = _OWNER["cooperation_figure"]
_OWNER["cooperation_confirmedcheck"] = _OWNER["cooperation_figure"]
_OWNER["cooperation_cellmessage"] = _OWNER["cooperation_target"]
_OWNER["cooperation_statement"] = (
    "SELECT 1 FROM cooperation_figure f "
    "JOIN cooperation_submission s ON s.id = f.submission_id "
    "JOIN cooperation_monthlyreport r ON r.id = s.report_id "
    "JOIN cooperation_pairing p ON p.id = r.pairing_id "
    "JOIN cooperation_programme g ON g.id = p.programme_id "
    "WHERE f.id = {row}.figure_id AND g.sample = {false}"
)
_OWNER["cooperation_explanation"] = _OWNER["cooperation_target"]
_OWNER["cooperation_explanationpart"] = (
    "SELECT 1 FROM cooperation_explanation e "
    "JOIN cooperation_pairing p ON p.id = e.pairing_id "
    "JOIN cooperation_programme g ON g.id = p.programme_id "
    "WHERE e.id = {row}.explanation_id AND g.sample = {false}"
)
_OF_MEETING = (
    "SELECT 1 FROM cooperation_meeting m "
    "JOIN cooperation_programme g ON g.id = m.programme_id "
    "WHERE m.id = {row}.meeting_id AND g.sample = {false}"
)
_OWNER["cooperation_pack"] = _OF_MEETING
_OWNER["cooperation_briefingedit"] = _OF_MEETING
_OWNER["cooperation_packfile"] = (
    "SELECT 1 FROM cooperation_pack k "
    "JOIN cooperation_meeting m ON m.id = k.meeting_id "
    "JOIN cooperation_programme g ON g.id = m.programme_id "
    "WHERE k.id = {row}.pack_id AND g.sample = {false}"
)
# What left without a programme (master data) stays as well.
_OWNER["cooperation_export"] = (
    "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM cooperation_programme g "
    "WHERE g.id = {row}.programme_id AND g.sample = {true})"
)

TABLES = tuple(_OWNER)


def trigger_names(vendor: str) -> set[str]:
    """The names of all triggers that must exist on a database."""
    events = ("update", "delete") if vendor == "sqlite" else ("change", "truncate")
    return {f"{table}_no_{event}" for table in TABLES for event in events}


def sqlite_statements():
    """What makes the triggers on SQLite."""
    for table, owner in _OWNER.items():
        for event in ("update", "delete"):
            name = f"{table}_no_{event}"
            condition = owner.format(row="OLD", false="0", true="1")
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
                f"WHEN EXISTS ({condition}) "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql_statements():
    for table, owner in _OWNER.items():
        row = owner.format(row="OLD", false="FALSE", true="TRUE")
        anything = owner.format(row="t", false="FALSE", true="TRUE")
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_refuse_change() RETURNS trigger AS $$ "
            f"BEGIN IF EXISTS ({row}) THEN RAISE EXCEPTION '{table} is append-only' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        yield f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse_change()"
        )
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_refuse_truncate() RETURNS trigger AS $$ "
            f"BEGIN IF EXISTS (SELECT 1 FROM {table} t WHERE EXISTS ({anything})) THEN "
            f"RAISE EXCEPTION '{table} is append-only' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NULL; "
            "END $$ LANGUAGE plpgsql"
        )
        yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_truncate()"
        )


def _drop_statements(vendor: str):
    for table in TABLES:
        for name in sorted(n for n in trigger_names(vendor) if n.startswith(f"{table}_no_")):
            on = "" if vendor == "sqlite" else f" ON {table}"
            yield f"DROP TRIGGER IF EXISTS {name}{on}"


def install_triggers(using: str = "default") -> None:
    """(Re)create all triggers on a database whose tables exist; otherwise do nothing."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    if not set(TABLES) <= existing:
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
