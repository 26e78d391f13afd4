"""The addresses that every ledger has: its files, and its own pages at the workplace."""

from django.contrib.admin import site
from django.urls import reverse

from cooperation.sectors import all_sectors
from cooperation.spreadsheets.workbooks import FORMATS
from cooperation.staff import LedgerAdmin

# What the workplace has for each ledger besides: coming back is sent, never asked for.
LEDGER_NEEDS = {"taken_out": "v", "intake": "a", "template": "a", "put_back": None}


def ledger_pages():
    """Those pages of each ledger: the name of the address → model label and kind."""
    return {
        f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}": (model, kind)
        for model, admin in site._registry.items()
        if isinstance(admin, LedgerAdmin)
        for kind in LEDGER_NEEDS
    }


def ledger_addresses(rows):
    """One address for each of them."""
    arguments = {"template": ["csv"]}
    return {
        name: reverse(
            name,
            args=[rows[model._meta.label_lower].pk]
            if kind == "put_back"
            else arguments.get(kind, []),
        )
        for name, (model, kind) in ledger_pages().items()
    }


def ledger_files(pages):
    """A ledger's files are for whoever opens its list."""
    return {
        f"{sector.slug}:{ledger.name}-{fmt}": pages[f"{sector.slug}:{ledger.name}-list"]
        for sector in all_sectors()
        for ledger in sector.ledgers
        for fmt in FORMATS
    }
