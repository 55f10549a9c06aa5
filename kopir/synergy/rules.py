"""Who proposes and who answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, is_system, permission, when
from kopir.interactions.queries import spoken_by
from kopir.synergy.models import Asked, Proposal
from kopir.synergy.words import Reply, State


def _speaks(by: Actor, asked: Asked) -> Permit:
    """The post that was asked, or the one that stands in for it."""
    speaks = by.is_official and by.post_id is not None and asked.post_id in spoken_by(by)
    return when(speaks, "not_asked", _("Another post was asked."), _("Look at your desk: what your post is asked stands there."))


def _waits(asked: Asked) -> Permit:
    waits = asked.reply == Reply.WAITING and asked.proposal.state == State.PROPOSED
    return when(waits, "not_now", _("This proposal has been answered already."))


@permission("synergy.propose")
def may_propose(by: Actor, proposal: Proposal) -> Permit:
    """Köpir itself."""
    return is_system(by)


@permission("synergy.accept")
def may_accept(by: Actor, asked: Asked) -> Permit:
    """The post that was asked, once."""
    return _speaks(by, asked) & _waits(asked)


@permission("synergy.decline")
def may_decline(by: Actor, asked: Asked) -> Permit:
    """The post that was asked, once, with a reason."""
    return _speaks(by, asked) & _waits(asked)


@permission("synergy.lapse")
def may_lapse(by: Actor, proposal: Proposal) -> Permit:
    """Köpir itself."""
    return is_system(by)
