"""One practice and several places that ask for it: what worked in one place is open in at least three others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.practices.models import Adoption, Card
from kopir.practices.words import CardKind, CardState
from kopir.synergy.proposing.candidates import Candidate, Described, too_common
from kopir.synergy.proposing.concepts import concepts
from kopir.synergy.proposing.people import listed
from kopir.synergy.words import Kind, Side

PLACES = 3
"""Districts, with different posts, of which one matter each asks for it: fewer are told by the room of practices."""
MOST = 5
ENOUGH = 3
"""Telling concepts of the card that a matter must share in its title and in what it asks."""


@dataclass(frozen=True, slots=True)
class Told:
    """A card and what it tells of. `gone`: posts that own or adopted it; `districts`: where it is done already."""

    card: Card
    concepts: frozenset[str]
    gone: frozenset[int]
    districts: frozenset[str]


def one_practice(matters: Sequence[Described]) -> list[Candidate]:
    """For each card in use the matters of other places that share the most with it."""
    common = too_common(one.about | one.asked for one in matters)
    found = (_for(told, matters, common) for told in _cards())
    return [one for one in found if one is not None]


def _cards() -> Iterator[Told]:
    rows = Card.objects.filter(state=CardState.PUBLISHED, kind=CardKind.WORKED).select_related("territory")
    adoptions: dict[int, list[Adoption]] = {}
    for adoption in Adoption.objects.filter(card__in=rows):
        adoptions.setdefault(adoption.card_id, []).append(adoption)
    for card in rows.prefetch_related("texts").order_by("pk"):
        found = adoptions.get(card.pk, [])
        words = (concepts(f"{text.title} {text.problem}", text.language) for text in card.texts.all())
        posts = {card.owner_id, *(one.post_id for one in found if one.post_id)}
        places = {str(card.territory_id)[:4], *(one.territory_id[:4] for one in found)}
        yield Told(card, frozenset().union(*words), frozenset(posts), frozenset(places))


def _for(told: Told, matters: Sequence[Described], common: frozenset[str]) -> Candidate | None:
    chosen: dict[str, tuple[int, Described]] = {}
    for one in matters:
        shared = len(_shared(told, one) - common)
        if shared >= ENOUGH and _asks(told, one) and shared > chosen.get(one.district, (0, one))[0]:
            chosen[one.district] = shared, one
    best = [one for _number, one in sorted(chosen.values(), key=lambda pair: (-pair[0], pair[1].matter.pk))]
    places = list({one.matter.accountable_id: one for one in reversed(best)}.values())[-MOST:]
    return _candidate(told, places[::-1], common) if len(places) >= PLACES else None


def _asks(told: Told, one: Described) -> bool:
    """From elsewhere, of the same field, and not what the card was born from."""
    matter = one.matter
    elsewhere = one.district not in told.districts and matter.accountable_id not in told.gone
    return elsewhere and matter.pk != told.card.matter_id and matter.sector_id == told.card.sector_id


def _shared(told: Told, one: Described) -> frozenset[str]:
    return told.concepts & (one.about | one.asked)


def _candidate(told: Told, places: Sequence[Described], common: frozenset[str]) -> Candidate:
    every = frozenset().union(*(_shared(told, one) for one in places)) - common
    most = sorted(every, key=lambda word: (-sum(word in _shared(told, one) for one in places), word))[:MOST]
    why = [_named(told.card), listed(_("It tells of what they ask for: %(words)s"), frozenset(most)), _where(places)]
    members = [(one.matter, Side.NEED) for one in places]
    return Candidate(Kind.PRACTICE, members, why, float(len(every)) / len(places) + len(places), told.card)


def _named(card: Card) -> dict[str, str]:
    sentences, titles = in_all_languages(_("It worked elsewhere: %(ref)s, %(title)s")), card.titles
    own = titles.get(card.language) or next(iter(titles.values()), "")
    return {code: sentences[code] % {"ref": card.ref, "title": titles.get(code) or own} for code in LANGUAGES}


def _where(places: Sequence[Described]) -> dict[str, str]:
    sentences = in_all_languages(_("Asked for in: %(places)s"))
    names = {code: [one.matter.territory.name(code).text for one in places if one.matter.territory] for code in LANGUAGES}
    return {code: sentences[code] % {"places": ", ".join(names[code])} for code in LANGUAGES}
