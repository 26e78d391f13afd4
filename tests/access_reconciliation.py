"""The addresses of the sectors' reconciliation, for the table of all addresses."""

import datetime

from cooperation.models import Indicator, IndicatorVersion

CODES = {
    "labor": "transfers",
    "industry": "invested",
    "consumption": "purchases",
    "support": "fiscal_aid",
}
CELLS = [f"{sector}:reconciliation-cell" for sector in CODES]
OPEN = "302 302 200 200 200 200 200 200 200"
# The clerk's sector is labor.
PAGES = dict.fromkeys(CELLS, "302 302 200 404 404 200 200 200 404") | {
    "labor:reconciliation-cell": "302 302 200 200 404 200 200 200 404",
    **{f"{sector}:reconciliation": OPEN for sector in CODES},
    **{f"{sector}:reconciliation-file": OPEN for sector in CODES},
}
# Explained by the clerk of the report; what was not seen is not explained.
SENT = {"labor:reconciliation-cell": "302 302 403 409 404 403 403 403 404"}


def write_indicators():
    """One indicator with a ledger for each sector."""
    for sector, code in CODES.items():
        kept = Indicator.objects.create(
            code=f"{sector}.{code}", sector=sector, kind="flow", side="west"
        )
        IndicatorVersion.objects.create(
            indicator=kept, valid_from=datetime.date(2021, 1, 1), name_zh=code, unit_zh="人"
        )


def arguments(ground):
    """What stands in the addresses, in the first group."""
    files = {f"{sector}:reconciliation-file": ["csv"] for sector in CODES}
    return files | {
        f"{sector}:reconciliation-cell": [ground.group.slug, f"{sector}.{code}", "2021-02"]
        for sector, code in CODES.items()
    }
