"""Browsers of the people of the small country, without JavaScript."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from kopir.base.actors import Actor, Role
from kopir.interactions.models import Matter
from kopir.people.models import Person
from kopir.territories.spelling import refresh
from tests.interactions.world import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEEDS_FACTOR = (Role.OFFICIAL, Role.COORDINATOR, Role.ADMINISTRATOR)


class Country(World):
    """The small country with names that the place picker finds."""

    def __post_init__(self) -> None:
        super().__post_init__()
        for place in (self.country, self.place, self.ulan, self.glubokoe):
            refresh(place)
            place.save()


def browser(by: Actor | None = None) -> Client:
    """Signed in as the actor; nobody when none is given."""
    client = Client()
    if by is None:
        return client
    person = Person.objects.get(pk=by.person_id)
    if by.role in NEEDS_FACTOR and not person.authenticator_set.exists():  # type: ignore[attr-defined]
        TOTP.activate(person, SECRET)
    client.force_login(person)
    return client


def path(matter: Matter, rest: str = "", language: str = "kk") -> str:
    return f"/{language}/interactions/{matter.number}/{rest}"


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code, getattr(answer, "url", ""))
    return answer.content.decode()


def send(client: Client, address: str, **data: Any) -> str:
    """Sends a form that must be accepted; answers where it leads."""
    answer = client.post(address, data)
    assert answer.status_code == 302, errors(answer)
    return str(answer.url)


def errors(answer: Any) -> Any:
    form = (answer.context or {}).get("form") if answer.context is not None else None
    return dict(form.errors) if form is not None else answer.content.decode()[:2000]
