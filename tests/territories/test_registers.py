"""The real classifier and the real register, which are not part of the project.

They are looked for in the folder KOPIR_REGISTERS, or in `../shared/data` beside the project.
"""

from __future__ import annotations

import csv
import os
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kopir.base.actors import SYSTEM
from kopir.journal.models import Entry
from kopir.territories import queries
from kopir.territories.acts import import_classifier, load_reference
from kopir.territories.models import Territory
from kopir.territories.reading import read

FOLDER = Path(os.environ.get("KOPIR_REGISTERS") or Path(__file__).parents[3] / "shared" / "data")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.registers,
    pytest.mark.skipif(
        not (FOLDER / "kato.csv").exists(),
        reason="the real registers are not here: set KOPIR_REGISTERS to the folder that holds kato.csv",
    ),
]
AS_OF = date(2026, 7, 17)


def test_the_whole_classifier_and_the_addresses_of_a_register() -> None:
    load_reference(by=SYSTEM)
    rows = read(FOLDER / "kato.csv")
    began = time.monotonic()
    outcome = import_classifier(rows, by=SYSTEM, source="kato.csv", as_of=AS_OF)
    took = time.monotonic() - began
    assert outcome.counts == {
        "read": 15594, "created": 15346, "updated": 0, "unchanged": 248, "ended": 0, "rejected": 0,
    }  # fmt: skip
    assert took < 60
    assert dict(Counter(Territory.objects.values_list("level", flat=True))) == {0: 1, 1: 20, 2: 209, 3: 2379, 4: 12986}
    assert not Territory.objects.filter(name_kk="").exists()
    again = import_classifier(rows, by=SYSTEM, source="kato.csv", as_of=AS_OF)
    assert again.counts == {"read": 15594, "created": 0, "updated": 0, "unchanged": 15594, "ended": 0, "rejected": 0}
    assert Entry.objects.count() == 2
    _suggestions_are_fast()
    _addresses_are_placed()


def _suggestions_are_fast() -> None:
    began = time.monotonic()
    for typed in ("улан", "oskemen", "Бірлік", "село Ынтымак", "636200", "zzz"):
        queries.suggest(typed)
    assert (time.monotonic() - began) / 6 < 0.5


def _addresses_are_placed() -> None:
    with (FOLDER / "kz_legal_entities_sample.csv").open(encoding="utf-8-sig", newline="") as file:
        addresses = [row["address"] for row in csv.DictReader(file) if row["address"].strip()]
    matcher = queries.AddressMatcher()
    began = time.monotonic()
    found = [matcher.code(address) for address in addresses]
    speed = len(found) / (time.monotonic() - began)
    levels = dict(Territory.objects.values_list("code", "level"))
    placed = [code for code in found if code and (levels[code] >= 2 or code[0] == "7")]
    share = f"{len(placed)} of {len(addresses)} placed, {speed:.0f} a second"
    assert len(placed) / len(addresses) > 0.95, share
    assert speed > 1000, share
