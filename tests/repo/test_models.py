"""Every field has a privacy class; the migrations are complete; the journal's guards stand after all of them."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from kopir.base import jobs
from kopir.base.privacy import unclassified
from kopir.journal import triggers

OURS = [model for model in apps.get_models() if model.__module__.startswith("kopir.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_field_has_a_privacy_class(model: type[Model]) -> None:
    assert unclassified(model) == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_privacy_class_belongs_to_a_field(model: type[Model]) -> None:
    fields = {field.name for field in model._meta.concrete_fields}
    assert sorted(set(getattr(model, "PRIVACY", {})) - fields) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())


@pytest.mark.django_db
def test_the_guards_of_the_journal_stand_after_all_migrations() -> None:
    assert triggers.missing(connection) == []


def test_the_jobs_of_every_app_load_under_their_own_names() -> None:
    found = jobs.load()
    assert "journal.seal_waiting" in found
    assert [name for name, job in found.items() if job.name != name or job.seconds <= 0] == []
