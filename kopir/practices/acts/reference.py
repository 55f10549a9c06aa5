"""Reference data: ways of interaction with their steps, marked as a draft."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from kopir.base.actors import SYSTEM, Actor
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import Draft, write
from kopir.practices import rules
from kopir.practices.models import Way, WayStep

FOLDER = Path(__file__).parent.parent / "reference"


def load_reference(*, by: Actor = SYSTEM) -> None:
    """Add the ways that are missing. What is there stays."""
    with transaction.atomic():
        rules.may_load_reference(by, None).demand()
        known = set(Way.objects.values_list("code", flat=True))
        write([_add(row, by) for row in _read("ways.csv") if row["code"] not in known])


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _add(row: dict[str, str], by: Actor) -> Draft:
    way = Way(code=row["code"], order=int(row["order"]))
    way.set_names(*(row[f"name_{language}"] for language in LANGUAGES))
    for field in ("about", "when", "law"):
        for language in LANGUAGES:
            setattr(way, f"{field}_{language}", row[f"{field}_{language}"])
    way.save()
    steps = [step for step in _read("way_steps.csv") if step["way"] == way.code]
    for step in steps:
        texts = {f"text_{language}": step[language] for language in LANGUAGES}
        WayStep.objects.create(way=way, order=int(step["order"]), **texts)
    return Draft(rules.may_load_reference.name, by, way)
