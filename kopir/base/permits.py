"""Permits: may this actor do this? The answer always carries its reason.

A rule is a pure function `rule(by, subject) -> Permit`, named by the act it allows:

    @permission("interactions.answer")
    def may_answer(by: Actor, matter: Matter) -> Permit:
        return holds_accountable_post(by, matter) & is_open(matter)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused

if TYPE_CHECKING:
    from kopir.base.errors import Words


@dataclass(frozen=True, slots=True)
class Permit:
    """`allowed` with, when not, a stable `code`, the `reason` in words and the `next_step`."""

    allowed: bool
    code: str = "allowed"
    reason: Words = ""
    next_step: Words = ""
    hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def __and__(self, other: Permit) -> Permit:
        return other if self.allowed else self

    def __or__(self, other: Permit) -> Permit:
        return self if self.allowed else other

    def demand(self) -> None:
        if not self.allowed:
            raise Refused(self.code, self.reason, self.next_step, hidden=self.hidden)


ALLOWED = Permit(True)


def deny(code: str, reason: Words, next_step: Words = "", *, hidden: bool = False) -> Permit:
    return Permit(False, code, reason, next_step, hidden)


def when(condition: bool, code: str, reason: Words, next_step: Words = "") -> Permit:
    """Allowed when the condition holds; refused with these words otherwise."""
    return ALLOWED if condition else deny(code, reason, next_step)


def is_system(by: Actor) -> Permit:
    return when(by.is_system, "not_system", _("Köpir does this by itself."))


def administers(by: Actor) -> Permit:
    """Köpir itself too: the command that sets up an installation acts in its name."""
    return when(
        by.is_administrator or by.is_system,
        "not_administrator",
        _("Only an administrator may do this."),
        _("Ask the administrator of this installation."),
    )


def acts_for_a_side(by: Actor) -> Permit:
    return when(
        by.is_official or by.is_member,
        "no_side",
        _("This is for those who act for an organisation or hold a post."),
        _("Choose it in the menu above, or ask on your account page to act for your organisation."),
    )


class Rule:
    """A named rule. Call it to get the permit; its name is the act's name in the journal."""

    def __init__(self, name: str, function: Callable[[Actor, Any], Permit]) -> None:
        self.name = name
        self.function = function
        self.__doc__ = function.__doc__
        self.__module__ = function.__module__

    def __call__(self, by: Actor, subject: Any) -> Permit:
        return self.function(by, subject)

    def __repr__(self) -> str:
        return f"<Rule {self.name}>"


PERMISSIONS: dict[str, Rule] = {}


def permission(name: str) -> Callable[[Callable[[Actor, Any], Permit]], Rule]:
    """Register a rule under `app.act`. Every name has a sentence in three languages and a row in the permission table."""

    def register(function: Callable[[Actor, Any], Permit]) -> Rule:
        if name in PERMISSIONS:
            raise ValueError(f"permission {name} is defined twice")
        PERMISSIONS[name] = Rule(name, function)
        return PERMISSIONS[name]

    return register
