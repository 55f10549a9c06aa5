"""Sign-ins and failures, kept in the access stream. The library's signals are its only hook for this; nothing else in Köpir
uses signals. No e-mail address is kept: a mistyped one may be somebody else's."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from kopir.base.actors import Actor, Role
from kopir.journal import access
from kopir.journal.models import Access
from kopir.people.models import Person


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="kopir.signed_in")
    user_login_failed.connect(_wrong_password, dispatch_uid="kopir.wrong_password")
    authentication_failed.connect(_wrong_second_factor, dispatch_uid="kopir.wrong_second_factor")


def note_failure(request: HttpRequest | None, code: str, person: Person | None = None) -> None:
    """`person` only when the first factor has already shown who it is."""
    access.note(Access.What.SIGN_IN_FAILED, _actor(request, person), code=code, path=_path(request))


def _signed_in(request: HttpRequest, user: Person, **_others: Any) -> None:
    access.note(Access.What.SIGNED_IN, _actor(request, user), path=_path(request))


def _wrong_password(request: HttpRequest | None = None, **_others: Any) -> None:
    person = getattr(request, "user", None)
    note_failure(request, "password", person if isinstance(person, Person) else None)


def _wrong_second_factor(request: HttpRequest, user: Person, **_others: Any) -> None:
    note_failure(request, "second_factor", user)


def _actor(request: HttpRequest | None, person: Person | None) -> Actor:
    request_id = getattr(request, "request_id", "")
    if person is None:
        return Actor(Role.VISITOR, request_id=request_id)
    return Actor(Role.PERSON, person.pk, person.name, request_id=request_id)


def _path(request: HttpRequest | None) -> str:
    return request.path if request else ""
