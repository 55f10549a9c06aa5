"""What people do with their own account; giving and taking offices; closing accounts."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import act
from kopir.people import rules
from kopir.people.models import Person
from kopir.people.queries import has_administrator
from kopir.people.words import Office


def edit_own(person: Person, *, by: Actor, name: str, language: str) -> Person:
    """The name the person is called by, and the language of letters and of the front door."""
    with act(rules.may_edit_own, by=by, subject=person):
        person.name, person.language = name, language
        person.save()
    return person


def grant_office(person: Person, office: Office, *, by: Actor, reason: str = "") -> Person:
    """Give a country-wide role; it replaces the one the person had."""
    if office == Office.NONE:
        raise Refused("no_office", _("Choose which office to give."), field="office")
    with act(rules.may_grant_office, by=by, subject=person, reason=reason) as entry:
        if _gives_up_administration(person, office):
            rules.may_withdraw_office(by, person).demand()
        person.office = office
        person.save()
        entry.fact(office=in_all_languages(office.label))
    return person


def _gives_up_administration(person: Person, office: Office) -> bool:
    return person.office == Office.ADMINISTRATOR and office != Office.ADMINISTRATOR


def withdraw_office(person: Person, *, by: Actor, reason: str = "") -> Person:
    with act(rules.may_withdraw_office, by=by, subject=person, reason=reason) as entry:
        entry.fact(office=in_all_languages(Office(person.office).label))
        person.office = Office.NONE
        person.save()
    return person


def deactivate(person: Person, *, by: Actor, reason: str = "") -> Person:
    """Close an account: the person cannot sign in and holds no post from now on. Sessions end with the next request."""
    with act(rules.may_deactivate, by=by, subject=person, reason=reason):
        person.is_active = False
        person.save()
    return person


def reactivate(person: Person, *, by: Actor, reason: str = "") -> Person:
    with act(rules.may_reactivate, by=by, subject=person, reason=reason):
        person.is_active = True
        person.save()
    return person


def first_administrator(email: str, name: str, password: str, *, even_if_one_exists: bool = False) -> Person:
    """Who administers a new installation, made from the command line; the address counts as confirmed.

    Refused when there is an administrator already, unless forced, and when the address belongs to somebody.
    """
    with transaction.atomic():
        if not even_if_one_exists and has_administrator():
            raise Refused("not_now_exists", _("There is an administrator already."))
        email = Person.objects.normalize_email(email).lower()
        if Person.objects.filter(email=email).exists():
            raise Refused("email_taken", _("This address belongs to an account already."), field="email")
        return _make_administrator(Person(email=email, name=name, office=Office.ADMINISTRATOR), password)


def _make_administrator(person: Person, password: str) -> Person:
    with act(rules.may_make_first_administrator, by=SYSTEM, subject=person):
        person.set_password(password)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
