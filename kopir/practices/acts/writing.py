"""Beginning a card, from a matter or from nothing, and writing it. Drafts are kept as one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.interactions.models import Matter, Outcome
from kopir.interactions.words import Letter, OutcomeKind, PartState, Word
from kopir.journal.acts import Draft, act
from kopir.posts.models import Post
from kopir.posts.queries import responsible_post
from kopir.practices import rules
from kopir.practices.flow import CARD, REVIEW
from kopir.practices.models import Block, BlockUse, Card, CardText, Evidence, Ground, Participant, Review
from kopir.practices.models.cards import TEXTS
from kopir.practices.words import CardKind, CardState, EvidenceKind, ReviewState, TakesPartAs
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

ABOUT = ("kind", "sector", "territory", "way", "cost_tenge", "months", "people_reached")


@dataclass(frozen=True, slots=True)
class Part:
    """Who takes part and as what: a post or an organisation."""

    takes_part_as: TakesPartAs
    post_id: int | None = None
    organisation_id: int | None = None


def draft(
    *,
    by: Actor,
    kind: CardKind,
    title: str,
    language: str,
    sector: Sector,
    territory: Territory,
    is_demonstration: bool = False,
) -> Card:
    """From nothing. The card of an organisation is owned by the post that answers for its place and sector."""
    card = Card(kind=kind, language=language, sector=sector, territory=territory, is_demonstration=is_demonstration)
    with act(rules.may_draft, by=by, subject=card) as entry:
        card.owner_id = by.post_id if by.is_official and by.post_id else owner_of(territory, sector).pk
        card.author_id = by.organisation_id if by.is_member else None
        _begin(card, entry, language, {"title": title})
    return card


def owner_of(territory: Territory, sector: Sector | None) -> Post:
    route = responsible_post(territory, sector)
    if route is None:
        words = _("No post answers for this place and sector, so nobody could look after the card.")
        raise Refused("no_post", words, field="territory")
    return route.post


def _begin(card: Card, entry: Draft, language: str, words: Mapping[str, str]) -> CardText:
    card.save()
    card.ref = f"P-{card.pk:04}"
    card.save(update_fields=["ref"])
    text = CardText(card=card, language=language)
    text.set_words(_clean(words))
    text.save()
    entry.also(text)
    return text


def _clean(words: Mapping[str, str]) -> dict[str, str]:
    """Nobody's personal number is kept here."""
    cleaned = {name: kept_words(words.get(name, "")) for name in TEXTS if name in words}
    return {**cleaned, **({"title": cleaned["title"][:200]} if "title" in cleaned else {})}


# ---- From a matter -------------------------------------------------------------------------------------------------


def draft_from(matter: Matter, *, by: Actor, is_demonstration: bool = False) -> Card:
    """One click: problem, what was asked, outcome, parties and the author's word, in the matter's own language."""
    outcome = matter.outcomes.order_by("round").last()
    card = Card(
        matter=matter, language=matter.language, sector=matter.sector, territory=matter.territory,
        people_reached=matter.people_concerned, is_demonstration=is_demonstration or matter.is_demonstration,
    )  # fmt: skip
    with act(rules.may_draft, by=by, subject=card, parent=matter) as entry:
        found = _demand_story(matter, outcome, by)
        assert matter.accountable is not None
        card.owner = matter.accountable
        card.author_id = by.organisation_id if by.is_member else None
        card.kind = CardKind.WORKED if _worked(found) else CardKind.FAILED
        _begin(card, entry, matter.language, _words_of(matter, found, card.kind))
        Participant.objects.bulk_create(_parties(card, matter))
        _keep_shown(card, found)
    return card


def _demand_story(matter: Matter, outcome: Outcome | None, by: Actor) -> Outcome:
    """Only parties, only what is over, only what is public."""
    authors = {matter.author_id, *matter.joined_matters.values_list("author_id", flat=True)}
    party = (by.is_official and by.post_id == matter.accountable_id) or (by.is_member and by.organisation_id in authors)
    if not party:
        raise Refused("not_party", _("A card is written by those who took part in the matter."))
    if not matter.is_public:
        words = _("The matter is restricted, so its words may not be published.")
        raise Refused("restricted", words, _("Write the card from nothing."))
    if outcome is None:
        raise Refused("no_outcome", _("The matter has no outcome yet."), _("Come back when it is answered."))
    return outcome


def _worked(outcome: Outcome) -> bool:
    contested = outcome.words.filter(word=Word.CONTESTED).exists()
    return outcome.kind in (OutcomeKind.SOLVED, OutcomeKind.PARTLY) and not contested


def _words_of(matter: Matter, outcome: Outcome, kind: str) -> dict[str, str]:
    """Nothing is invented: each field holds what a party wrote, under whose name it was written."""
    with override(matter.language):
        word = outcome.words.order_by("at").first()
        said = [outcome.statement]
        if word is not None:
            label = _("The author's word: %(word)s.") % {"word": Word(word.word).label}
            said.append(f"{label} {word.text}".strip())
        told = "\n\n".join(said)
    return {
        "title": matter.title,
        "problem": matter.text,
        "people": matter.for_whom,
        "context": "\n\n".join(part for part in (matter.asked, matter.offered) if part),
        "results": told if kind == CardKind.WORKED else "",
        "because": told if kind == CardKind.FAILED else "",
    }


