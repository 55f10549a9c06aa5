"""How long what is personal is kept. Each rule finds what has lain too long and says what becomes of it; the days are those of
KOPIR_RETENTION, to be checked against the law of the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.journal.models import Entry
from kopir.notices.models import Letter
from kopir.notices.words import DeliveryState
from kopir.people.models import FORGOTTEN, Person
from kopir.people.words import Office
from kopir.privacy import acts
from kopir.privacy.words import RULES_OF_KEEPING

if TYPE_CHECKING:
    from kopir.base.errors import Words


@dataclass(frozen=True, slots=True)
class Keeping:
    """`due`: rows that no longer lie rightly when what is older than the given moment must go; `end`: what becomes of them,
    answers how many."""

    name: str
    due: Callable[[datetime], QuerySet[Any]]
    end: Callable[[QuerySet[Any]], int]

    @property
    def days(self) -> int:
        """0: for ever."""
        return int(settings.KOPIR_RETENTION[self.name])

    @property
    def words(self) -> Words:
        return RULES_OF_KEEPING[self.name]

    def found(self) -> QuerySet[Any]:
        return self.due(timezone.now() - timedelta(days=self.days)) if self.days else self.due(timezone.now()).none()


def _unconfirmed(before: datetime) -> QuerySet[Person]:
    """Somebody gave an address and never showed that it is theirs; nothing was done with the account."""
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    nothing = Person.objects.filter(appointments=None, memberships=None, office=Office.NONE, last_login=None)
    return nothing.filter(joined_at__lt=before).exclude(pk__in=confirmed).exclude(is_active=False)


def _letters(before: datetime) -> QuerySet[Letter]:
    """What was written to whom and when; the notice itself stays where it was told."""
    ended = [DeliveryState.SENT, DeliveryState.DEAD]
    return Letter.objects.filter(state__in=ended, notice__created_at__lt=before)


def _closed(before: datetime) -> QuerySet[Person]:
    """Accounts closed so long ago, and not opened since."""
    label = Person._meta.label_lower
    about = Entry.objects.filter(subject_kind=label, act__in=["people.deactivate", "people.reactivate"])
    since = about.filter(at__gte=before).values("subject_id")
    long_closed = about.filter(at__lt=before).exclude(subject_id__in=since).values("subject_id")
    known = Person.objects.filter(is_active=False).exclude(email__endswith=FORGOTTEN)
    return known.annotate(as_text=Cast("pk", CharField(max_length=40))).filter(as_text__in=long_closed)


def _delete(rows: QuerySet[Any]) -> int:
    _with_parts, by_model = rows.delete()
    return by_model.get(rows.model._meta.label, 0)


def _forget(people: QuerySet[Person]) -> int:
    found = list(people.order_by("pk"))
    for person in found:
        acts.forget(person, by=SYSTEM)
    return len(found)


RULES = (
    Keeping("unconfirmed", _unconfirmed, _delete),
    Keeping("letters", _letters, _delete),
    Keeping("closed", _closed, _forget),
)


def report() -> list[tuple[Keeping, int]]:
    """What would go now, rule by rule; nothing is changed."""
    return [(rule, rule.found().count()) for rule in RULES]


def keep() -> list[tuple[Keeping, int]]:
    """Carry the rules out; how many rows or people each has ended."""
    return [(rule, rule.end(rule.found())) for rule in RULES]
