"""Who may say that an organisation can help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.effects.models import NgoHelps
from kopir.organisations.models import Organisation
from kopir.organisations.rules import is_member_of
from kopir.organisations.words import Kind


def _own(by: Actor, organisation: Organisation) -> Permit:
    words = _("Only those who act for the organisation may say where it can help.")
    return when(is_member_of(by, organisation), "not_your_organisation", words)


@permission("effects.say_help")
def may_say_help(by: Actor, organisation: Organisation) -> Permit:
    """Whoever acts for the organisation, when it is an NGO."""
    words = _("Only a non-governmental organisation offers help here.")
    return _own(by, organisation) & when(organisation.kind == Kind.NGO, "not_ngo", words)


@permission("effects.end_help")
def may_end_help(by: Actor, row: NgoHelps) -> Permit:
    """Whoever acts for the organisation, while the offer stands."""
    words = _("This offer of help has ended already.")
    return _own(by, row.organisation) & when(row.ends_on is None, "not_now", words)


__all__ = ["may_end_help", "may_say_help"]
