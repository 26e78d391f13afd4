"""What kinds of files leave the product, in words.

An export's kind is its stem and a format: ledger-csv, report-xlsx, copy.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STEMS = {
    "pack": _("Pack of a meeting"),
    "report": _("Report for the joint meeting"),
    "ledger": _("Ledger"),
    "targets": _("Targets"),
    "reconciliation": _("Figures and ledgers"),
    "compare": _("Comparison"),
    "completeness": _("Completeness and timeliness"),
    "form": _("Form of a department"),
    "copy": _("Copy of a page"),
    "backup": _("Backup"),
}


def kind_words(kind: str) -> str:
    """Ledger · CSV; a kind that nobody has named stands as it is."""
    stem, _hyphen, form = kind.partition("-")
    name = str(STEMS.get(stem, stem))
    return f"{name} · {_('by command') if form == 'command' else form.upper()}" if form else name
