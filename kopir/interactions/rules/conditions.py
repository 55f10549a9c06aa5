"""Conditions that the rules are made of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, deny, when
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.words import WORKED_ON, HandOffState, Letter, MatterState, PartState
from kopir.posts.models import Post
from kopir.posts.queries import answering_post


def speaks_for(by: Actor, post: Post | None) -> bool:
    """The actor holds the post, or stands in for it while it is vacant."""
    if not by.is_official or post is None:
        return False
    if by.post_id == post.pk:
        return True
    stand_in = answering_post(post)
    return stand_in is not None and stand_in.pk == by.post_id


def is_author(by: Actor, matter: Matter) -> bool:
    """The actor acts for the first author or for one that joined."""
    if not by.is_member:
        return False
    return by.organisation_id == matter.author_id or (matter.joined_matters.filter(author_id=by.organisation_id).exists())


def for_accountable(by: Actor, matter: Matter) -> Permit:
    return when(
        speaks_for(by, matter.accountable),
        "not_accountable",
        _("Only the post that answers for this matter may do this."),
        _("If the matter should be yours, ask its post to hand it over to you."),
    )


def for_author(by: Actor, matter: Matter) -> Permit:
    return when(
        is_author(by, matter),
        "not_author",
        _("Only an organisation that wrote or joined this matter may do this."),
        _("Join the matter to have an author's rights."),
    )


def for_first_author(by: Actor, matter: Matter) -> Permit:
    """Drafts are hidden from everybody else."""
    if by.is_member and by.organisation_id == matter.author_id:
        return ALLOWED
    hidden = matter.state in (MatterState.DRAFT, MatterState.APPEAL)
    return deny("not_author", _("Only the organisation that wrote this may do this."), hidden=hidden)


def is_running(matter: Matter) -> Permit:
    return when(
        matter.is_running,
        "not_now",
        _("The matter is not open any more."),
        _("Reopen it, or write a new one that names this number."),
    )


def being_worked_on(matter: Matter) -> Permit:
    return when(
        matter.state in WORKED_ON, "not_now", _("This can be done only while the matter is being worked on."),
        _("Look at the state of the matter on its page."),
    )  # fmt: skip


def no_open_hand_off(matter: Matter) -> Permit:
    offered = matter.hand_offs.filter(state=HandOffState.OFFERED).exists()
    return when(
        not offered, "not_now_offered", _("The matter is offered to another post and waits for its answer."),
        _("Wait for the answer, or take the offer back."),
    )  # fmt: skip


def has_part(by: Actor, matter: Matter, letter: str) -> bool:
    parts = Part.objects.filter(matter=matter, letter=letter, state=PartState.ACTIVE).select_related("post")
    return by.is_official and any(speaks_for(by, part.post) for part in parts)


def for_participant(by: Actor, matter: Matter) -> Permit:
    """A post with a part: accountable, working, asked for an opinion, or offered the matter."""
    offered = matter.hand_offs.filter(state=HandOffState.OFFERED).select_related("to_post")
    takes_part = (
        speaks_for(by, matter.accountable)
        or has_part(by, matter, Letter.RESPONSIBLE)
        or has_part(by, matter, Letter.CONSULTED)
        or any(speaks_for(by, row.to_post) for row in offered)
    )
    return when(takes_part, "no_part", _("Your post has no part in this matter."))


def part_is(part: Part, letter: str) -> Permit:
    living = part.letter == letter and part.state == PartState.ACTIVE
    return when(living, "not_now", _("This has been done already."))


def for_receiver(by: Actor, hand_off: HandOff) -> Permit:
    return when(
        speaks_for(by, hand_off.to_post),
        "not_receiver",
        _("Only the post that was offered the matter may answer."),
    )
