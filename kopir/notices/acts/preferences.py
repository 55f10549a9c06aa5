"""What a person wants by e-mail. Legal terms are not among the choices: they always come."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from kopir.base.actors import Actor, Role
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.notices import rules
from kopir.notices.models import Preference
from kopir.notices.words import Weight
from kopir.people.models import Person

SALT = "kopir.notices.unsubscribe"
UNSUBSCRIBABLE = (Weight.NEWS, Weight.DIGEST)


def prefer(person: Person, *, by: Actor, **wanted: bool) -> Preference:
    """Choose any of `work`, `news`, `digest`; what is not named stays."""
    preference = Preference.objects.filter(person=person).first() or Preference(person=person)
    with act(rules.may_prefer, by=by, subject=preference):
        for name, value in wanted.items():
            if name not in ("work", "news", "digest"):
                raise TypeError(f"{name} is not a choice")
            setattr(preference, name, value)
        preference.save()
    return preference


def unsubscribe_token(person: Person, weight: str) -> str:
    """What the link of a letter carries: it works without signing in and only for this kind of letter."""
    if weight not in UNSUBSCRIBABLE:
        raise ValueError(f"{weight} letters have no unsubscribe link")
    return signing.dumps([person.pk, str(weight)], salt=SALT)


def unsubscribe(token: str) -> Weight:
    """Stop digests or news for whom the token was made; doing it twice is harmless. Refused when it was tampered with."""
    person, weight = _read(token)
    by = Actor(Role.PERSON, person.pk, person.name)
    prefer(person, by=by, **{str(weight): False})
    return weight


def _read(token: str) -> tuple[Person, Weight]:
    broken = Refused("bad_link", _("This link is not complete."), _("Copy the whole link from the letter, or sign in."))
    try:
        number, weight = _loaded(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise broken from None
    person = Person.objects.filter(pk=number).first()
    if person is None or weight not in UNSUBSCRIBABLE:
        raise broken
    return person, Weight(weight)


def _loaded(token: str) -> tuple[int, str]:
    loaded: Any = signing.loads(token, salt=SALT)
    number, weight = loaded
    return int(number), str(weight)
