"""What kinds of files leave the product, in words.

An export's kind is its stem and a format: ledger-csv, report-xlsx, copy, office-form.
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
    "office": _("Form of a department"),
    "copy": _("Copy of a page"),
    "backup": _("Backup"),
}

# What is said in place of a format.
_ENDINGS = {
    "command": _("by command"),
    "file": _("one file"),
    "form": "",
    "preview": _("preview"),
}


def kind_words(kind: str) -> str:
    """Ledger · CSV; a kind that nobody has named stands as it is."""
    stem, _hyphen, ending = kind.partition("-")
    parts = (STEMS.get(stem, stem), _ENDINGS.get(ending, ending.upper()))
    return " · ".join(str(part) for part in parts if part)
