"""Held checks: right or wrong, an office says which. And offers, which hold nothing."""

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.checks.codes.check import Check
from cooperation.reporting.problems import Severity

SOFT, HINT = Severity.SOFT, Severity.HINT

HELD = (
    Check(
        "M01",
        SOFT,
        _("Many times too large"),
        _("A value is about 1,000, 10,000 or 100,000,000 times what is usual."),
        _("Check the unit: is %(offer)s meant?"),
        _("3,450,000 (yuan) in a column of 10k yuan where about 300 is usual: 345 is offered"),
        _("about %(factor)s times what is usual (%(usual)s)"),
    ),
    Check(
        "M02",
        SOFT,
        _("Many times too small"),
        _("A value is about 1/1,000, 1/10,000 or 1/100,000,000 of what is usual."),
        _("Check the unit: is %(offer)s meant?"),
        _("0.35 (100 million yuan) in a column of 10k yuan: 3,500 is offered"),
        _("about 1/%(factor)s of what is usual (%(usual)s)"),
    ),
    Check(
        "M08",
        SOFT,
        _("Sudden jump"),
        _(
            "A month (or a count) is at least five times the median of the last six values, or at "
            "most a fifth of it, and lies far outside of the last three years. Speaks from the "
            "second year on; small numbers may jump."
        ),
        _("Check the figure; if it is right, say in a few words why"),
        _("820 people where 100 is usual and there were never more than 240"),
        _("%(figure)s is %(ratio)s times the median of the last six values (%(usual)s)"),
    ),
    Check(
        "L05",
        SOFT,
        _("Year to date typed as the month"),
        _("A month is unusual by itself, and usual if what the year had before is taken off."),
        _("If it is, the month alone is %(offer)s"),
        _("October says 3,200 after 2,950 in January to September: 250 is offered"),
        _("the months before add up to %(before)s; this looks like the year to date"),
    ),
    Check(
        "R05",
        SOFT,
        _("Month typed as the year to date"),
        _("A year to date hardly grows, but would be usual as the month alone."),
        _("If it is, type it as “this month”: the year to date is then %(then)s"),
        _("The year to date says 130 after 120 in January, where 125 a month is usual"),
        _("the year had reached %(before)s before; this looks like the month alone"),
    ),
    Check(
        "R06",
        SOFT,
        _("Last month's figures again"),
        _("All flows are exactly what the report of the month before says, at least three."),
        _("Type this month's figures; if they are the same, say in a few words why"),
        _("March repeats all numbers of February"),
        _("all figures are exactly those of the month before"),
    ),
    Check(
        "L11",
        SOFT,
        _("Target passed by more than double"),
        _("The year to date (or the count) passes twice the year's target in this month."),
        _("Check the figure, the target and their units; if all are right, say why"),
        _("2,300 people where the year's target is 1,000"),
        _("%(figure)s is %(completion)s of the year's target (%(target)s)"),
    ),
    Check(
        "D19",
        SOFT,
        _("Handed in late"),
        _("A report is handed in for the first time after its deadline, days of grace included."),
        _("Say in a few words why"),
        _("The deadline was 2025-10-10, the report is handed in on 2025-10-12"),
        _("the deadline was %(deadline)s (days late: %(days)s)"),
    ),
)
OFFERS = (
    Check(
        "R07",
        HINT,
        _("Sum of the parts"),
        _("A total is empty and all its parts are given."),
        _("Take the sum over if it is right"),
        _("200 in the east, 100 near home and 22 elsewhere: 322 is offered"),
        _("its parts add up to %(sum)s (%(parts)s)"),
    ),
)
