"""The nightly look: what may be worked on together is proposed to the posts that answer, a few at a time and each pair once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.interactions.words import RUNNING
from kopir.journal.acts import act
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.search.models import Judgement
from kopir.search.words import Verdict
from kopir.synergy import rules
from kopir.synergy.flow import PROPOSAL
from kopir.synergy.models import Asked, Proposal, ProposedMatter
from kopir.synergy.proposing import Candidate, candidates
from kopir.synergy.proposing.candidates import pairs
from kopir.synergy.words import Reply, State

MOST_OPEN = 5
"""Proposals that may wait for a post at a time: more would not be read."""
MOST_A_NIGHT = 200
Pair = tuple[int, int]


def propose_all() -> int:
    """Propose what is new; answers how many proposals were made."""
    known, waiting, made = _known_pairs(), _waiting(), 0
    for candidate in candidates():
        posts = {matter.accountable_id for matter, _side in candidate.members if matter.accountable_id}
        if candidate.pairs & known or any(waiting[post] >= MOST_OPEN for post in posts):
            continue
        propose(candidate)
        known |= candidate.pairs
        waiting.update(posts)
        made += 1
        if made == MOST_A_NIGHT:
            break
    return made


def _known_pairs() -> set[Pair]:
    """Pairs that were proposed once, whatever came of it, and those that somebody has judged."""
    groups: dict[tuple[int, int | None], list[int]] = {}
    rows = ProposedMatter.objects.order_by("matter_id")
    for proposal, card, matter in rows.values_list("proposal_id", "proposal__card_id", "matter_id"):
        groups.setdefault((proposal, card), []).append(matter)
    proposed = {pair for (_proposal, card), ids in groups.items() for pair in pairs(ids, card)}
    judged = Judgement.objects.filter(verdict=Verdict.DIFFERENT).values_list("first_id", "second_id")
    return proposed | set(judged)


def _waiting() -> Counter[int]:
    open_ones = Asked.objects.filter(reply=Reply.WAITING, proposal__state=State.PROPOSED)
    return Counter(dict(open_ones.values_list("post_id").annotate(number=Count("pk")).order_by()))


def propose(candidate: Candidate) -> Proposal:
    """Ask every post that answers for one of the matters."""
    proposal = Proposal(kind=candidate.kind, key=candidate.key, why=candidate.why, card=candidate.card)
    proposal.found_at = timezone.now()
    with act(rules.may_propose, by=SYSTEM, subject=proposal) as entry:
        proposal.save()
        for matter, side in candidate.members:
            entry.also(ProposedMatter.objects.create(proposal=proposal, matter=matter, side=side))
        posts = {matter.accountable_id: matter.accountable for matter, _side in candidate.members}
        for post in posts.values():
            assert post is not None, "an open matter has a post"
            entry.also(Asked.objects.create(proposal=proposal, post=post))
            _tell(proposal, post, numbers_of(matter for matter, _side in candidate.members))
        entry.fact(numbers=numbers_of(matter for matter, _side in candidate.members))
    return proposal


def numbers_of(matters: Iterable[object]) -> str:
    return ", ".join(str(matter) for matter in matters)


def _tell(proposal: Proposal, post: object, numbers: str) -> None:
    tell(
        "synergy.proposed", key=f"synergy:{proposal.pk}:post:{post.pk}", path=f"/desk/synergy/{proposal.pk}/",  # type: ignore[attr-defined]
        weight=Weight.NEWS, post=post, subject=proposal, facts={"numbers": numbers, "why": proposal.why},  # type: ignore[arg-type]
    )  # fmt: skip


def lapse_all() -> int:
    """Proposals that wait and of whose matters fewer than two are still open."""
    running = Count("members", filter=Q(members__matter__state__in=RUNNING))
    rows = Proposal.objects.filter(state=State.PROPOSED).annotate(running=running).filter(running__lt=2)
    return sum(_lapse(proposal) for proposal in rows)


def _lapse(proposal: Proposal) -> int:
    with act(rules.may_lapse, by=SYSTEM, subject=proposal):
        PROPOSAL.move(proposal, "lapse")
        proposal.decided_at = timezone.now()
        proposal.save()
    return 1
