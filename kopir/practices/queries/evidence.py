"""What the level of evidence is computed from."""

from __future__ import annotations

from kopir.practices.levels import Facts
from kopir.practices.models import Adoption, Card, Evidence
from kopir.practices.words import KNOWN, EvidenceKind, EvidenceState, Repeated


def facts_of(card: Card) -> Facts:
    """Three queries. Material for those who repeat it shows nothing, so a "yes" with nothing else does not count."""
    valid = Evidence.objects.filter(card=card, state=EvidenceState.VALID).exclude(kind=EvidenceKind.MATERIAL)
    kinds = set(valid.filter(adoption__isnull=True).values_list("kind", flat=True))
    known = Adoption.objects.filter(card=card, repeated__in=KNOWN)
    shown = known.filter(repeated=Repeated.YES, pk__in=valid.filter(adoption__isnull=False).values("adoption"))
    return Facts(kinds, shown.count(), known.count())
