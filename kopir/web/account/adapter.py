"""Where our rules meet the sign-in library's."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, override

from kopir.base.actors import Role
from kopir.people.models import Person
from kopir.web import unsent
from kopir.web.account import listeners
from kopir.web.acting import actor_of

NAME = {"kk": "Көпір", "ru": "Көпір", "en": "Köpir"}
HOMES = {
    Role.OFFICIAL: "desk:home",
    Role.MEMBER: "cabinet:home",
    Role.ADMINISTRATOR: "data:home",
    Role.COORDINATOR: "watch:home",
}


class AccountAdapter(DefaultAccountAdapter):
    """Letters of sign-in go at once, not through the outbox: nobody can sign in without them."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where the work is, or first to what waits to be sent again. The actor is found anew: the request began as a
        visitor's."""
        if unsent.waiting(request):
            return reverse("account_unsent")
        actor, _capacities = actor_of(request)
        return home_of(actor.role)

    def logout(self, request: HttpRequest) -> None:
        unsent.signed_out(request, partial(super().logout, request))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return home_of(Role.PERSON)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return home_of(Role.VISITOR)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_home")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("account_home" if self.request.user.is_authenticated else "account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's language, with links that open in it and lead to the public address, whatever host the request
        named."""
        language = _language_of(email, context)
        links = {name: public_address(url, language) for name, url in context.items() if name.endswith("_url")}
        with override(language):
            links["home_url"] = f"{settings.KOPIR_ADDRESS}/{language}/"
            links["reset_url"] = settings.KOPIR_ADDRESS + reverse("account_reset_password")
            super().send_mail(template_prefix, email, {**context, **links, "service": NAME[language]})

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            listeners.note_failure(request, "too_many_attempts")
            raise


class SecondFactorAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        """On white, so that a camera reads it on a dark page too."""
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=4, light="#ffffff", xmldecl=False)
        return picture.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}


def home_of(role: Role) -> str:
    """The first page of one who acts so; the public front page for everybody else."""
    front = named_or("home", named_or("public:home", f"/{get_language()}/"))
    return named_or(HOMES[role], front) if role in HOMES else front


def named_or(name: str, otherwise: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return otherwise


def public_address(url: str, language: str) -> str:
    parts, public = urlsplit(translate_url(url, language)), urlsplit(settings.KOPIR_ADDRESS)
    return urlunsplit((public.scheme, public.netloc, parts.path, parts.query, parts.fragment))


def _language_of(email: str, context: dict[str, Any]) -> str:
    """The person's own language; of somebody unknown, the language of the page they stand on."""
    user = context.get("user")
    person = user if isinstance(user, Person) else Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.filter(emailaddress__email__iexact=email).first()
    return person.language if person else get_language() or settings.LANGUAGE_CODE
