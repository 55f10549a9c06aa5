"""Review by a peer and by the other side, then publication."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import kept_words
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import Draft, act
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.practices import rules, telling
from kopir.practices.acts.living import next_year
from kopir.practices.flow import CARD, REVIEW
from kopir.practices.models import Card, Review
from kopir.practices.words import CardKind, CardState, ReviewSide, ReviewState

WANTED = {
    CardKind.WORKED: ("title", "problem", "steps", "results"),
    CardKind.FAILED: ("title", "problem", "steps", "because"),
}


def ask_review(card: Card, *, by: Actor, side: ReviewSide, of: Post | Organisation) -> Review:
    """Of a peer: a post of another territory. Of the other side: an organisation, or the owning post when an organisation
    wrote the card."""
    review = Review(card=card, side=side)
    with act(rules.may_ask_review, by=by, subject=review, parent=card, permit_on=card) as entry:
        _demand_whole(card)
        _demand_right_reviewer(card, side, of)
        if card.reviews.filter(side=side, state__in=(ReviewState.ASKED, ReviewState.AGREED)).exists():
            raise Refused("asked_already", _("This side was asked already."))
        review.post, review.organisation = (of, None) if isinstance(of, Post) else (None, of)
        review.save()
        entry.fact(to=of.names)
        telling.tell_reviewer(review, by)
    return review


def lacking(card: Card) -> list[str]:
    """Fields that a review needs and that no language has."""
    texts = list(card.texts.all())
    found = [name for name in WANTED[CardKind(card.kind)] if not any(getattr(text, name) for text in texts)]
    return [*found, *(name for name in ("sector", "territory") if getattr(card, f"{name}_id") is None)]


def _demand_whole(card: Card) -> None:
    if lacking(card):
        raise Refused(
            "not_whole",
            _("A review needs the title, the problem, the steps, the result (or why it did not work), the sector and the place."),
            _("Write them first."),
        )


def _demand_right_reviewer(card: Card, side: ReviewSide, of: Post | Organisation) -> None:
    if side == ReviewSide.PEER:
        if not isinstance(of, Post) or of.pk == card.owner_id or of.territory_id == card.owner.territory_id:
            raise Refused("not_peer", _("Choose a post of another territory."), field="to")
        return
    if card.author_id is not None:
        right = isinstance(of, Post) and of.pk == card.owner_id
        words = _("An organisation wrote this card, so the post that owns it confirms it.")
    else:
        right = isinstance(of, Organisation) and of.pk != card.owner.organisation_id
        words = _("A post wrote this card, so an organisation that took part confirms it.")
    if not right:
        raise Refused("not_other_side", words, field="to")


def review(row: Review, *, by: Actor, agrees: bool, words: str = "") -> Review:
    """Returned with a remark: the writers change the text and ask anew. Both sides agreed: the card is reviewed."""
    card = row.card
    with act(rules.may_review, by=by, subject=row, parent=card) as entry:
        REVIEW.move(row, "agree" if agrees else "return")
        row.words, row.decided_at = kept_words(words, 4000), timezone.now()
        if not agrees and len(row.words) < 3:
            raise Refused("no_reason", _("Say what is to be changed, in a sentence."), field="words")
        row.save()
        entry.fact(answer=in_all_languages(ReviewState(row.state).label))
        telling.tell_reviewed(row)
        if agrees:
            _complete(card, entry)
    return row


def _complete(card: Card, entry: Draft) -> None:
    sides = set(card.reviews.filter(state=ReviewState.AGREED).values_list("side", flat=True))
    if sides == set(ReviewSide) and card.state == CardState.DRAFT:
        entry.watch(card)
        CARD.move(card, "complete_review")
        card.save()
        telling.tell_ready(card)


def publish(card: Card, *, by: Actor, review_on: date | None = None) -> Card:
    """From now on anybody reads it, and it is not edited any more. The card it replaces is withdrawn with that reason."""
    with act(rules.may_publish, by=by, subject=card) as entry:
        CARD.move(card, "publish")
        card.published_at, card.review_on = timezone.now(), review_on or next_year()
        _demand_future(card.review_on)
        card.save()
        entry.is_open = True
        if card.replaces is not None and card.replaces.is_running:
            _give_way(card, card.replaces, entry)
    return card


def _demand_future(day: date) -> None:
    if day <= timezone.localdate():
        raise Refused("past", _("The review date must lie ahead."), field="review_on")


def _give_way(card: Card, old: Card, entry: Draft) -> None:
    entry.watch(old)
    CARD.move(old, "withdraw")
    old.doubt, old.withdrawn_because = "", str(card.ref)
    old.save()
