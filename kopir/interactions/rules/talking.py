"""Who may write in a matter and decide who reads it."""

from __future__ import annotations

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission
from kopir.interactions.models import Matter
from kopir.interactions.rules.conditions import (
    for_accountable,
    for_author,
    for_first_author,
    for_participant,
    is_running,
)


@permission("interactions.write")
def may_write(by: Actor, matter: Matter) -> Permit:
    """Authors and posts with a part, while the matter is open."""
    return (for_author(by, matter) | for_participant(by, matter)) & is_running(matter)


@permission("interactions.write_note")
def may_write_note(by: Actor, matter: Matter) -> Permit:
    """Posts with a part, while the matter is open."""
    return for_participant(by, matter) & is_running(matter)


@permission("interactions.restrict")
def may_restrict(by: Actor, matter: Matter) -> Permit:
    """The author by wish; the accountable post when it finds personal data."""
    return for_first_author(by, matter) | for_accountable(by, matter)


@permission("interactions.open_up")
def may_open_up(by: Actor, matter: Matter) -> Permit:
    """The first author alone."""
    return for_first_author(by, matter)
