"""Who may do what with a person's own account, and who gives and takes offices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, administers, permission, when
from kopir.people.models import Person
from kopir.people.words import Office


@permission("people.edit_own")
def may_edit_own(by: Actor, person: Person) -> Permit:
    """The person alone."""
    return when(
        by.person_id == person.pk,
        "not_own_account",
        _("This is somebody else's account."),
        _("Sign in to your own account."),
    )


def _one_remains(person: Person) -> Permit:
    """Without an administrator nobody could give the office again from within Köpir."""
    others = Person.objects.filter(office=Office.ADMINISTRATOR, is_active=True).exclude(pk=person.pk)
    return when(
        person.office != Office.ADMINISTRATOR or others.exists(),
        "last_administrator",
        _("This is the last administrator."),
        _("Give the office to somebody else first."),
    )


@permission("people.first_administrator")
def may_make_first_administrator(by: Actor, person: Person) -> Permit:
    """Köpir itself, at the command of whoever runs the machine."""
    return when(by.is_system, "only_system", _("The first administrator is made on the machine Köpir runs on."))


@permission("people.grant_office")
def may_grant_office(by: Actor, person: Person) -> Permit:
    """An administrator, to a person who can sign in."""
    can_sign_in = when(person.is_active, "not_now_inactive", _("This account is closed."), _("Open the account first."))
    return administers(by) & can_sign_in


@permission("people.withdraw_office")
def may_withdraw_office(by: Actor, person: Person) -> Permit:
    """An administrator; the last administrator keeps the office."""
    held = when(person.office != Office.NONE, "not_now", _("This person has no office."))
    return administers(by) & held & _one_remains(person)


@permission("people.deactivate")
def may_deactivate(by: Actor, person: Person) -> Permit:
    """An administrator; never the own account, never the last administrator's."""
    own = when(by.person_id != person.pk, "own_account", _("You cannot close your own account here."))
    open_still = when(person.is_active, "not_now", _("This account is closed already."))
    return administers(by) & own & open_still & _one_remains(person)


@permission("people.reactivate")
def may_reactivate(by: Actor, person: Person) -> Permit:
    """An administrator."""
    return administers(by) & when(not person.is_active, "not_now", _("This account is open already."))
