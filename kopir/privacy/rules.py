"""Who may erase what is kept about a person."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, administers, permission, when
from kopir.people.models import Person


@permission("privacy.forget")
def may_forget(by: Actor, person: Person) -> Permit:
    """An administrator, or Köpir by its rules of keeping; a person whose account is closed."""
    closed = when(not person.is_active, "not_now_open", _("This account is open."), _("Close the account first."))
    still_known = when(not person.is_forgotten, "not_now", _("This person's data are erased already."))
    return administers(by) & closed & still_known


@permission("privacy.remove_factors")
def may_remove_factors(by: Actor, person: Person) -> Permit:
    """An administrator, never of the own account; a person who can sign in and has a second factor."""
    own = when(
        by.person_id != person.pk,
        "own_account",
        _("This is your own account."),
        _("Change your second factors under “My account”, or ask another administrator."),
    )
    can_sign_in = when(person.is_active, "not_now_inactive", _("This account is closed."), _("Open the account first."))
    return administers(by) & own & can_sign_in & _has_factor(person)


def _has_factor(person: Person) -> Permit:
    found = Authenticator.objects.filter(user_id=person.pk).exists()
    return when(found, "not_now_no_factor", _("This person has no second factor."))
