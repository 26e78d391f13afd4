"""How a number is written in a cell."""

from django.utils.translation import gettext_lazy as _

from cooperation.reporting.checks.codes.check import Check
from cooperation.reporting.problems import Severity

HARD, SOFT = Severity.HARD, Severity.SOFT
_ONE = _("Write one number in digits")
_NUMBER = _("Not a number")
_SIZE = _("Check the number and its unit")

# code, severity, title, when it speaks, what to do, example
_ROWS = (
    ("N00", HARD, _NUMBER, _("The text cannot be read as a number."), _ONE, "abc"),
    (
        "N04",
        HARD,
        _("Commas in the wrong place"),
        _("Commas do not part groups of three digits."),
        _ONE,
        "1,23,4",
    ),
    ("N05", HARD, _("List in a cell"), _("A cell holds a list."), _ONE, "1、234"),
    (
        "N07",
        HARD,
        _("Blanks in the number"),
        _("Blanks do not part groups of three digits."),
        _ONE,
        "1 23 4",
    ),
    (
        "N13",
        HARD,
        _("Number in brackets"),
        _("Brackets or a triangle would be read as a minus."),
        _("If it is positive, leave out the brackets or the sign"),
        "(123), △5",
    ),
    (
        "N14",
        HARD,
        _("Negative figure"),
        _("A figure is below zero."),
        _("Write the number without a sign; correct an earlier month by reopening its report"),
        "-5",
    ),
    (
        "N15",
        HARD,
        _("Signs in the wrong place"),
        _("Several signs, or one behind the number."),
        _ONE,
        "--5, 5-",
    ),
    (
        "N17",
        SOFT,
        _("Too many decimals"),
        _("A value has more decimals than its indicator keeps."),
        _("Confirm the rounded value or write the right one"),
        _("12.345 in a column with two decimals: 12.35 is offered"),
    ),
    (
        "N18",
        HARD,
        _("Whole numbers"),
        _("People, enterprises and events are counted in whole numbers."),
        _("Write a whole number"),
        "12.5",
    ),
    (
        "N19",
        HARD,
        _("Decimal point"),
        _("A dot that is no decimal point."),
        _("Write the point as “.”"),
        "12·5",
    ),
    (
        "N20",
        HARD,
        _("Half a number"),
        _("Digits are missing before or after the point."),
        _("Write it like 0.5 or 12"),
        ".5, 12.",
    ),
    (
        "N21",
        HARD,
        _("Scientific notation"),
        _("A spreadsheet has shortened the number."),
        _("Write the whole number"),
        "1.2E+05",
    ),
    ("N23", HARD, _("Too many digits"), _("More than 15 digits."), _SIZE, "1e309"),
    ("N25", HARD, _NUMBER, _("A computer's word for something else than a number."), _ONE, "NaN"),
    (
        "N27",
        HARD,
        _("Digits of another script"),
        _("Digits that are not 0–9."),
        _("Use the digits 0–9"),
        "٣",
    ),
    ("N29", HARD, _("Fraction"), _("A fraction or another number system."), _ONE, "1/2, 0x1F"),
    (
        "N31",
        SOFT,
        _("Chinese numerals"),
        _("The number is written in words."),
        _("Confirm the number in digits"),
        "壹佰贰拾元整",
    ),
    (
        "N33",
        SOFT,
        _("Another unit"),
        _("The unit typed is not the column's, but can be converted."),
        _("Confirm the converted value"),
        _("500元 in a column of 10k yuan: 0.05 is offered"),
    ),
    (
        "N34",
        HARD,
        _("Percentage"),
        _("A share was typed instead of a count or an amount."),
        _("Write the count or amount itself"),
        "61.78%",
    ),
    (
        "N37",
        HARD,
        _("Range of numbers"),
        _("From one number to another."),
        _("Write one number, not a range"),
        "300-500",
    ),
    (
        "N38",
        HARD,
        _("Inexact number"),
        _("The number is not exact."),
        _("Write the exact number; put doubts into the note"),
        "约300, 300余",
    ),
    ("N39", HARD, _("As above"), _("The cell only points to another one."), _ONE, "同上"),
    ("N41", HARD, _("Two numbers"), _("There is more than one number in a cell."), _ONE, "12;3"),
    ("N45", HARD, _("Yes or no"), _("A cell says yes or no."), _ONE, "TRUE"),
    (
        "N47",
        HARD,
        _("Number too large"),
        _("A count reaches 1,000,000,000 or an amount 13 digits before the point."),
        _SIZE,
        "9223372036854775808",
    ),
    (
        "N49",
        HARD,
        _("Text too long for a cell"),
        _("A cell has more than 1,000 characters."),
        _ONE,
        "",
    ),
    (
        "F01",
        HARD,
        _("Cannot be converted"),
        _("Earlier months are missing: month and year to date do not follow from each other."),
        _("Empty the cell and type the other figure"),
    ),
    (
        "M06",
        HARD,
        _("Something else is counted"),
        _("The unit typed cannot be converted into the column's."),
        _("Check what is counted"),
        _("300户 in a column of people"),
    ),
)
CELLS = tuple(Check(*row) for row in _ROWS)
