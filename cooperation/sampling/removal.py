"""Taking the sample programmes away, without trace."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models, transaction

from cooperation.models import (
    BriefingEdit,
    CellMessage,
    ConfirmedCheck,
    DraftCell,
    DraftConfirmation,
    Explanation,
    ExplanationPart,
    Export,
    Figure,
    MonthlyReport,
    Pack,
    PackBuild,
    PackFile,
    Pairing,
    Place,
    Programme,
    Review,
    Statement,
    Submission,
    Target,
    VisibleYear,
)
from cooperation.sampling.world import PLACE_PREFIX, World

# The tables with many rows and those that are append-only, from the leaves up: each is deleted by
# one statement, without the collector, which would name every row, and which may take a programme
# away before its packs: then nobody knows any more that they are a sample's. The rest follows by
# cascade.
BULK = (
    (PackBuild, "meeting__"),
    (PackFile, "pack__meeting__"),
    (Pack, "meeting__"),
    (BriefingEdit, "meeting__"),
    (Export, ""),
    (Statement, "figure__submission__report__pairing__"),
    (ConfirmedCheck, "submission__report__pairing__"),
    (DraftConfirmation, "report__pairing__"),
    (CellMessage, "pairing__"),
    (ExplanationPart, "explanation__pairing__"),
    (Explanation, "pairing__"),
    (VisibleYear, "pairing__"),
    (Figure, "submission__report__pairing__"),
    (Review, "submission__report__pairing__"),
    (Submission, "report__pairing__"),
    (DraftCell, "report__pairing__"),
    (MonthlyReport, "pairing__"),
    (Target, "pairing__"),
)


def remove_samples(world: World | None = None) -> int:
    """Delete all sample programmes with everything that hangs from them: how many they were.

    Deleting follows the models' own cascades, so a sector's ledgers go too; rows that hang
    from no programme are known by their own `sample` flag, invented places by their code.
    `world`: the programme and the places of that one alone; what may be others' stays.
    """
    with transaction.atomic():
        programmes = Programme.objects.filter(sample=True)
        places = Place.objects.filter(code__startswith=PLACE_PREFIX)
        if world:
            programmes = programmes.filter(code=world.code)
            places = places.filter(code__in=[place.code for place in world.places])
        count, keys = programmes.count(), list(programmes.values_list("pk", flat=True))
        for model, path in BULK:
            rows = model.objects.filter(**{f"{path}programme__in": keys})
            rows._raw_delete(rows.db)
        # Groups protect the city pairing on top of them: from the leaves up.
        pairings = Pairing.objects.filter(programme__in=keys)
        while pairings.exists():
            pairings.filter(children__isnull=True).delete()
        programmes.delete()
        for model in () if world else _flagged_models():
            model._default_manager.filter(sample=True).delete()
        places.filter(parent__isnull=False).delete()
        places.delete()
    return count


def _flagged_models() -> list[type[models.Model]]:
    """Models but the programme whose rows say themselves that they are samples."""
    found = []
    for model in apps.get_models():
        try:
            field = model._meta.get_field("sample")
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.BooleanField) and model is not Programme:
            found.append(model)
    return found
