"""What an actor was told; how the letters are doing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.notices.models import Letter, Notice, Preference, Reading
from kopir.notices.texts import Rendered, render
from kopir.notices.words import FAILED, DeliveryState, plainly
from kopir.people.models import Person

PAGE = 30
STUCK_AFTER = timedelta(hours=1)
COUNTED = 100
"""Unread notices are counted up to here; the bell then says 99+."""


def notices_visible_to(by: Actor) -> QuerySet[Notice]:
    """What the actor's post or organisation was told, and what the person was told."""
    if by.person_id is None:
        return Notice.objects.none()
    mine = Q(person_id=by.person_id)
    if by.is_official and by.post_id:
        mine |= Q(post_id=by.post_id)
    if by.is_member and by.organisation_id:
        mine |= Q(organisation_id=by.organisation_id)
    return Notice.objects.filter(mine)


def unread_of(by: Actor) -> QuerySet[Notice]:
    """A post's notice is unread until somebody of the post has seen it, so a successor does not inherit what was dealt
    with; an organisation's or a person's until this person has."""
    return notices_visible_to(by).filter(_is_unread(by))


def _is_unread(by: Actor) -> Q:
    readings = Reading.objects.filter(notice=OuterRef("pk"))
    by_anybody, by_me = Exists(readings), Exists(readings.filter(person_id=by.person_id))
    return Q(post__isnull=False) & ~by_anybody | Q(post__isnull=True) & ~by_me


def unread_count(by: Actor) -> int:
    """One query, none for a visitor; never more than `COUNTED`."""
    return unread_of(by)[:COUNTED].count() if by.person_id else 0


@dataclass(frozen=True)
class NoticeRow:
    notice: Notice
    words: Rendered
    is_read: bool


@dataclass(frozen=True)
class NoticePage:
    """The newest first; `after` is the key of the next, older page, 0 on the last."""

    rows: list[NoticeRow] = field(default_factory=list)
    after: int = 0


def notices_for(by: Actor, after: int = 0, limit: int = PAGE) -> NoticePage:
    """In the current language. One query."""
    rows = notices_visible_to(by).annotate(is_unread=ExpressionWrapper(_is_unread(by), BooleanField()))
    if after:
        rows = rows.filter(pk__lt=after)
    # Not by the bare key: else SQLite would look for the newest of everybody's notices until enough of them are one's own.
    found = list(rows.order_by((F("pk") + 0).desc())[: limit + 1])
    listed = [NoticeRow(notice, render(notice), not notice.is_unread) for notice in found[:limit]]
    return NoticePage(listed, found[limit - 1].pk if len(found) > limit else 0)


def preference_of(person: Person) -> Preference:
    """What the person chose; the defaults, not saved, when nothing was chosen yet."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


# Letters


@dataclass(frozen=True)
class LettersOverview:
    """How many letters are in each state, since when the oldest waits, how many went in the last day, and why a letter that
    waits could not be sent so far; empty when none was tried."""

    states: dict[str, int]
    oldest_waiting: datetime | None
    sent_today: int
    problem: str

    @property
    def why(self) -> str:
        return plainly(self.problem)

    @property
    def waiting_minutes(self) -> int:
        if self.oldest_waiting is None:
            return 0
        return int((timezone.now() - self.oldest_waiting).total_seconds() // 60)


def letters_overview() -> LettersOverview:
    day_ago = timezone.now() - timedelta(days=1)
    counted = dict(Letter.objects.order_by().values_list("state").annotate(Count("pk")))
    oldest = waiting_letters().aggregate(at=Min("notice__created_at"))["at"]
    problem = waiting_letters().exclude(problem="").order_by("-next_at").values_list("problem", flat=True).first()
    sent = Letter.objects.filter(state=DeliveryState.SENT, sent_at__gte=day_ago).count()
    return LettersOverview({str(state): counted.get(state, 0) for state in DeliveryState}, oldest, sent, problem or "")


def stuck_letters() -> QuerySet[Letter]:
    """They have waited for too long: the mail server is away, or the worker is. Without the alarms about just that, which
    wait like everything else."""
    stuck = waiting_letters().filter(notice__created_at__lt=timezone.now() - STUCK_AFTER)
    return stuck.exclude(notice__text="notices.stuck")


def waiting_letters() -> QuerySet[Letter]:
    return Letter.objects.filter(state=DeliveryState.WAITING)


def failed_letters(by: Actor, state: str = "", problem: str = "") -> QuerySet[Letter]:
    """Given up, or perhaps sent: what an administrator decides on. The newest first."""
    states = [state] if state else FAILED
    rows = letters_visible_to(by).filter(state__in=states, **({"problem": problem} if problem else {}))
    return rows.select_related("notice", "person").order_by("-pk")


def letters_to_repeat(by: Actor, state: str = "", problem: str = "") -> QuerySet[Letter]:
    """Of them those that are sent again together, the oldest first: what perhaps went only when it is asked for, for it may
    arrive twice; nothing to a closed account, where it would fail at once."""
    return failed_letters(by, state or DeliveryState.DEAD, problem).filter(person__is_active=True).order_by("pk")


def letter_problems(by: Actor, limit: int = 30) -> list[tuple[str, int]]:
    """Why letters were given up, and how many, the most frequent first."""
    rows = failed_letters(by).exclude(problem="").order_by().values_list("problem")
    return list(rows.annotate(count=Count("pk")).order_by("-count", "problem")[:limit])


def letters_visible_to(by: Actor) -> QuerySet[Letter]:
    if by.is_administrator or by.is_system:
        return Letter.objects.all()
    return Letter.objects.filter(person_id=by.person_id or 0)


def letter_for(by: Actor, number: int) -> Letter | None:
    return letters_visible_to(by).select_related("notice", "person").filter(pk=number).first()
