"""Open matters that anybody may read, with what they speak of; and groups of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.practices.models import Card
from kopir.synergy.proposing.concepts import concepts
from kopir.synergy.words import Kind, Side

SAME_TIME = timedelta(days=180)
COMMON = 0.15
FEW = 12


@dataclass(frozen=True, slots=True)
class Described:
    """`people`, `asked`, `offered`, `about`: concepts of these fields; `about` of the title."""

    matter: Matter
    people: frozenset[str]
    asked: frozenset[str]
    offered: frozenset[str]
    about: frozenset[str]

    @property
    def district(self) -> str:
        return str(self.matter.territory_id)[:4]

    @property
    def region(self) -> str:
        return str(self.matter.territory_id)[:2]


@dataclass(frozen=True, slots=True)
class Candidate:
    """`members`: each matter with its side. `why`: sentences by language. `weight`: larger is more telling. `card`: the
    practice that they ask for."""

    kind: Kind
    members: Sequence[tuple[Matter, Side]]
    why: list[dict[str, str]] = field(default_factory=list)
    weight: float = 0.0
    card: Card | None = None

    @property
    def key(self) -> str:
        ids = "+".join(str(pk) for pk in sorted(matter.pk for matter, _side in self.members))
        return f"{self.card.ref}:{ids}" if self.card else ids

    @property
    def pairs(self) -> set[tuple[int, int]]:
        return pairs((matter.pk for matter, _side in self.members), self.card.pk if self.card else None)


def pairs(matters: Iterable[int], card: int | None) -> set[tuple[int, int]]:
    """What is proposed once: two matters together; or a matter and a practice, whose id stands below nought."""
    ids = sorted(matters)
    if card is not None:
        return {(-card, one) for one in ids}
    return {(one, other) for at, one in enumerate(ids) for other in ids[at + 1 :]}


def described() -> list[Described]:
    """Running public matters received lately. One query."""
    lately = Q(received_at__gte=timezone.now() - SAME_TIME)
    rows = Matter.objects.running().filter(lately, visibility=Visibility.PUBLIC).order_by("pk")
    return [_described(row) for row in rows.select_related("territory", "sector", "accountable", "author")]


def _described(row: Matter) -> Described:
    texts = (row.for_whom, row.asked, row.offered, row.title)
    return Described(row, *(concepts(text, row.language) for text in texts))


def too_common(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Concepts that so many matters have that sharing them says nothing: residents, people."""
    listed = list(sets)
    counts = Counter(one for found in listed for one in found)
    most = max(FEW, COMMON * len(listed))
    return frozenset(one for one, number in counts.items() if number > most)
