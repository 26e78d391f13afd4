"""Rules between figures, months and people. What breaks them is not taken."""

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.checks.codes.check import Check
from cooperation.reporting.problems import Severity

HARD = Severity.HARD
_BOTH = _("Check both figures")
_MONTH = _("Choose a month that has begun")
_SHORTER = _("Shorten it")

REFUSED = (
    Check(
        "L01",
        HARD,
        _("Subset larger than its whole"),
        _("A subset (of which) is larger than the figure it belongs to."),
        _BOTH,
        _("120 people lifted out of poverty of 100 people in work"),
    ),
    Check(
        "L03",
        HARD,
        _("Parts and total differ"),
        _("All parts of a total are given and do not add up to it."),
        _("Check the total and its parts"),
        _("200 + 100 + 22 in the parts, 320 in the total"),
    ),
    Check(
        "L06",
        HARD,
        _("Year to date falls"),
        _("A year to date is below what the year had reached before."),
        _("Check both months; reopen the other report if that one is wrong"),
        _("September says 2,950, October 2,900"),
    ),
    Check(
        "L08",
        HARD,
        _("Year to date passes a later one"),
        _("With this figure the year reaches more than the report of a later month says."),
        _("Check both months; reopen the other report if that one is wrong"),
        _("March is corrected to 500, April says 480 so far"),
    ),
    Check(
        "L17",
        HARD,
        _("Report is closed"),
        _("A report is submitted or approved already."),
        _("Withdraw it to change it, as long as nobody reviewed it"),
    ),
    Check(
        "D09",
        HARD,
        _("No such day or month"),
        _("A day or month does not exist, or a month is not given by its first day."),
        _("Choose the month from the list"),
        "2021-13, 2021-02-30",
    ),
    Check(
        "D00",
        HARD,
        _("Not a day"),
        _("A text is no day that can be read."),
        _("Write it like 2021-02-17"),
    ),
    Check(
        "D11",
        HARD,
        _("Day without a year"),
        _("The year of a day cannot be told."),
        _("Write it like 2021-02-17"),
        "21-2, 2-Feb",
    ),
    Check(
        "D21",
        HARD,
        _("Day of a spreadsheet"),
        _("A day is a spreadsheet's number or lies before all calendars."),
        _("Write it like 2021-02-17"),
        "0000-00, 1900-01-00",
    ),
    Check(
        "D17",
        HARD,
        _("Month outside of the cooperation"),
        _("The pairing or its programme does not exist in the month."),
        _("Choose a month in this time"),
        _("January 2012 in a cooperation that begins in 2021"),
    ),
    Check(
        "D18",
        HARD,
        _("Month still to come"),
        _("The month has not begun."),
        _MONTH,
    ),
    Check(
        "R01",
        HARD,
        _("Indicator of another report"),
        _("The other side or another sector reports it, or it does not apply to the pairing."),
        _("Leave it out; the list of indicators says who reports it"),
    ),
    Check(
        "R02",
        HARD,
        _("Basis does not fit"),
        _("A flow counts the month or the year to date; a stock counts as it stands."),
        _("Choose month or year to date"),
    ),
    Check(
        "R03",
        HARD,
        _("Times out of order"),
        _("Submissions and reviews that are taken over are not in the order of time."),
        _("Give each a time that is not before the one before it, nor in the future"),
    ),
    Check(
        "R04",
        HARD,
        _("Nothing to report"),
        _("This side has no indicator in this sector."),
        _("Choose another sector or side"),
    ),
    Check(
        "W02",
        HARD,
        _("Page out of date"),
        _("Somebody else changed the report after the page was opened."),
        _("Look at it again and submit then"),
    ),
    Check(
        "W07",
        HARD,
        _("Reason missing"),
        _("A return, a reopening or a held check has no reason in words."),
        _("Say in a few words why"),
        "…, 1",
    ),
    Check(
        "W08",
        HARD,
        _("Empty cells"),
        _("A report is handed in with cells that are empty and without a note."),
        _("Type 0 where nothing happened; where the figure is not known, say so in the note"),
    ),
    Check(
        "W12",
        HARD,
        _("Not assigned"),
        _("The report belongs to another office."),
        _("Ask the administrator if it should be"),
    ),
    Check(
        "T17",
        HARD,
        _("Text too long"),
        _("A note or a reason has more than 300 characters."),
        _SHORTER,
    ),
    Check(
        "T21",
        HARD,
        _("Characters that cannot be kept"),
        _("A text has control characters, mostly from a file that is no text."),
        _("Type it anew"),
    ),
    Check(
        "P01",
        HARD,
        _("Personal data"),
        _("A cell, note or reason seems to hold an identity or telephone number."),
        _("Leave it out: no personal data are collected here"),
    ),
)
