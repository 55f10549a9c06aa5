"""Procedures and typical answers: data that administrators and posts edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.interactions import rules
from kopir.interactions.models import AnswerTemplate, MatterKind, Procedure, ProcedureStep
from kopir.journal.acts import act

TERMS = ("term_days", "hand_off_days", "opinion_days", "word_days", "objection_days", "reopen_days")


def edit_procedure(kind: MatterKind, *, by: Actor, values: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> Procedure:
    """A new version in force from `starts_on` (today if not given); running matters keep the one they began with."""
    with act(rules.may_edit_procedure, by=by, subject=kind) as entry:
        version = (kind.procedures.aggregate(last=Max("version"))["last"] or 0) + 1
        procedure = Procedure(kind=kind, version=version, source=values["source"], is_draft=values.get("is_draft", True))
        procedure.starts_on = values.get("starts_on") or timezone.localdate()
        for name in TERMS:
            setattr(procedure, name, values[name])
        procedure.save()
        ProcedureStep.objects.bulk_create(
            [ProcedureStep(procedure=procedure, order=order, **step) for order, step in enumerate(steps, start=1)]
        )
        entry.also(procedure)
        entry.fact(version=version)
    return procedure


def save_template(template: AnswerTemplate, *, by: Actor, values: Mapping[str, Any]) -> AnswerTemplate:
    """Set names (`name_kk`, `name_ru`, `name_en`), texts, order and `ends_on` of a typical answer."""
    with act(rules.may_edit_template, by=by, subject=template):
        template.set_names(values.get("name_kk", ""), values.get("name_ru", ""), values.get("name_en", ""))
        for name in ("text_kk", "text_ru", "order", "ends_on"):
            if name in values:
                setattr(template, name, values[name])
        template.save()
    return template
