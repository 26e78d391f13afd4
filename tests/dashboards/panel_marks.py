"""Marks of every size, and panels drawn from them without a database."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace
from xml.etree import ElementTree

from hypothesis import strategies as st

from cooperation.dashboards.panels.links import RowLinks
from cooperation.dashboards.panels.sections import SHAPES
from cooperation.dashboards.panels.shown import shown_marks
from cooperation.sectors import Mark, Panel

YEAR = 2024
SCOPE = SimpleNamespace(first=datetime.date(YEAR, 1, 1), last=datetime.date(YEAR, 9, 30))
LINKS = RowLinks(
    path="/labor/batches/",
    base={"programme": "try"},
    period={"since": "2024-01-01", "until": "2024-09-30"},
    back={"from": "some", "year": "2024", "through": "9"},
)

names = st.one_of(
    st.sampled_from(["三乡镇", "其他", "—", "<b>&\"'</b>", "中山市" * 40, "Very long name " * 20]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12),
)
amounts = st.one_of(
    st.integers(0, 40),
    st.decimals(0, 10**13, places=4, allow_nan=False, allow_infinity=False),
)
values = st.one_of(st.none(), amounts)
days_of_period = st.dates(SCOPE.first, SCOPE.last)


def mark_lists(**fields):
    """Lists of marks: one, forty, known, unknown, zero, huge."""
    made = st.builds(Mark, label=names, value=values, **fields)
    return st.lists(made, min_size=1, max_size=40)


def a_panel(shape: str, **fields) -> Panel:
    """A panel whose labels have to be escaped."""
    given = {"slug": "some", "label": "<某图>", "ledger": "batch", "value_label": "人数"}
    return Panel(shape=shape, marks=lambda scope: (), **given | fields)


def shown(panel: Panel, marks):
    """The marks with their texts and links."""
    return shown_marks(panel, marks, LINKS, SCOPE)


def drawing(panel: Panel, marks) -> ElementTree.Element:
    """The drawing as a tree: whatever is not well-formed or not escaped fails here."""
    html = SHAPES[panel.shape](panel, shown(panel, marks), SCOPE)
    assert "style=" not in html
    # What XML cannot hold is no concern of HTML.
    return ElementTree.fromstring(f"<all>{re.sub('[￾￿]', '', html)}</all>")


def number_of(element: ElementTree.Element, name: str) -> Decimal:
    """An attribute of the geometry."""
    return Decimal(element.get(name, "0"))


def box_of(svg: ElementTree.Element) -> tuple[Decimal, Decimal]:
    """Width and height of a drawing's own coordinates."""
    return tuple(map(Decimal, svg.get("viewBox").split()[2:]))


def of_class(tree: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """The elements that have a class."""
    return [e for e in tree.iter() if name in e.get("class", "").split()]


def rectangles_inside(svg: ElementTree.Element) -> bool:
    """Whether no rectangle and no circle leaves the drawing."""
    width, height = box_of(svg)
    tolerance = Decimal("0.02")
    for one in svg.iter():
        if one.tag == "rect":
            x, y = number_of(one, "x"), number_of(one, "y")
            right, bottom = x + number_of(one, "width"), y + number_of(one, "height")
            if min(x, y) < -tolerance or right > width + tolerance or bottom > height + tolerance:
                return False
        if one.tag == "circle":
            x, y, r = (number_of(one, name) for name in ("cx", "cy", "r"))
            if x - r < 0 or y - r < 0 or x + r > width or y + r > height:
                return False
    return True
