"""Writing a sample programme: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from django.apps import apps
from django.db import transaction

from cooperation.bulk import insert
from cooperation.models import (
    Activity,
    DraftCell,
    Figure,
    Indicator,
    MonthlyReport,
    Pairing,
    PairingMember,
    Place,
    Programme,
    Review,
    Submission,
    Target,
)
from cooperation.models.tallies import is_tallied, rebuild
from cooperation.reporting.record import record_many
from cooperation.sampling.activities import sample_activities
from cooperation.sampling.bulk import patient_collector, take_stock, unchecked
from cooperation.sampling.context import SampleContext
from cooperation.sampling.dialogue import write_dialogue
from cooperation.sampling.differences import write_explanations
from cooperation.sampling.figures import Figures
from cooperation.sampling.meetings import write_meetings
from cooperation.sampling.reports import Reports
from cooperation.sampling.story import Story
from cooperation.sampling.targets import sample_targets
from cooperation.sampling.world import SINCE, UNTIL, Group, World, months_of
from cooperation.scoreboard.years import rebuild as keep_years
from cooperation.sectors import all_sectors


class NoIndicators(Exception):
    """The catalogue is empty, or a place is missing: the published data is not loaded."""


@dataclass
class Written:
    """What was written."""

    submissions: int = 0
    figures: int = 0


def write_sample(
    world: World,
    *,
    months: int,
    seed: int,
    progress: Callable[[int], None] = lambda _steps: None,
) -> Written:
    """Write a sample programme; `progress` is told how many of `steps_of` are done."""
    with transaction.atomic(), patient_collector(), unchecked(crowd=world.crowded):
        indicators = list(Indicator.objects.prefetch_related("not_for", "versions"))
        if not indicators:
            raise NoIndicators
        years = -(-months // 12)
        figures = Figures(world, indicators, years, seed)
        programme, pairings = _programme(world)
        covered = months_of(months)
        span = range(SINCE.year, SINCE.year + years)
        insert(Target, sample_targets(figures, pairings, span))
        reports = Reports(figures, Story(figures, covered), pairings)
        written = Written()
        for group in world.pairings:
            _write_figures(reports, group, pairings[group.slug], years, written)
            progress(1)
        insert(Activity, sample_activities(programme, pairings, figures, covered))
        write_meetings(programme, pairings.values(), covered)
        take_stock(MonthlyReport, Submission, Review, Figure, Target)
        write_dialogue(figures, pairings, covered)
        write_explanations(reports.differences, reports.story, pairings)
        context = SampleContext(programme, pairings, covered, figures)
        for sector in all_sectors():
            if sector.sample:
                sector.sample(context)
            progress(1)
        # Rows that come by COPY or by the base manager pass the sums that are kept beside them.
        for model in filter(is_tallied, apps.get_models()):
            rebuild(model)
        keep_years(programme)
    return written


def steps_of(world: World, months: int) -> int:
    """How many steps `write_sample` reports."""
    return len(world.pairings) + len(all_sectors())


def _write_figures(
    reports: Reports, group: Group, pairing: Pairing, years: int, written: Written
) -> None:
    """All years of a pairing through the gate at once: it reads the catalogue once each time."""
    span = range(SINCE.year, SINCE.year + years)
    entries = (entry for year in span for entry in reports.entries(group, year))
    result = record_many(entries, channel=Submission.Channel.SAMPLE)
    written.submissions += result.submissions
    written.figures += result.figures
    for sector, side, month, cells in chain.from_iterable(
        reports.drafts(group, year) for year in span
    ):
        report = MonthlyReport.objects.create(
            pairing=pairing, sector=sector, side=side, month=month
        )
        DraftCell.objects.bulk_create(
            DraftCell(
                report=report,
                indicator=reports.figures.indicators[code],
                basis=basis,
                value=value,
                note=note,
            )
            for code, (basis, value, note) in cells.items()
        )


def _programme(world: World) -> tuple[Programme, dict[str, Pairing]]:
    """The programme with its own places and its pairings, by slug."""
    for place in world.places:
        Place.objects.create(
            code=place.code,
            level=place.level,
            name_zh=place.name_zh,
            name_en=place.name_en,
            parent=Place.objects.filter(code=place.parent).first() if place.parent else None,
        )
    places = {place.code: place for place in Place.objects.filter(code__in=_codes(world))}
    if len(places) < len(_codes(world)):
        raise NoIndicators
    programme = Programme.objects.create(
        code=world.code,
        name_zh=world.name_zh,
        name_en=world.name_en,
        east=places[world.city.east],
        west=places[world.city.west],
        since=SINCE,
        until=UNTIL,
        sample=True,
    )
    pairings: dict[str, Pairing] = {}
    for position, group in enumerate(world.pairings):
        pairings[group.slug] = Pairing.objects.create(
            programme=programme,
            slug=group.slug,
            kind=Pairing.Kind.GROUP if position else Pairing.Kind.CITY,
            parent=pairings.get(world.city.slug),
            east_place=places[group.east],
            east_body_zh=group.body_zh,
            east_body_en=group.body_en,
            west_place=places[group.west],
            since=SINCE,
            reports=True,
            position=position * 10,
        )
        PairingMember.objects.bulk_create(
            PairingMember(
                pairing=pairings[group.slug],
                place=places[member.place],
                leads=member.leads,
                since=member.since,
                until=member.until,
            )
            for member in group.members
        )
    return programme, pairings


def _codes(world: World) -> set[str]:
    """The places that take part."""
    return {
        code
        for group in world.pairings
        for code in (group.east, group.west, *(member.place for member in group.members))
    }
