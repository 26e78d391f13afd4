"""What a process keeps as it is while a programme's data version stands."""

from django.core.cache import cache

from cooperation import keeping
from cooperation.keeping import kept_as_it_is
from cooperation.models import Programme


def test_the_very_thing_until_the_version_is_raised(ground):
    made = []

    def make():
        made.append(object())
        return made[-1]

    programme = ground.programme
    assert kept_as_it_is(programme, "a", make) is kept_as_it_is(programme, "a", make)
    assert kept_as_it_is(programme, "b", make) is made[1]
    assert len(made) == 2
    Programme.objects.filter(pk=programme.pk).raise_data_version()
    programme.refresh_from_db()
    assert kept_as_it_is(programme, "a", make) is made[2]
    cache.clear()
    assert kept_as_it_is(programme, "a", make) is made[3]


def test_only_so_many_things_are_kept(ground, monkeypatch):
    monkeypatch.setattr(keeping, "_things", {})
    for number in range(keeping.AS_THEY_ARE + 5):
        assert kept_as_it_is(ground.programme, f"n{number}", lambda n=number: [n]) == [number]
    assert len(keeping._things) == keeping.AS_THEY_ARE
    # One that had to go is made anew.
    assert kept_as_it_is(ground.programme, "n0", lambda: ["anew"]) == ["anew"]
