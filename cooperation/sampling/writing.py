"""Writing a sample programme: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    LedgerTally,
    MonthlyReport,
    Pairing,
    PairingMember,
    Place,
    Programme,
    Review,
    Submission,
    Target,
)
from cooperation.models.ledger import sector_of
from cooperation.models.tallies import is_tallied, rebuild
from cooperation.reporting.record import record_many
from cooperation.sampling.activities import sample_activities
from cooperation.sampling.beside import beside
from cooperation.sampling.bulk import may_go_unchecked, patient_collector, take_stock, unchecked
from cooperation.sampling.context import SampleContext
from cooperation.sampling.dialogue import write_dialogue
from cooperation.sampling.differences import write_explanations
from cooperation.sampling.figures import Figures
from cooperation.sampling.meetings import write_meetings
from cooperation.sampling.removal import remove_samples
from cooperation.sampling.reports import Reports
from cooperation.sampling.story import Story
from cooperation.sampling.targets import sample_targets
from cooperation.sampling.world import SINCE, UNTIL, Group, World, months_of
from cooperation.scoreboard.years import rebuild as keep_years
from cooperation.sectors import Sector, all_sectors


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
    sample = _Sample(world, months, seed, progress)
    with patient_collector():
        if world.crowded and may_go_unchecked():
            return _by_two(sample)
        with transaction.atomic():
            sample.begin()
            sample.write_reports()
            sample.write_ledgers(all_sectors())
            keep_years(sample.programme)
    return sample.written


def _by_two(sample: _Sample) -> Written:
    """A nation's sample: the longest ledgers by another process, beside all the rest. What both
    must find, its programme and pairings, is there before; and gone if either fails. Nobody
    deletes what they name meanwhile; of one that was killed, `sample --remove` takes the rest."""
    long = {sector_of(model) for model in filter(is_tallied, apps.get_models())}
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    theirs = [model for model in models if model._meta.app_label in long]

    def write_long_ledgers() -> None:
        # The bar is drawn by this process alone.
        sample.progress = lambda _steps: None
        with unchecked([*theirs, LedgerTally]):
            sample.write_ledgers([one for one in all_sectors() if one.slug in long])

    with transaction.atomic():
        sample.begin()
    try:
        with beside(write_long_ledgers) as other:
            with transaction.atomic(), unchecked([one for one in models if one not in theirs]):
                sample.write_reports()
                sample.write_ledgers([one for one in all_sectors() if one.slug not in long])
                keep_years(sample.programme)
                other.wait()
            sample.progress(len(long))
    except BaseException:
        remove_samples(sample.world)
        raise
    return sample.written


class _Sample:
    """A sample programme while it is written."""

    def __init__(
        self, world: World, months: int, seed: int, progress: Callable[[int], None]
    ) -> None:
        self.world, self.seed, self.progress = world, seed, progress
        self.covered = months_of(months)
        self.years = -(-months // 12)
        self.written = Written()

    def begin(self) -> None:
        """The programme with its pairings, and what will be said of them."""
        indicators = list(Indicator.objects.prefetch_related("not_for", "versions"))
        if not indicators:
            raise NoIndicators
        self.figures = Figures(self.world, indicators, self.years, self.seed)
        self.programme, self.pairings = _programme(self.world)
        self.context = SampleContext(self.programme, self.pairings, self.covered, self.figures)

    def write_reports(self) -> None:
        """Targets, reports, activities, meetings, and what was said about them."""
        span = range(SINCE.year, SINCE.year + self.years)
        insert(Target, sample_targets(self.figures, self.pairings, span))
        reports = Reports(self.figures, Story(self.figures, self.covered), self.pairings)
        for group in self.world.pairings:
            _write_figures(reports, group, self.pairings[group.slug], self.years, self.written)
            self.progress(1)
        insert(
            Activity, sample_activities(self.programme, self.pairings, self.figures, self.covered)
        )
        write_meetings(self.programme, self.pairings.values(), self.covered)
        take_stock(MonthlyReport, Submission, Review, Figure, Target)
        write_dialogue(self.figures, self.pairings, self.covered)
        write_explanations(reports.differences, reports.story, self.pairings)

    def write_ledgers(self, sectors: Iterable[Sector]) -> None:
        """The ledgers of some sectors, with the sums kept beside them: rows that come by COPY or
        by the base manager pass these."""
        slugs = set()
        for sector in sectors:
            slugs.add(sector.slug)
            if sector.sample:
                sector.sample(self.context)
            self.progress(1)
        for model in filter(is_tallied, apps.get_models()):
            if sector_of(model) in slugs:
                rebuild(model)


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
