"""How a card spread: the tree, the places, the share of repeats."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.practices.models import Adoption, Ask, Card
from kopir.practices.shares import Share
from kopir.practices.words import KNOWN, Repeated


@dataclass(slots=True)
class Branch:
    """An adoption and those that learned from it. `depth`: 1 for those that learned from the pioneer."""

    adoption: Adoption
    depth: int
    followers: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spread:
    """Counts by answer; `share`: of "yes" among those that know their result."""

    total: int
    counts: dict[str, int]
    share: Share


def adoptions_of(card: Card) -> list[Adoption]:
    """By the day they began. One query, and one for the evidence."""
    return _with_all(card.adoptions.all())


def all_adoptions(by: Actor) -> list[Adoption]:
    """Of all cards the actor may see, card by card. Two queries."""
    rows = Adoption.objects.filter(card__in=Card.objects.visible_to(by))
    return _with_all(rows.order_by("card_id", "started_on", "pk"))


def _with_all(rows: QuerySet[Adoption]) -> list[Adoption]:
    found = rows.select_related("post", "organisation", "territory", "learned_from__territory", "card")
    return list(found.prefetch_related("evidence"))


def tree(adoptions: Iterable[Adoption]) -> list[Branch]:
    """Those that learned from the pioneer, each with its followers. Nothing is lost when a chain is broken."""
    rows = list(adoptions)
    below: dict[int | None, list[Adoption]] = defaultdict(list)
    known = {row.pk for row in rows}
    for row in rows:
        below[row.learned_from_id if row.learned_from_id in known else None].append(row)

    def grow(parent: int | None, depth: int) -> list[Branch]:
        return [Branch(row, depth, grow(row.pk, depth + 1)) for row in below[parent]]

    return grow(None, 1)


def spread(adoptions: Iterable[Adoption]) -> Spread:
    counts = Counter(row.repeated for row in adoptions)
    known = sum(counts[answer] for answer in KNOWN)
    return Spread(counts.total(), {code: counts[code] for code in Repeated.values}, Share(counts[Repeated.YES], known))


def by_region(adoptions: Iterable[Adoption]) -> dict[str, int]:
    """How many places by the first two digits of their region's code."""
    return Counter(row.territory_id[:2] for row in adoptions)


def _missing() -> Refused:
    return Refused("not_found", _("There is no such row, or you may not see it."), hidden=True)


def adoption_for(by: Actor, pk: int) -> Adoption:
    """Of a card the actor may know of. Raises Refused(hidden)."""
    rows = Adoption.objects.filter(card__in=Card.objects.visible_to(by))
    return _one(rows.select_related("card__owner", "card__author", "territory", "post", "organisation"), pk)


def ask_for(by: Actor, pk: int) -> Ask:
    rows = Ask.objects.filter(card__in=Card.objects.visible_to(by))
    found = rows.select_related("card__owner", "card__author", "post", "organisation").filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found


def _one(rows: QuerySet[Adoption], pk: int) -> Adoption:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise _missing()
    return found
