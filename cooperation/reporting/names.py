"""What a form and a report are called: by what they are about, never by a person."""

from __future__ import annotations

from cooperation.formatting import month_name
from cooperation.models import MonthlyReport, Side
from cooperation.sectors import sector_label


def form_name(sector: str, side: str) -> str:
    """劳务协作 · 西部."""
    return f"{sector_label(sector)} · {Side(side).label}"


def report_name(report: MonthlyReport) -> str:
    """小榄组团 ↔ 盘州市 · 劳务协作 · 西部 · 2025年9月 (the pairing's ends loaded)."""
    month = month_name(report.month.year, report.month.month)
    return f"{report.pairing} · {form_name(report.sector, report.side)} · {month}"
