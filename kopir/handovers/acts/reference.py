"""Terms and questions: reference data that an administrator edits."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.handovers import rules
from kopir.handovers.models import Question, Terms
from kopir.handovers.queries.packs import terms
from kopir.journal.acts import act

FOLDER = Path(__file__).parent.parent / "reference"


def load_reference(*, by: Actor = SYSTEM) -> int:
    """Adds the questions that are not there yet; never changes what an administrator has edited."""
    known = set(Question.objects.values_list("code", flat=True))
    with (FOLDER / "questions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] not in known]
    for order, row in enumerate(rows, start=len(known) + 1):
        edit_question(Question(code=row["code"], order=order), by=by, values=row)
    return len(rows)


def edit_question(question: Question, *, by: Actor, values: dict[str, Any]) -> Question:
    with act(rules.may_edit_question, by=by, subject=question):
        if not values["name_kk"].strip() or not values["name_ru"].strip():
            raise Refused("no_name", _("A question is needed in Kazakh and in Russian."), field="name_kk")
        question.set_names(values["name_kk"], values["name_ru"], values.get("name_en", ""))
        question.ends_on = values.get("ends_on") or None
        question.save()
    return question


def set_terms(*, by: Actor, values: dict[str, int]) -> Terms:
    """All in days."""
    row = terms()
    with act(rules.may_set_terms, by=by, subject=row):
        for name in ("days_ahead", "days_back", "remind_days", "stall_days"):
            setattr(row, name, values[name])
        row.save()
    return row
