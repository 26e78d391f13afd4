"""The lines of the access matrix that belong to the ledgers of 保障."""

from types import SimpleNamespace

from tests.sectors.support_rows import MAKE

MODEL_OF = {
    "project": "cooperation.aidproject",
    "fund": "cooperation.aidfund",
    "payment": "cooperation.aidpayment",
    "posting": "cooperation.posting",
    "donation": "cooperation.donation",
}
PAGES = {"support:home": "302 302 200 200 200 200 200 200 200"}
for _name in MODEL_OF:
    PAGES[f"support:{_name}-list"] = "302 302 200 200 200 200 200 200 200"
    # The clerk's sector is another one.
    PAGES[f"support:{_name}-detail"] = "302 302 200 404 404 200 200 200 404"
MODELS = dict.fromkeys(MODEL_OF.values(), "- vacd v v v v")
UNSEEN = {model: {"other_clerk", "stranger"} for model in MODEL_OF.values()}


def rows_in(pairing):
    """One row of each ledger in a pairing, by model."""
    world = SimpleNamespace(one=pairing)
    return {MODEL_OF[name]: make(world) for name, make in MAKE.items()}


def arguments(rows):
    """What the address of each detail page names."""
    return {f"support:{name}-detail": [rows[model].pk] for name, model in MODEL_OF.items()}
