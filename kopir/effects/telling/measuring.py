"""Who is told what about measurements."""

from __future__ import annotations

from typing import Any

from django.utils.translation import override

from kopir.base.actors import Actor
from kopir.base.tongue import LANGUAGES
from kopir.effects.models import Measurement
from kopir.effects.telling.cards import other_side, page_of, tell_party
from kopir.effects.values import amount


def _value(row: Measurement, language: str) -> str:
    with override(language):
        return amount(row.value)


def tell_submitted(row: Measurement, by: Actor) -> None:
    effect = row.measure.effect
    facts: dict[str, Any] = {
        "from": by.labels,
        "indicator": row.measure.indicator.names,
        "value": {code: _value(row, code) for code in LANGUAGES},
    }
    about = f"{row.pk}:{row.version}:{row.submitted_at:%Y%m%d%H%M%S}"
    path = f"{page_of(effect)}measurements/{row.pk}/"
    tell_party("measurement_submitted", effect, other_side(effect.begun_by), about, path, **facts)


def tell_decided(text: str, row: Measurement, by: Actor, why: str = "") -> None:
    """`text`: `returned` or `accepted`."""
    effect = row.measure.effect
    facts: dict[str, Any] = {"from": by.labels, "indicator": row.measure.indicator.names, "why": why}
    about = f"{row.pk}:{row.version}:{row.decided_at:%Y%m%d%H%M%S}"
    path = f"{page_of(effect)}measurements/{row.pk}/"
    tell_party(f"measurement_{text}", effect, effect.begun_by, about, path, **facts)


__all__ = ["tell_decided", "tell_submitted"]
