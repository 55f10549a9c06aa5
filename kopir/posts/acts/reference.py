"""Powers and tier rules: reference data that an administrator may edit."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from kopir.base.actors import SYSTEM, Actor
from kopir.journal.acts import Draft, act, write
from kopir.posts import rules
from kopir.posts.models import Power, TierRule
from kopir.posts.words import Rank

FOLDER = Path(__file__).parent.parent / "reference"


@dataclass(frozen=True)
class LoadedReference:
    """How many rows were new and how many were there already."""

    created: int
    unchanged: int


def load_reference(*, by: Actor = SYSTEM) -> LoadedReference:
    """Add the powers and tier rules that are missing. What is there stays, since somebody may have edited it."""
    with transaction.atomic():
        rules.may_load_reference(by, None).demand()
        rows = [*_new_powers(), *_new_tier_rules()]
        for row in rows:
            row.save()
        write([Draft(rules.may_load_reference.name, by, row) for row in rows])
    return LoadedReference(len(rows), Power.objects.count() + TierRule.objects.count() - len(rows))


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _new_powers() -> list[Power]:
    known = set(Power.objects.values_list("code", flat=True))
    return [_power(row) for row in _read("powers.csv") if row["code"] not in known]


def _power(row: dict[str, str]) -> Power:
    power = Power(code=row["code"], order=int(row["order"]))
    power.set_names(row["name_kk"], row["name_ru"], row["name_en"])
    return power


def _new_tier_rules() -> list[TierRule]:
    known = set(TierRule.objects.values_list("tier", flat=True))
    return [_tier_rule(row) for row in _read("tier_rules.csv") if row["tier"] not in known]


def _tier_rule(row: dict[str, str]) -> TierRule:
    words = {name: row[name] for name in ("tier", "words_kk", "words_ru", "words_en", "source")}
    return TierRule(
        minimum_rank=Rank[row["minimum_rank"]],
        source_date=date.fromisoformat(row["source_date"]),
        is_draft=row["is_draft"] == "yes",
        **words,
    )


def edit_power(power: Power, *, by: Actor, kk: str, ru: str, en: str, order: int = 0, ends_on: date | None = None) -> Power:
    """Add or change a power of the list; one that is no longer used gets an end."""
    with act(rules.may_edit_power, by=by, subject=power):
        power.set_names(kk, ru, en)
        power.order, power.ends_on = order, ends_on
        power.save()
    return power


def edit_tier_rule(
    rule: TierRule,
    *,
    by: Actor,
    minimum_rank: Rank,
    words: dict[str, str],
    source: str,
    source_date: date | None,
) -> TierRule:
    """Change the lowest rank of a tier. A rule that an administrator has checked is no draft any more."""
    with act(rules.may_edit_tier_rule, by=by, subject=rule):
        rule.minimum_rank, rule.is_draft = minimum_rank, False
        rule.words_kk, rule.words_ru, rule.words_en = words["kk"], words["ru"], words["en"]
        rule.source, rule.source_date = source, source_date
        rule.save()
    return rule
