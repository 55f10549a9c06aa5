"""A person asks to act for an organisation; another member, or an administrator for the first one, decides."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.permits import Rule
from kopir.journal.acts import act
from kopir.organisations import rules
from kopir.organisations.models import Membership, Organisation
from kopir.organisations.words import MembershipState


def request_membership(organisation: Organisation, *, by: Actor, position: str = "") -> Membership:
    """The actor asks to act for the organisation."""
    membership = Membership(organisation=organisation, person_id=by.person_id or 0, position=position.strip()[:200])
    with act(rules.may_request_membership, by=by, subject=membership, parent=organisation, permit_on=organisation) as entry:
        try:
            membership.save()
        except IntegrityError:
            raise Refused("already", _("You have already asked, or are a member already.")) from None
        entry.fact(organisation=organisation.names)
    return membership


def confirm_membership(membership: Membership, *, by: Actor) -> Membership:
    """From now on the person acts for the organisation."""
    return _decide(rules.may_confirm_membership, membership, MembershipState.ACTIVE, by)


def refuse_membership(membership: Membership, *, by: Actor, reason: str) -> Membership:
    """The person is told the reason."""
    if not reason.strip():
        raise Refused("no_reason", _("Say why: the person who asked will read it."), field="reason")
    return _decide(rules.may_refuse_membership, membership, MembershipState.REFUSED, by, reason)


def _decide(rule: Rule, membership: Membership, state: MembershipState, by: Actor, reason: str = "") -> Membership:
    organisation = membership.organisation
    with act(rule, by=by, subject=membership, parent=organisation, reason=reason) as entry:
        membership.state, membership.reason = state, reason.strip()
        membership.decided_by_id, membership.decided_at = by.person_id, timezone.now()
        membership.save()
        entry.fact(organisation=organisation.names)
    return membership


def end_membership(membership: Membership, *, by: Actor, reason: str = "") -> Membership:
    """Ends a membership or takes a request back; the last member may go too."""
    organisation = membership.organisation
    with act(rules.may_end_membership, by=by, subject=membership, parent=organisation, reason=reason) as entry:
        membership.state, membership.ended_at = MembershipState.ENDED, timezone.now()
        membership.reason = reason.strip() or membership.reason
        membership.save()
        entry.fact(organisation=organisation.names)
    return membership