def _parties(card: Card, matter: Matter) -> Iterable[Participant]:
    rows = [
        Part(TakesPartAs.INITIATOR, organisation_id=matter.author_id),
        Part(TakesPartAs.DOES, post_id=matter.accountable_id),
    ]
    joined = matter.joined_matters.order_by("pk").values_list("author_id", flat=True)
    rows += [Part(TakesPartAs.SPEAKS, organisation_id=pk) for pk in dict.fromkeys(joined) if pk != matter.author_id]
    helpers = matter.parts.filter(letter__in=(Letter.RESPONSIBLE, Letter.CONSULTED), state=PartState.DONE)
    rows += [Part(TakesPartAs.SUPPORTS, post_id=pk) for pk in dict.fromkeys(helpers.values_list("post_id", flat=True))]
    return _participants(card, rows)


def _participants(card: Card, parts: Iterable[Part]) -> Iterable[Participant]:
    for order, part in enumerate(parts):
        yield Participant(
            card=card,
            order=order,
            takes_part_as=part.takes_part_as,
            post_id=part.post_id,
            organisation_id=part.organisation_id,
        )


def _keep_shown(card: Card, outcome: Outcome) -> None:
    """What the outcome itself names as its proof is a document; it measures nothing yet."""
    if outcome.evidence or outcome.evidence_link:
        Evidence.objects.create(
            card=card, kind=EvidenceKind.DOCUMENT, words=(outcome.evidence or outcome.evidence_link)[:500],
            language=outcome.language, url=outcome.evidence_link, dated_on=outcome.at.date(), giver_post=outcome.post,
        )  # fmt: skip


# ---- Writing -------------------------------------------------------------------------------------------------------


def write(
    card: Card,
    *,
    by: Actor,
    language: str = "",
    words: Mapping[str, str] | None = None,
    about: Mapping[str, Any] | None = None,
    parts: Sequence[Part] | None = None,
    blocks: Sequence[Block] | None = None,
) -> Card:
    """Sets what is given and leaves the rest. A change after a review makes the review lapse: nobody has agreed to what was
    not there yet. Nothing changed: nothing is written."""
    if not _changes(card, language, words, about) and parts is None and blocks is None:
        rules.may_write(by, card).demand()
        return card
    with act(rules.may_write, by=by, subject=card) as entry:
        if words is not None:
            _write_text(card, entry, language, words)
        for name, value in (about or {}).items():
            if name in ABOUT:
                setattr(card, name, value)
        if parts is not None:
            card.participants.all().delete()
            Participant.objects.bulk_create(_participants(card, parts))
        if blocks is not None:
            card.block_uses.all().delete()
            BlockUse.objects.bulk_create(BlockUse(card=card, block=row, order=n) for n, row in enumerate(blocks))
        lapse(card)
        card.save()
    return card


def _changes(card: Card, language: str, words: Mapping[str, str] | None, about: Mapping[str, Any] | None) -> bool:
    text = card.texts.filter(language=language).first() if words is not None else None
    changed = words is not None and any(value != getattr(text, name, "") for name, value in _clean(words).items())
    return changed or any(name in ABOUT and getattr(card, name) != value for name, value in (about or {}).items())


def _write_text(card: Card, entry: Draft, language: str, words: Mapping[str, str]) -> None:
    text = card.texts.filter(language=language).first()
    if text is None:
        text = CardText(card=card, language=language)
        entry.also(text)
    else:
        entry.watch(text)
    text.set_words(_clean(words))
    text.save()


def lapse(card: Card) -> None:
    """Agreed reviews speak of another text now; one that is only asked will see the new one."""
    for row in card.reviews.filter(state=ReviewState.AGREED):
        REVIEW.move(row, "lapse")
        row.save()
    if card.state == CardState.REVIEWED:
        CARD.move(card, "rewrite")


def discard(card: Card, *, by: Actor) -> None:
    """A draft that nobody published may go altogether; what the journal said of it stays closed."""
    with act(rules.may_discard, by=by, subject=card) as entry:
        number = card.pk
        Evidence.objects.filter(card=card).delete()
        Review.objects.filter(card=card).delete()
        card.delete()
        card.pk = number  # the entry still names it
        entry.is_open = False


# ---- A new card for an old one -------------------------------------------------------------------------------------


def draft_replacing(old: Card, *, by: Actor) -> Card:
    """A published card is not edited: its copy is written, reviewed and published, and then stands in its place."""
    card = Card(replaces=old, language=old.language, matter=old.matter, author=old.author, owner=old.owner)
    with act(rules.may_draft, by=by, subject=card, parent=old) as entry:
        (rules.writes(by, old) & rules.running(old)).demand()
        _demand_first(old)
        for name in (*ABOUT, "is_demonstration"):
            setattr(card, name, getattr(old, name))
        first, *rest = list(old.texts.all())
        _begin(card, entry, first.language, {name: getattr(first, name) for name in TEXTS})
        for text in rest:
            copy = CardText(card=card, language=text.language)
            copy.set_words({name: getattr(text, name) for name in TEXTS})
            copy.save()
        rows = [Part(TakesPartAs(row.takes_part_as), row.post_id, row.organisation_id) for row in old.participants.all()]
        Participant.objects.bulk_create(_participants(card, rows))
        BlockUse.objects.bulk_create(BlockUse(card=card, block_id=row.block_id, order=row.order) for row in old.block_uses.all())
        Ground.objects.bulk_create(
            Ground(card=card, norm_id=row.norm_id, address=row.address, seen=row.seen) for row in old.grounds.all()
        )
    return card


def _demand_first(old: Card) -> None:
    other = Card.objects.filter(replaces=old).first()
    if other is not None:
        raise Refused("not_now", _("A card that replaces this one is being written: %(ref)s.") % {"ref": other.ref})
