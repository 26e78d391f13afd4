"""What can be compared of a sample programme."""

import hashlib

import pytest
from django.apps import apps
from django.core.management import call_command

# Keys and times of writing differ from run to run; everything else may not.
NOT_COMPARED = {"created_at", "updated_at"}


@pytest.fixture
def sample():
    """Run the command as a person would: what it said."""

    def run(**options):
        call_command("sample", verbosity=0, **options)

    return run


def row_counts():
    """Model → number of rows, of all tables."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


def fingerprint():
    """A hash over all rows of all tables, without keys and times of writing."""
    digest = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        names = [
            field.name
            for field in model._meta.concrete_fields
            if not field.is_relation and not field.primary_key and field.name not in NOT_COMPARED
        ]
        links = {"pairing": "pairing__slug", "indicator": "indicator__code"}
        names += [path for link, path in links.items() if _has(model, link)]
        rows = sorted(map(repr, model._default_manager.values_list(*names)))
        digest.update(f"{model._meta.label}{rows}".encode())
    return digest.hexdigest()


def _has(model, name):
    return any(field.name == name for field in model._meta.concrete_fields)
