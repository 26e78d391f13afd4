"""The schematic map: every tile once, pairs marked, links to pages; none without tiles."""

import datetime
import re

import pytest
from django.utils import translation

from cooperation.dashboards.tiles import all_tiles, tile_map
from cooperation.models import Pairing, PairingMember, Place, Programme

DAY = datetime.date(2024, 1, 31)


@pytest.fixture
def programme(db):
    guangdong = Place.objects.create(code="442000", level="city", name_zh="中山市", short_zh="中山")
    guizhou = Place.objects.create(
        code="520200", level="city", name_zh="六盘水市", short_zh="六盘水"
    )
    return Programme.objects.create(
        code="p",
        name_zh="协作",
        east=guangdong,
        west=guizhou,
        since=datetime.date(2021, 1, 1),
        until=datetime.date(2025, 12, 31),
    )


@pytest.fixture
def group(programme):
    city = Pairing.objects.create(
        programme=programme,
        slug="city",
        kind="city",
        east_place=programme.east,
        west_place=programme.west,
    )
    district = Place.objects.create(
        code="520281", level="county", name_zh="盘州市", parent=programme.west
    )
    town = Place.objects.create(
        code="442000100", level="township", name_zh="小榄镇", parent=programme.east
    )
    pairing = Pairing.objects.create(
        programme=programme,
        slug="group",
        kind="group",
        parent=city,
        east_body_zh="小榄组团<",
        west_place=district,
    )
    PairingMember.objects.create(pairing=pairing, place=town, leads=True)
    return pairing


def drawn(programme, pairings, day=DAY):
    members = PairingMember.objects.select_related("place")
    return tile_map(programme, pairings, members, day, {p.pk: f"/p/{p.slug}/" for p in pairings})


@pytest.mark.django_db
def test_every_tile_once_and_the_pair_in_one_tint(programme, group):
    result = drawn(programme, [group])
    assert len(re.findall(r'<path class="p\d"', result.svg)) == len(all_tiles())
    assert result.svg.count('<path class="p1"') == 2
    assert result.svg.count("/p/group/") == 2
    assert "小榄组团&lt;" in result.svg
    assert "style=" not in result.svg


@pytest.mark.django_db
def test_a_membership_that_has_ended_is_not_drawn(programme, group):
    PairingMember.objects.update(until=datetime.date(2023, 1, 1))
    assert drawn(programme, [group]).svg.count('<path class="p1"') == 1


@pytest.mark.django_db
def test_english_labels(programme, group):
    with translation.override("en"):
        assert "Panzhou" in drawn(programme, [group]).svg


@pytest.mark.django_db
def test_places_without_tiles_have_no_map(programme, group):
    Place.objects.filter(pk=programme.east_id).update(code="440100")
    assert drawn(Programme.objects.select_related("east", "west").get(), [group]) is None


@pytest.mark.django_db
def test_names_stand_after_all_tiles_of_their_side(programme, group):
    svg = drawn(programme, [group]).svg
    tiles = svg[: svg.index("<text")].count('<path class="p')
    assert tiles == sum(tile.parent == programme.west.code for tile in all_tiles())
