"""Who may see and write industry's rows: its part of the access matrix.

The columns are those of `tests.test_access_matrix`; the rows lie in 小榄–盘州.
"""

from industry.models import Enterprise, Park, Payment, Project, PromotionEvent, Resident

# Ledger → model.
LEDGERS = {
    "project": "project",
    "payment": "payment",
    "park": "park",
    "resident": "resident",
    "event": "promotionevent",
    "enterprise": "enterprise",
}
OF_PAIRINGS = [f"industry.{model}" for model in LEDGERS.values() if model != "enterprise"]

PAGES = {
    **{f"industry:{name}-list": "302 302 200 200 200 200 200 200 200" for name in LEDGERS},
    **{f"industry:{name}-detail": "302 302 200 404 404 200 200 200 404" for name in LEDGERS},
    # Reference data: whoever has an account, beside a programme of theirs.
    "industry:enterprise-detail": "302 302 200 200 200 200 200 200 404",
}
MODELS = {
    "industry.enterprise": "- va v v vc v",
    **dict.fromkeys(OF_PAIRINGS, "- vacd v v v v"),
}


def one_of_each(pairing, day):
    """One row of each of the ledgers, by the model's label."""
    enterprise = Enterprise.objects.create(name_zh="某企业")
    park = Park.objects.create(pairing=pairing, name_zh="某园区")
    project = Project.objects.create(
        pairing=pairing,
        enterprise=enterprise,
        kind="new_landing",
        stage="signed",
        signed_on=day,
    )
    rows = (
        enterprise,
        park,
        project,
        Payment.objects.create(project=project, paid_on=day, amount=5),
        PromotionEvent.objects.create(pairing=pairing, date=day, title_zh="某推介会"),
        Resident.objects.create(park=park, enterprise=enterprise, since=day),
    )
    return {row._meta.label_lower: row for row in rows}


def details(rows):
    """The arguments of the details' addresses."""
    return {
        f"industry:{name}-detail": [rows[f"industry.{model}"].pk] for name, model in LEDGERS.items()
    }
