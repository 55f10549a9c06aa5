"""Kinds of matters with the procedure in force today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from kopir.interactions.models import MatterKind, Procedure


@dataclass(frozen=True, slots=True)
class KindInForce:
    kind: MatterKind
    procedure: Procedure | None


def kinds_in_force(code: str = "") -> list[KindInForce]:
    """All kinds, or the one with this code, each with its steps. Three queries."""
    today = timezone.localdate()
    kinds = MatterKind.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today))
    kinds = kinds.filter(code=code) if code else kinds
    rows = Procedure.objects.filter(kind__in=kinds, starts_on__lte=today).prefetch_related("steps").order_by("version")
    latest = {row.kind_id: row for row in rows}
    return [KindInForce(kind, latest.get(kind.pk)) for kind in kinds]
