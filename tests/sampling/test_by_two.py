"""A nation's sample by two processes: the same rows as by one, or none."""

import dataclasses

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from consumption.models import Purchase
from cooperation import append_only
from cooperation.models import Place
from cooperation.sampling import world as worlds
from cooperation.sampling import writing
from cooperation.seeding.load import load_seeds
from tests.sampling.conftest import fingerprint, row_counts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL holds a nation"),
]
TOWNS = dataclasses.replace(
    worlds.PROVINCE,
    scale="towns",
    code="sample-towns",
    groups=worlds.PROVINCE.groups[:3],
    places=worlds.PROVINCE.places[:8],
    crowded=True,
)


@pytest.fixture
def seeded(transactional_db, monkeypatch):
    load_seeds(settings.BASE_DIR / "seeds")
    monkeypatch.setitem(worlds.SCALES, "towns", TOWNS)
    yield
    # Emptying the tables would be refused for the log of changes; it also puts the triggers back.
    append_only.drop_triggers()


def write():
    call_command("sample", scale="towns", months=2, verbosity=0)


def test_two_write_what_one_does(seeded, monkeypatch):
    before = row_counts()
    write()
    by_two, rows = fingerprint(), row_counts()
    assert Purchase.objects.count() > 1000
    call_command("tally", "--check")
    call_command("sample", remove=True, verbosity=0)
    assert row_counts() == before
    monkeypatch.setattr(writing, "may_go_unchecked", lambda: False)
    write()
    assert row_counts() == rows
    assert fingerprint() == by_two


@pytest.mark.parametrize("whose", ["the other", "this one", "a row that names nothing"])
def test_nothing_is_left_if_either_fails(seeded, monkeypatch, whose):
    before = row_counts()

    def refuse(*_some):
        raise RuntimeError("no room left")

    def mistake(model):
        # Past the models, as the sample writes: else it would wait for whoever releases figures.
        Purchase._base_manager.update(product=10**9)

    if whose == "the other":
        monkeypatch.setattr(writing, "rebuild", refuse)
    elif whose == "this one":
        monkeypatch.setattr(writing, "keep_years", refuse)
    else:
        monkeypatch.setattr(writing, "rebuild", mistake)
    with pytest.raises(RuntimeError if whose == "this one" else CommandError):
        write()
    assert row_counts() == before
    assert not Place.objects.filter(code__startswith=worlds.PLACE_PREFIX).exists()
