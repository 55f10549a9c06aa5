"""Reading people: only for those who administer the installation."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.people.models import Person
from kopir.people.words import Office

PAGE = 50


def people_visible_to(by: Actor) -> QuerySet[Person]:
    """Administrators see every account; everybody else the own one."""
    if by.is_administrator or by.is_system:
        return Person.objects.all()
    return Person.objects.filter(pk=by.person_id or 0)


def has_administrator() -> bool:
    return Person.objects.filter(office=Office.ADMINISTRATOR, is_active=True).exists()


def person_for(by: Actor, number: int) -> Person:
    found = people_visible_to(by).filter(pk=number).first()
    if found is None:
        raise Refused("no_such_person", _("There is no such person."), hidden=True)
    return found


def list_people(by: Actor, text: str = "", office: str = "", after: int = 0, limit: int = PAGE) -> tuple[list[Person], int]:
    """Accounts by number, and the key of the next page (0 on the last). `text`: a part of the name or address."""
    rows = people_visible_to(by).filter(pk__gt=after)
    if text.strip():
        rows = rows.filter(Q(email__contains=text.strip().lower()) | Q(name__contains=text.strip()))
    if office:
        rows = rows.filter(office=office)
    found = list(rows.order_by("pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else 0


def officers(office: Office) -> QuerySet[Person]:
    """Everybody who holds a country-wide office and can sign in."""
    return Person.objects.filter(office=office, is_active=True).order_by("pk")
