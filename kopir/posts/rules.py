"""Who may change posts. Posts are kept by administrators; whoever holds one keeps its contacts and hours."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import ALLOWED, Permit, administers, permission, when
from kopir.posts.models import Appointment, Post, Power, TierRule
from kopir.posts.words import PostState

# What the post itself may change: publishing contacts and reception hours is its duty.
OWN_FIELDS = frozenset({"reception_kk", "reception_ru", "reception_en", "room", "phone", "email"})


def _stands(post: Post) -> Permit:
    return when(
        post.state != PostState.ENDED,
        "not_now_ended",
        _("This post has ended."),
        _("Create a new post, or open the one that took over its work."),
    )


def holds(by: Actor, post: Post) -> bool:
    return by.is_official and by.post_id == post.pk


@permission("posts.create")
def may_create(by: Actor, post: Post) -> Permit:
    """An administrator."""
    return administers(by)


@permission("posts.create_all")
def may_create_all(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that sets up a new installation."""
    return administers(by)


@permission("posts.load_reference")
def may_load_reference(by: Actor, subject: object) -> Permit:
    """An administrator, or the command that sets up a new installation."""
    return administers(by)


@permission("posts.edit")
def may_edit(by: Actor, post: Post) -> Permit:
    """An administrator everything; whoever holds the post its contacts and reception hours."""
    return (ALLOWED if holds(by, post) else administers(by)) & _stands(post)


@permission("posts.confirm")
def may_confirm(by: Actor, post: Post) -> Permit:
    """An administrator, once."""
    waits = when(post.state != PostState.CONFIRMED, "not_now", _("This post is confirmed already."))
    return administers(by) & _stands(post) & waits


@permission("posts.end")
def may_end(by: Actor, post: Post) -> Permit:
    """An administrator."""
    return administers(by) & _stands(post)


@permission("posts.grant_power")
def may_grant_power(by: Actor, post: Post) -> Permit:
    """An administrator."""
    return administers(by) & _stands(post)


@permission("posts.withdraw_power")
def may_withdraw_power(by: Actor, post: Post) -> Permit:
    """An administrator."""
    return administers(by)


@permission("posts.set_mandate")
def may_set_mandate(by: Actor, post: Post) -> Permit:
    """An administrator."""
    return administers(by) & _stands(post)


@permission("posts.appoint")
def may_appoint(by: Actor, post: Post) -> Permit:
    """An administrator."""
    return administers(by) & _stands(post)


@permission("posts.end_appointment")
def may_end_appointment(by: Actor, appointment: Appointment) -> Permit:
    """An administrator."""
    return administers(by)


@permission("posts.edit_power")
def may_edit_power(by: Actor, power: Power) -> Permit:
    """An administrator."""
    return administers(by)


@permission("posts.edit_tier_rule")
def may_edit_tier_rule(by: Actor, rule: TierRule) -> Permit:
    """An administrator."""
    return administers(by)
