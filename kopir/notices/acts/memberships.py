"""Acting for an organisation: who decides hears that somebody asks, who asked hears what was decided. The acts are those of the
organisations; telling belongs to them, so pages call these."""

from __future__ import annotations

from django.db import transaction

from kopir.base.actors import Actor
from kopir.notices.acts.telling import tell
from kopir.notices.words import Weight
from kopir.organisations import acts
from kopir.organisations.models import Membership, Organisation
from kopir.organisations.rules import has_members
from kopir.people.queries import officers
from kopir.people.words import Office


@transaction.atomic
def request_membership(organisation: Organisation, *, by: Actor, position: str = "") -> Membership:
    """Who asks is named on the page only: a notice outlives an account that is forgotten."""
    asked = acts.request_membership(organisation, by=by, position=position)
    key, facts = f"membership:{asked.pk}:asked", {"organisation": organisation.names}
    if has_members(organisation.pk):
        tell(
            "notices.member_asks", key=key, path="/cabinet/members/", weight=Weight.WORK, facts=facts,
            organisation=organisation,
        )  # fmt: skip
        return asked
    for person in officers(Office.ADMINISTRATOR):
        tell(
            "notices.first_member_asks", key=f"{key}:{person.pk}", path=f"/data/memberships/{asked.pk}/", weight=Weight.WORK,
            facts=facts, person=person,
        )  # fmt: skip
    return asked


@transaction.atomic
def confirm_membership(membership: Membership, *, by: Actor) -> Membership:
    acts.confirm_membership(membership, by=by)
    _tell_decision("notices.member_confirmed", membership, "/cabinet/")
    return membership


@transaction.atomic
def refuse_membership(membership: Membership, *, by: Actor, reason: str) -> Membership:
    acts.refuse_membership(membership, by=by, reason=reason)
    _tell_decision("notices.member_refused", membership, "/account/organisations/")
    return membership


def _tell_decision(text: str, membership: Membership, path: str) -> None:
    facts = {"organisation": membership.organisation.names, "reason": membership.reason}
    tell(
        text, key=f"membership:{membership.pk}:decided", path=path, weight=Weight.WORK, facts=facts, person=membership.person
    )  # fmt: skip
