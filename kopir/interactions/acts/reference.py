"""Reference data of a new installation: kinds of matters, their first procedures, typical answers. Safe to repeat."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

from kopir.base.actors import SYSTEM, Actor
from kopir.interactions.acts.procedures import edit_procedure, save_template
from kopir.interactions.models import AnswerTemplate, MatterKind

FOLDER = Path(__file__).parent.parent / "reference"
SOURCE = "АППК/ӘРПК 350-VI, 29.06.2020, 76-бап; жоба / проект"
FIRST_DAY = date(2021, 7, 1)  # the Code came into force
TERMS = {"hand_off_days": 3, "opinion_days": 5, "word_days": 10, "objection_days": 3, "reopen_days": 20}


def load_reference(*, by: Actor = SYSTEM) -> int:
    """Adds what is not there yet; never changes what an administrator has edited. Answers how many were added."""
    steps = [_step(row) for row in _rows("steps")]
    added = [_add_kind(row, order, steps, by) for order, row in enumerate(_rows("kinds"), start=1)]
    return sum(added) + sum(_add_template(row, order, by) for order, row in enumerate(_rows("templates"), start=1))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _step(row: dict[str, str]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("role", "letter", "proof", "name_kk", "name_ru", "name_en")}
    return {**kept, "days": int(row["days"])}


def _add_kind(row: dict[str, str], order: int, steps: list[dict[str, Any]], by: Actor) -> bool:
    if MatterKind.objects.filter(code=row["code"]).exists():
        return False
    kind = MatterKind(code=row["code"], order=order, **{f"hint_{code}": row[f"hint_{code}"] for code in ("kk", "ru", "en")})
    kind.set_names(row["name_kk"], row["name_ru"], row["name_en"])
    kind.save()
    values = {
        **TERMS,
        "term_days": int(row["term_days"]),
        "source": SOURCE,
        "starts_on": FIRST_DAY,
        "is_draft": True,
    }
    edit_procedure(kind, by=by, values=values, steps=steps)
    return True


def _add_template(row: dict[str, str], order: int, by: Actor) -> bool:
    if AnswerTemplate.objects.filter(post=None, name_kk=row["name_kk"]).exists():
        return False
    save_template(AnswerTemplate(order=order), by=by, values=row)
    return True
