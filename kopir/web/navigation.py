"""The row of links under the header: what everybody reads, and before it the rooms of the one who acts."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor, Role

if TYPE_CHECKING:
    from kopir.base.errors import Words

OWN: dict[Role, tuple[tuple[str, Words], ...]] = {
    Role.MEMBER: (("cabinet:home", _("Our matters")),),
    Role.OFFICIAL: (("desk:home", _("My desk")),),
    Role.ADMINISTRATOR: (("data:home", _("Administration")),),
}
EVERYBODY: tuple[tuple[str, Words], ...] = (
    ("public:responsible", _("Whom do I write to?")),
    ("public:interactions", _("Matters")),
    ("public:territories", _("Territories")),
    ("public:organisations", _("Organisations")),
    ("public:posts", _("Posts")),
    ("public:regulation", _("Duties")),
    ("public:practices", _("Practices")),
    ("public:effects", _("Effects")),
    ("watch:home", _("Oversight")),
)


def navigation(actor: Actor) -> list[dict[str, Any]]:
    return _links(actor.role, get_language())


@cache
def _links(role: Role, _language: str | None) -> list[dict[str, Any]]:
    """They change with the language only. A room that this installation does not have yet is left out."""
    found = []
    for name, label in (*OWN.get(role, ()), *EVERYBODY):
        with suppress(NoReverseMatch):
            found.append({"label": label, "url": reverse(name)})
    return found
