"""What a number is, in sentences: the period, whose reports, how many of them, what lacks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cooperation.dashboards.citations import exactly
from cooperation.dashboards.explain.subject import Subject
from cooperation.dashboards.words import city_level
from cooperation.formatting import (
    day,
    list_comma,
    month_name,
    months_text,
    number,
    period_name,
    year_name,
)
from cooperation.models import Pairing, Side
from cooperation.scoreboard import Part
from cooperation.sectors import sector_label


def sentences(subject: Subject) -> list[str]:
    """What the number is, what is not in it, and how sure it is."""
    row = subject.row
    told = [_what(subject)]
    if row.ytd is not None:
        told += [*_published_within(subject), *_not_in_it(subject), *_how_sure(subject)]
    as_of = subject.frame.period.as_of
    if as_of:
        told.append(_("As it was known on %(day)s.") % {"day": day(as_of)})
    if subject.public:
        told.append(_("Approved and published figures only."))
    return told


def _what(subject: Subject) -> str:
    row = subject.row
    words = {
        "period": period_name(row.year, row.through),
        "month": month_name(row.year, row.through),
        "year": year_name(row.year),
        "covered": row.covered,
        "due": row.due,
        "day": day(row.value_date),
    }
    if row.ytd is None:
        return _nothing(subject) % words
    if row.reading:
        return _published(subject) % words
    if subject.total:
        words["parts"] = _who_gave(subject)
        return _sum(subject) % words
    if row.indicator.is_stock:
        return _count(subject) % words
    return (
        _("%(period)s, year to date: %(covered)d of %(due)d monthly reports due are in it.") % words
    )


def _nothing(subject: Subject) -> str:
    row = subject.row
    if row.not_applicable:
        return _("This indicator is not asked for here in %(year)s.")
    if not row.due:
        return _("%(period)s: no report was due, and nothing is published.")
    return _("%(period)s: nothing is reported or published; %(due)d monthly reports were due.")


def _published(subject: Subject) -> str:
    if not subject.total:
        return _("A published figure, up to %(day)s; the offices reported nothing in its place.")
    if subject.row.beside is None:
        return _("A published figure for the whole city, up to %(day)s; the offices reported none.")
    row = subject.row
    if row.parts_given < row.parts or row.beside.source != "reported":
        return _(
            "A published figure for the whole city, up to %(day)s. Not all offices have reported; "
            "what is known of them stands beside it."
        )
    return _(
        "A published figure for the whole city, up to %(day)s. It reaches as far as the months "
        "that all have reported, so it is the total; the sum of the reports stands beside it."
    )


def _sum(subject: Subject) -> str:
    if subject.indicator.is_stock:
        return _(
            "Up to the end of %(month)s, the newest counts of %(parts)s, added up; "
            "months covered: %(covered)d of %(due)d."
        )
    if subject.row.source != "reported":
        return _("%(period)s, %(parts)s, added up; months covered: %(covered)d of %(due)d.")
    return _(
        "%(period)s, %(parts)s, added up: %(covered)d of %(due)d monthly reports due are in it."
    )


def _count(subject: Subject) -> str:
    row = subject.row
    if row.value_date and row.value_date.year < row.year:
        return _("The count of %(day)s: no newer one was given up to the end of %(month)s.")
    return _("The count of %(day)s, the newest up to the end of %(month)s.")


def _who_gave(subject: Subject) -> str:
    """市本级和 3 个结对: those whose numbers are in the sum."""
    given = [part for part in subject.parts if part.now and part.now.ytd is not None]
    count = sum(not part.own for part in given)
    pairings = ngettext("%(count)d pairing", "%(count)d pairings", count) % {"count": count}
    if any(part.own for part in given):
        return (
            _("the city level and %(pairings)s") % {"pairings": pairings} if count else city_level()
        )
    return pairings


def _published_within(subject: Subject) -> Iterator[str]:
    """Parts of a sum that the press gave."""
    if subject.row.reading:
        return
    names = [
        part_name(part) for part in subject.parts if part.now and part.now.source == "published"
    ]
    if names:
        yield _("Published figures stand in for reports of: %(names)s.") % {
            "names": list_comma().join(names)
        }


def _not_in_it(subject: Subject) -> Iterator[str]:
    row = subject.row
    if subject.total and not row.reading:
        gaps = [
            _("%(form)s: %(months)s")
            % {"form": office(subject, part), "months": _months(part.missing)}
            for part in subject.parts
            if part.missing
        ]
        if gaps:
            yield _("Not in it: %(gaps)s.") % {
                "gaps": pgettext("between statements", "; ").join(gaps)
            }
        spared = [part_name(part) for part in subject.parts if part.now is None]
        if spared:
            yield _("Not asked for from: %(names)s.") % {"names": list_comma().join(spared)}
    elif row.missing:
        yield _("Not in it: %(gaps)s.") % {"gaps": _months(row.missing)}


def _months(missing) -> str:
    return months_text(int(month[-2:]) for month in missing)


def _how_sure(subject: Subject) -> Iterator[str]:
    row = subject.row
    if row.reading and row.reading.exactness != "exact":
        text = exactly(number(row.ytd, row.indicator.decimals), row.reading.exactness)
        yield _("The source says “%(text)s”, no exact figure.") % {"text": text}
    if row.correcting:
        yield _("A correction is under way; the approved figure stays.")
    elif row.pending:
        yield _("Of %(covered)d reports %(approved)d are approved; the others are not yet.") % {
            "covered": row.covered,
            "approved": row.approved,
        }


def part_name(part: Part) -> str:
    """Whose part it is."""
    return city_level() if part.own else part.pairing.name


def office(subject: Subject, part: Part) -> str:
    """The side that enters it, by its place: never a person."""
    return city_level() if part.own else side_name(part.pairing, subject.indicator.side)


def side_name(pairing: Pairing, side: str) -> str:
    """A side of a pairing by its place: 小榄组团, 盘州市."""
    return pairing.east_name if side == Side.EAST else pairing.west_name


def responsible(subject: Subject) -> str:
    """Who enters the number: 盘州市（劳务协作 · 西部）; of a total each pairing's side."""
    indicator, row = subject.indicator, subject.row
    form = f"{sector_label(indicator.sector)} · {Side(indicator.side).label}"
    if subject.total:
        east = indicator.side == Side.EAST
        who = _("each pairing’s eastern side") if east else _("each pairing’s western side")
    else:
        who = side_name(row.pairing, indicator.side)
    return _("%(who)s (%(form)s)") % {"who": who, "form": form}
