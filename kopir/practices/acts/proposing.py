"""A practice is proposed where the same need is open and nobody there has adopted it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import Draft, act, write
from kopir.practices import rules, telling
from kopir.practices.flow import PROPOSAL
from kopir.practices.models import Proposal
from kopir.practices.queries.needs import same_needs
from kopir.practices.words import ProposalState


def propose(*, by: Actor = SYSTEM) -> int:
    """Each card to each post once, whatever was answered."""
    with transaction.atomic():
        rules.may_propose(by, None).demand()
        made = [Proposal(card=need.card, post=need.post, matter=need.matter) for need in same_needs()]
        for proposal in made:
            proposal.save()
            telling.tell_proposed(proposal)
        if made:
            draft = Draft(rules.may_propose.name, by, made[0], made[0].card)
            draft.fact(count=len(made))
            write([draft])
    return len(made)


def answer_proposal(proposal: Proposal, *, by: Actor, accepts: bool, words: str = "") -> Proposal:
    """Accepted: the page of adoption comes next. Declined: with a reason, so that nobody proposes it for the same cause."""
    with act(rules.may_answer_proposal, by=by, subject=proposal, parent=proposal.card) as entry:
        if not accepts and len(words.strip()) < 3:
            raise Refused("no_reason", _("Say why it does not suit, in a sentence."), field="words")
        PROPOSAL.move(proposal, "accept" if accepts else "decline")
        proposal.words, proposal.decided_at = words.strip()[:2000], timezone.now()
        proposal.save()
        entry.fact(card=proposal.card.ref, answer=in_all_languages(ProposalState(proposal.state).label))
    return proposal
