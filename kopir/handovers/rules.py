"""Who may prepare, offer, take, answer and sign a hand-over pack. Every answer carries its reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, administers, deny, is_system, permission, when
from kopir.handovers.models import Item, Pack, Promise
from kopir.handovers.words import WITH_SUCCESSOR, ItemState, PackState
from kopir.posts.models import Post
from kopir.posts.queries import answering_post

# ---- Conditions ----------------------------------------------------------------------------------------------------


def is_leaver(by: Actor, pack: Pack) -> bool:
    """The person, whatever they act as now: who has left a post has it no more."""
    return by.person_id is not None and by.person_id == pack.leaver_id


def holds(by: Actor, post_id: int) -> bool:
    return by.is_official and by.post_id == post_id


def is_above(by: Actor, post: Post) -> bool:
    """Holds the post above, or the next held one while that is vacant."""
    if not by.is_official or post.superior is None:
        return False
    if by.post_id == post.superior_id:
        return True
    stand_in = answering_post(post.superior)
    return stand_in is not None and stand_in.pk == by.post_id


def for_leaver(by: Actor, pack: Pack) -> Permit:
    if is_leaver(by, pack):
        return when(
            pack.state == PackState.ASSEMBLING,
            "not_now",
            _("The pack is offered: it is not changed any more."),
            _("Answer the questions that the successor asks."),
        )
    return deny("not_leaver", _("Only the one who leaves the post may do this."), hidden=not holds(by, pack.post_id))


def for_successor(by: Actor, pack: Pack) -> Permit:
    if not holds(by, pack.post_id) or is_leaver(by, pack):
        return deny("not_successor", _("Only the successor in the post may do this."))
    return when(
        pack.state in WITH_SUCCESSOR,
        "not_now",
        _("The pack is not offered yet, or it is signed already."),
        _("It can be taken over when the one who leaves has signed it, or has left."),
    )


def judges_promises(by: Actor, pack: Pack) -> Permit:
    """The one who leaves; where he is gone, the successor."""
    return for_successor(by, pack) if pack.is_without_leaver else for_leaver(by, pack)


# ---- Acts ----------------------------------------------------------------------------------------------------------


@permission("handovers.open")
def may_open(by: Actor, pack: Pack) -> Permit:
    """Köpir itself, when an appointment ends or is about to."""
    return is_system(by)


@permission("handovers.assemble")
def may_assemble(by: Actor, pack: Pack) -> Permit:
    """Köpir itself, daily."""
    return is_system(by)


@permission("handovers.write_note")
def may_write_note(by: Actor, pack: Pack) -> Permit:
    """The one who leaves, until the pack is offered."""
    return for_leaver(by, pack)


@permission("handovers.judge_promise")
def may_judge_promise(by: Actor, promise: Promise) -> Permit:
    """Whoever holds the post in whose name it was said; the leaver does it before offering the pack."""
    return when(holds(by, promise.post_id), "not_holder", _("Only whoever holds the post says which promises stand."))


@permission("handovers.offer")
def may_offer(by: Actor, pack: Pack) -> Permit:
    """The one who leaves, once."""
    return for_leaver(by, pack)


@permission("handovers.make_without")
def may_make_without(by: Actor, pack: Pack) -> Permit:
    """Köpir itself, when the leaver is gone."""
    return is_system(by)


@permission("handovers.decide")
def may_decide(by: Actor, item: Item) -> Permit:
    """Whoever holds the post after the leaver, until signing."""
    return for_successor(by, item.pack)


@permission("handovers.answer")
def may_answer(by: Actor, item: Item) -> Permit:
    """The leaver, or the post above."""
    asked = when(item.state == ItemState.QUESTION, "not_now", _("No question waits for an answer here."))
    may = is_leaver(by, item.pack) or is_above(by, item.pack.post)
    return when(may, "not_asked", _("Only the one who left and the post above answer here.")) & asked


@permission("handovers.keep_draft")
def may_keep_draft(by: Actor, item: Item) -> Permit:
    """Whoever may decide the item or answer its question."""
    return may_answer(by, item) | may_decide(by, item)


@permission("handovers.sign")
def may_sign(by: Actor, pack: Pack) -> Permit:
    """Whoever holds the post after the leaver, when every item is decided."""
    return for_successor(by, pack)


@permission("handovers.drop")
def may_drop(by: Actor, pack: Pack) -> Permit:
    """Köpir itself, when the departure is off or a later pack holds everything."""
    return is_system(by)


@permission("handovers.set_terms")
def may_set_terms(by: Actor, subject: object) -> Permit:
    """An administrator."""
    return administers(by)


@permission("handovers.edit_question")
def may_edit_question(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that sets up a new installation."""
    return administers(by)
