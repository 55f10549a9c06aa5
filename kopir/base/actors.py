"""Who acts: a person in a role, for an organisation or for a post; or nobody in particular; or the system."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    VISITOR = "visitor", _("visitor")
    PERSON = "person", _("signed-in person")
    MEMBER = "member", _("member of an organisation")
    OFFICIAL = "official", _("holder of a post")
    COORDINATOR = "coordinator", _("co-ordinator")
    ADMINISTRATOR = "administrator", _("administrator")
    SYSTEM = "system", _("Köpir itself")


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts, as known at this moment; made by the surface for each request, never stored.

    `organisation_id` is set for a member (the NGO) and for an official (the body of the post);
    `post_id` only for an official. `label` names what the actor acts for, by language.
    """

    role: Role
    person_id: int | None = None
    name: str = ""
    organisation_id: int | None = None
    post_id: int | None = None
    label: tuple[tuple[str, str], ...] = ()
    request_id: str = ""

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def is_system(self) -> bool:
        return self.role == Role.SYSTEM

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_member(self) -> bool:
        return self.role == Role.MEMBER

    @property
    def is_official(self) -> bool:
        return self.role == Role.OFFICIAL

    @property
    def oversees(self) -> bool:
        """May see oversight figures and gaps of the whole country."""
        return self.role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.SYSTEM)

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.label)


VISITOR = Actor(Role.VISITOR)
SYSTEM = Actor(Role.SYSTEM, name="Köpir", label=(("kk", "Көпір"), ("ru", "Көпір"), ("en", "Köpir")))
