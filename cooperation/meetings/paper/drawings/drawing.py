"""A drawing and the strokes that it is made of."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from cooperation.meetings.paper.characters import marked_up

# The light set of the design tokens: a file is printed on white, whatever the screen.
INK, INK_2, INK_3 = "#17212b", "#47525e", "#626c76"
RULE, STRONG_RULE, SUNK = "#dcd9cf", "#b9b5a8", "#efede6"
MOUNTAIN, PALE = "#1d4e63", "#8fb3c1"
STATES = {"ok": "#226b4e", "watch": "#8a5a00", "late": "#b3351f"}
FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
LATIN_FONTS = "Noto Sans, Helvetica, Arial, Noto Sans CJK SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG picture of a size in CSS pixels."""

    svg: str
    width: int
    height: int


@dataclass
class Canvas:
    """Collects strokes; y grows downwards."""

    width: int
    height: int
    language: str
    parts: list[str] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, more="") -> None:
        """A filled box; `more` is further markup."""
        box = f'x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}"'
        self.parts.append(f'<rect {box} fill="{fill}"{more}/>')

    def line(self, x1, y1, x2, y2, colour=RULE, width=1.0, dash="") -> None:
        """A straight stroke."""
        ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<line {ends} stroke="{colour}" stroke-width="{width}"{dashes}/>')

    def path(self, points: list[tuple[float, float]], colour: str, width: float, dash="") -> None:
        """A line through points."""
        if len(points) > 1:
            steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            dashes = f' stroke-dasharray="{dash}"' if dash else ""
            self.parts.append(
                f'<polyline points="{steps}" fill="none" stroke="{colour}" '
                f'stroke-width="{width}"{dashes}/>'
            )

    def dot(self, x: float, y: float, radius: float, fill: str, stroke: str) -> None:
        """A round mark."""
        self.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="{stroke}" '
            'stroke-width="1.5"/>'
        )

    def diamond(self, x: float, y: float, size: float, fill: str) -> None:
        """The mark of a published figure."""
        corners = f"{x},{y - size} {x + size},{y} {x},{y + size} {x - size},{y}"
        self.parts.append(f'<polygon points="{corners}" fill="{fill}"/>')

    def text(self, x, y, text: str, *, size=13, colour=INK, anchor="start", bold=False) -> None:
        """Words on a baseline."""
        weight = ' font-weight="700"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" '
            f'text-anchor="{anchor}"{weight}>{marked_up(text)}</text>'
        )

    def drawing(self, alt: str) -> Drawing:
        """What was collected, with a name for those who do not see it."""
        fonts = FONTS if self.language.startswith("zh") else LATIN_FONTS
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img" lang="{self.language}" '
            f'aria-label="{marked_up(alt)}" font-family="{fonts}">{"".join(self.parts)}</svg>'
        )
        return Drawing(svg, self.width, self.height)


def text_width(text: str, size: float) -> float:
    """About how wide a text is: a Chinese character is square, others are about half."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return size * (wide + 0.56 * (len(text) - wide))


def shortened(text: str, size: float, room: float) -> str:
    """The text, cut with "…" where it is wider than its room."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
