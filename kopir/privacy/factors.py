"""Second factors that a person has lost are removed by an administrator, who has made sure who asks."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor, Role
from kopir.base.errors import Refused
from kopir.base.tongue import in_all_languages
from kopir.journal.acts import act
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.people.models import Person
from kopir.privacy import rules
from kopir.privacy.words import RUNS_THE_MACHINE

SET_UP_PATH = "/account/2fa/"


def remove_factors(person: Person, *, by: Actor, reason: str) -> int:
    """Apps, keys and spare codes go and every session ends; a letter says so. Answers how many factors there were."""
    if not reason.strip():
        raise Refused("no_reason", _("Say why."), field="reason")
    with act(rules.may_remove_factors, by=by, subject=person, reason=reason) as entry:
        factors, _by_model = Authenticator.objects.filter(user=person).delete()
        sessions = _end_sessions(person)
        entry.fact(factors=factors, sessions=sessions)
        _tell(person, by)
    return factors


def _end_sessions(person: Person) -> int:
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def _tell(person: Person, by: Actor) -> None:
    """At the address of the account, whatever letters the person wants. The key holds the moment: it may happen again."""
    office = RUNS_THE_MACHINE if by.is_system else Role(by.role).label
    tell(
        "privacy.factors_removed",
        key=f"privacy.factors_removed:{person.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        path=SET_UP_PATH,
        weight=Weight.LEGAL,
        facts={"office": in_all_languages(office)},
        person=person,
        subject=person,
    )
