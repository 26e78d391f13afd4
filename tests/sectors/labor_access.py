"""Who may see and write labor's rows: its part of the access matrix.

The columns are those of `tests.test_access_matrix`; the rows lie in 小榄–盘州.
"""

from labor.models import Employer, JobFair, Training, TransferBatch, Workshop

# Ledger → model.
LEDGERS = {
    "batch": "transferbatch",
    "training": "training",
    "job-fair": "jobfair",
    "workshop": "workshop",
    "employer": "employer",
}
OF_PAIRINGS = [f"labor.{model}" for model in LEDGERS.values() if model != "employer"]

PAGES = {
    **{f"labor:{name}-list": "302 302 200 200 200 200 200 200 200" for name in LEDGERS},
    **{f"labor:{name}-detail": "302 302 200 200 404 200 200 200 404" for name in LEDGERS},
    "labor:employer-detail": "302 302 200 200 200 200 200 200 404",
}
MODELS = {
    **dict.fromkeys(OF_PAIRINGS, "vacd vacd v v v v"),
    "labor.employer": "va va v v vc v",
}
UNSEEN = {label: {"other_clerk", "stranger"} for label in OF_PAIRINGS}


def one_of_each(pairing, day):
    """One row of each of the ledgers, by the model's label."""
    rows = (
        TransferBatch.objects.create(pairing=pairing, start=day, travel="coach", people=53),
        Training.objects.create(pairing=pairing, start=day, topic_zh="焊工"),
        JobFair.objects.create(pairing=pairing, date=day, title_zh="招聘会"),
        Workshop.objects.create(pairing=pairing, opened=day, name_zh="某车间"),
        Employer.objects.create(name_zh="某工厂"),
    )
    return {row._meta.label_lower: row for row in rows}


def details(rows):
    """The arguments of the details' addresses."""
    return {f"labor:{name}-detail": [rows[f"labor.{model}"].pk] for name, model in LEDGERS.items()}
