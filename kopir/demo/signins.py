"""Who may sign in to the demonstration. Password and secret are published: nothing of this exists in a real installation."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

PASSWORD = "kopir-demo-2026"  # noqa: S105
SECRET = "KOPIRDEMOKOPIRDEMOKOPIRDEMOKOPIR"  # noqa: S105
HOST = "demo.example"


@dataclass(frozen=True)
class SignIn:
    """`role` says who it is, `can_try` what is worth trying; `code` whether a second factor is asked."""

    address: str
    role: str | Promise
    can_try: str | Promise
    code: bool = True

    @property
    def email(self) -> str:
        return f"{self.address}@{HOST}"


SIGN_INS = [
    SignIn("ertis-tany", _("Leader of an environmental NGO in Ulan district"),
           _("Write a proposal step by step, see who holds each matter, give your word on an outcome."), code=False),
    SignIn("tensiz", _("Leader of an NGO of people with disabilities in Ridder"),
           _("See matters in Russian, join a matter of others, contest an outcome."), code=False),
    SignIn("ulan", _("Authorised official of Ulan district"),
           _("A full desk: new matters, a hand-over to accept or refuse, an opinion to give, a term that has passed.")),
    SignIn("asubulak", _("Akim of Asubulak rural district, with a village"),
           _("A small desk for a telephone: a matter to answer, one that was raised to Ulan district for lack of a power.")),
    SignIn("glubokoe", _("Authorised official of the neighbouring Glubokoe district"),
           _("Receive what Ulan district hands over, refuse it with a reason, hand something over yourself.")),
    SignIn("vko", _("Authorised official of East Kazakhstan region"),
           _("Matters raised from districts with the power they lack; contested outcomes; posts below that are vacant.")),
    SignIn("ecology", _("Authorised official of the Ministry of Ecology and Natural Resources"),
           _("Matters of one sector in the whole country.")),
    SignIn("committee", _("Chair of the Committee for Civil Society Affairs"),
           _("The post above all regions: what is contested there, which posts are vacant.")),
    SignIn("coordinator", _("Co-ordinator"),
           _("The country on one page: where matters stall, gaps, the hourly count, the journal.")),
    SignIn("abai", _("Authorised official of Abai region"),
           _("A post below is vacant, so its matters wait here.")),
    SignIn("katon", _("Newcomer: official of Katonkaragay district since today"),
           _("The first morning in a post: what the predecessor left.")),
    SignIn("admin", _("Administrator"),
           _("Registers, posts to be confirmed, the same organisation twice, memberships, letters.")),
]  # fmt: skip


def code() -> str:
    """Six digits that are good now, the same for every sign-in of the demonstration."""
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


def lines() -> list[str]:
    """For the start-up text, in English as all commands."""
    width = max(len(one.email) for one in SIGN_INS)
    with override("en"):
        people = [f"  {one.email:<{width}}  {one.role}" for one in SIGN_INS]
    return [
        "This is a demonstration: every organisation and every person in it is invented.",
        f"Sign in with the password {PASSWORD}; officials also need a code: .venv/bin/kopir demo code",
        *people,
    ]
