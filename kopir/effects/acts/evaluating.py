"""The expert council's evaluation of a card: scores of each expert by the five criteria, conclusions, remarks, approval."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.effects import rules, telling
from kopir.effects.models import Effect, Evaluation, Remark, Score
from kopir.effects.words import Criterion
from kopir.journal.acts import act

EXPERTS = 15
"""At most in one council."""

Scores = Mapping[tuple[int, str], int]
"""Points by the expert's number and the criterion."""


def save_evaluation(
    effect: Effect,
    *,
    by: Actor,
    council: str,
    held_on: date,
    language: str,
    scores: Scores,
    conclusions: Mapping[str, str],
    evaluation: Evaluation | None = None,
) -> Evaluation:
    """A new sheet, or `evaluation` filled in further; what is still empty may stay empty until the approval."""
    found = evaluation or Evaluation(effect=effect, is_demonstration=effect.is_demonstration)
    with act(rules.may_evaluate, by=by, subject=found, parent=effect, permit_on=evaluation or effect):
        _demand_sheet(council, held_on, scores)
        found.council = hide_personal_numbers(council.strip())[0][:300]
        found.held_on, found.language, found.post_id = held_on, language, by.post_id or 0
        cleaned = {name: hide_personal_numbers(conclusions.get(name, "").strip())[0] for name in Criterion.values}
        found.conclusions = {name: words[:2000] for name, words in cleaned.items() if words}
        found.save()
        found.scores.all().delete()
        Score.objects.bulk_create(
            Score(evaluation=found, expert=expert, criterion=criterion, points=points)
            for (expert, criterion), points in sorted(scores.items())
        )
    return found


def _demand_sheet(council: str, held_on: date, scores: Scores) -> None:
    if not council.strip():
        raise Refused("no_council", _("Name the council that evaluates."), field="council")
    if held_on > timezone.localdate():
        raise Refused("future", _("The date lies ahead."), field="held_on")
    for (expert, criterion), points in scores.items():
        if not (1 <= expert <= EXPERTS and criterion in Criterion.values and 1 <= points <= 5):
            raise Refused("points", _("Points are whole numbers from 1 to 5."), field=f"points_{expert}_{criterion}")


def add_remark(
    evaluation: Evaluation, *, by: Actor, text: str, language: str, accepted: bool | None, because: str = ""
) -> Remark:
    """A remark that is not accepted says why, for everybody to read."""
    with act(rules.may_evaluate, by=by, subject=evaluation, parent=evaluation.effect) as entry:
        if not text.strip():
            raise Refused("no_words", _("Write the remark."), field="text")
        if accepted is False and not because.strip():
            raise Refused("no_reason", _("Say why it is not accepted."), field="because")
        remark = Remark.objects.create(
            evaluation=evaluation, text=hide_personal_numbers(text.strip())[0][:1000], language=language, accepted=accepted,
            because=hide_personal_numbers(because.strip())[0][:500],
        )  # fmt: skip
        entry.also(remark)
    return remark


def remove_remark(remark: Remark, *, by: Actor) -> None:
    with act(rules.may_evaluate, by=by, subject=remark.evaluation, parent=remark.evaluation.effect):
        remark.delete()


def approve_evaluation(evaluation: Evaluation, *, by: Actor) -> Evaluation:
    """Freezes it. Every expert has scored every criterion by then, and every remark is answered; both parties are told."""
    with act(rules.may_approve_evaluation, by=by, subject=evaluation, parent=evaluation.effect) as entry:
        _demand_whole(evaluation)
        evaluation.hash = hashlib.sha256(canonical(what_was_said(evaluation))).hexdigest()
        evaluation.approved_at = timezone.now()
        evaluation.save()
        entry.fact(hash=evaluation.hash)
        telling.tell_evaluated(evaluation)
    return evaluation


def _demand_whole(evaluation: Evaluation) -> None:
    given = set(evaluation.scores.values_list("expert", "criterion"))
    experts = {expert for expert, _criterion in given}
    if not experts or len(given) != len(experts) * len(Criterion.values):
        raise Refused("not_whole", _("Every expert scores every criterion before the evaluation is approved."))
    if evaluation.remarks.filter(accepted=None).exists():
        raise Refused("open_remarks", _("A remark is neither accepted nor refused yet."))


def what_was_said(evaluation: Evaluation) -> dict[str, Any]:
    """Of which the hash is taken."""
    scores = evaluation.scores.order_by("expert", "criterion").values_list("expert", "criterion", "points")
    remarks = evaluation.remarks.order_by("pk").values_list("text", "accepted", "because")
    return {
        "effect": evaluation.effect.ref,
        "council": evaluation.council,
        "held_on": evaluation.held_on.isoformat(),
        "scores": [list(row) for row in scores],
        "conclusions": evaluation.conclusions,
        "remarks": [list(row) for row in remarks],
    }
