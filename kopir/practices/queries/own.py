"""What waits for a post or an organisation in the room of practices."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.practices.models import Adoption, Ask, Card, Proposal, Review
from kopir.practices.words import CardState, ProposalState, ReviewState

CARD = ("card", "card__owner", "card__author")


@dataclass(slots=True)
class Waiting:
    """Reviews to give, questions to answer, results to report, proposals to decide."""

    reviews: list[Review] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    adoptions: list[Adoption] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.reviews) + len(self.asks) + len(self.adoptions) + len(self.proposals)


def _mine(by: Actor) -> Q:
    if by.is_official:
        return Q(post_id=by.post_id)
    return Q(organisation_id=by.organisation_id) if by.is_member else Q(pk__in=[])


def waiting_for(by: Actor) -> Waiting:
    """Adoptions: all of the actor's own, those without a result first, so that a result may be reported at any time."""
    reviews = Review.objects.filter(_mine(by), state=ReviewState.ASKED, card__state=CardState.DRAFT)
    asks = Ask.objects.filter(card__in=Card.objects.written_by(by), answered_at=None)
    adoptions = Adoption.objects.filter(_mine(by)).select_related("territory", "post", "organisation")
    found = Waiting(
        list(reviews.select_related(*CARD).prefetch_related("card__texts")),
        list(asks.select_related(*CARD, "post", "organisation").prefetch_related("card__texts")),
        list(adoptions.select_related(*CARD).prefetch_related("card__texts").order_by("-repeated", "pk")),
    )
    if by.is_official:
        offered = Proposal.objects.filter(post_id=by.post_id, state=ProposalState.OFFERED, card__state=CardState.PUBLISHED)
        found.proposals = list(offered.select_related(*CARD, "matter").prefetch_related("card__texts"))
    return found


def proposal_for(by: Actor, pk: int) -> Proposal:
    """Only the post it was made to knows of it. Raises Refused(hidden)."""
    rows = Proposal.objects.filter(pk=pk, post_id=by.post_id) if by.is_official else Proposal.objects.none()
    found = rows.select_related(*CARD, "matter", "post").first()
    if found is None:
        raise Refused("not_found", _("There is no such proposal, or you may not see it."), hidden=True)
    return found
