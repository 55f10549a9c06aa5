"""Every permission has a sentence and a row in the permission table, and nothing has one without a permission."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from kopir.base.permits import PERMISSIONS
from kopir.journal.sentences import sentences
from tests.permissions.matrix import MATRIX

for _app in apps.get_app_configs():
    if _app.name.startswith("kopir.") and find_spec(f"{_app.name}.rules"):
        import_module(f"{_app.name}.rules")
# Parts of what one permission allows: to import territories, to forget a person.
STEPS = {"territories.rename", "territories.change", "territories.return", "territories.end", "journal.scrub"}
OURS = {name for name, rule in PERMISSIONS.items() if rule.__module__.startswith("kopir.")}


def test_every_permission_has_a_sentence() -> None:
    assert sorted(OURS - set(sentences())) == []


def test_every_sentence_belongs_to_a_permission() -> None:
    assert sorted(set(sentences()) - OURS - STEPS) == []


def test_every_permission_has_a_row_in_the_permission_table() -> None:
    assert sorted(OURS - set(MATRIX)) == []


def test_every_row_of_the_permission_table_belongs_to_a_permission() -> None:
    assert sorted(set(MATRIX) - OURS) == []


def test_every_rule_says_in_a_line_who_may() -> None:
    assert sorted(name for name in OURS if not (PERMISSIONS[name].__doc__ or "").strip()) == []
