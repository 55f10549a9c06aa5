"""Lists of matters, paged by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.fields import with_names
from kopir.base.lists import count_up_to
from kopir.interactions.models import (
    AuthorWord,
    HandOff,
    Matter,
    MatterQuerySet,
    Outcome,
    Part,
    Waiting,
    past_term,
    readable,
)
from kopir.interactions.words import NOT_RECEIVED, RUNNING, WORKED_ON, MatterState, PartState
from kopir.posts.models import Post
from kopir.territories.models import Territory, within

SHOWN = ("kind", "territory", "sector", "accountable", "author")
CODES = ("kind__code", "sector__code", "accountable__ref", "author__ref")


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """What a list is narrowed to; every field may be left empty. Dates are of receipt, both included.

    `only_seated`: of the territory itself (the country, when none is chosen), not of those inside it. `waits`: the side that is
    waited for now. `word`: of the first author.
    """

    territory: Territory | None = None
    sector: str = ""
    kind: str = ""
    state: str = ""
    outcome: str = ""
    language: str = ""
    post: Post | None = None
    author: int | None = None
    overdue: bool = False
    since: date | None = None
    until: date | None = None
    only_seated: bool = False
    waits: str = ""
    word: str = ""

    def condition(self) -> Q:
        found = within("territory", self.territory, only_seated=self.only_seated)
        for name, field in (("sector", "sector__code"), ("kind", "kind__code"), ("language", "language"), ("word", "word")):
            if value := getattr(self, name):
                found &= Q(**{field: value})
        return found & self._state() & self._parties() & self._dates()

    @property
    def is_led(self) -> bool:
        """An index leads to the rows: counting them does not mean reading the table of all matters."""
        led = (self.territory, self.sector, self.kind, self.state, self.post, self.author)
        return any(led) or not (self.language or self.outcome or self.word)

    def _state(self) -> Q:
        found = Q(state__in=RUNNING) if self.state == "running" else Q(state=self.state) if self.state else Q()
        if self.outcome:
            found &= Q(pk__in=Outcome.objects.filter(kind=self.outcome).values("matter"))
        if self.overdue:
            found &= past_term()
        return found & waited_for(self.waits) if self.waits else found

    def _parties(self) -> Q:
        found = Q(accountable=self.post) if self.post else Q()
        return found & Q(author_id=self.author) if self.author else found

    def _dates(self) -> Q:
        found = Q(received_at__gte=_midnight(self.since)) if self.since else Q()
        return found & Q(received_at__lt=_midnight(date.fromordinal(self.until.toordinal() + 1))) if self.until else found


def waited_for(*sides: str) -> Q:
    """Condition: a running matter that waits for one of the sides now."""
    return Q(state__in=RUNNING, pk__in=Waiting.objects.filter(ended_at=None, side__in=sides).values("matter"))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def received(by: Actor, narrowed: MatterFilter) -> MatterQuerySet:
    """A filter by author finds only what the actor may read, so that it tells nothing about a restricted author."""
    rows = Matter.objects.visible_to(by).exclude(state__in=NOT_RECEIVED).filter(narrowed.condition())
    return rows.filter(readable(by)) if narrowed.author else rows


def list_matters(
    by: Actor,
    narrowed: MatterFilter = MatterFilter(),
    *,
    after: int | None = None,
    limit: int = 25,
) -> list[Matter]:
    """Received matters, newest first; `after`: the id of the last one seen. Give `limit + 1` to know whether more come."""
    rows = received(by, narrowed)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    # Chosen by an index alone, then read whole: a region's thousands of rows are not joined and sorted for the sake of 25.
    chosen = rows.order_by("-pk").values("pk")[:limit]
    shown = Matter.objects.filter(pk__in=chosen).with_reading(by)
    return list(with_names(shown, *SHOWN, also=CODES).order_by("-pk"))


def count_matters(by: Actor, narrowed: MatterFilter) -> int | None:
    """How many received matters the list has; one more than `MOST_COUNTED` when there are more. None when only the whole
    table could tell, which the list itself does not read."""
    return count_up_to(received(by, narrowed)) if narrowed.is_led else None


def matters_of(by: Actor) -> QuerySet[Matter]:
    """Everything that the actor's organisation wrote or joined and sent, running first, newest first."""
    if not by.is_member:
        return Matter.objects.none()
    rows = Matter.objects.filter(author_id=by.organisation_id).exclude(state__in=NOT_RECEIVED)
    also = ("kind__code", "accountable__ref", "joined_into__number")
    named = with_names(rows.with_reading(by), "kind", "accountable", "accountable__organisation", "territory", also=also)
    return named.select_related("joined_into").order_by("-pk")


def with_part_of(by: Actor) -> QuerySet[Matter]:
    """Running matters in which the actor's post has a part, or that were handed on by it."""
    parts = Part.objects.filter(post_id=by.post_id, state=PartState.ACTIVE).values("matter")
    handed = HandOff.objects.filter(from_post_id=by.post_id).values("matter")
    rows = Matter.objects.running().filter(Q(pk__in=parts) | Q(pk__in=handed)).exclude(accountable_id=by.post_id)
    return with_names(rows.with_reading(by), *SHOWN, also=CODES).order_by("-pk")


def asked_of_authors(by: Actor) -> list[Matter]:
    """Matters in which the actor's organisation, as an author or a joined one, is waited for: its word on an outcome, or
    its answer while the term is paused. The nearest day first. Two queries at most."""
    if not by.is_member:
        return []
    joined = Matter.objects.filter(author_id=by.organisation_id, joined_into__isnull=False).values("joined_into")
    own = Q(author_id=by.organisation_id) | Q(pk__in=joined)
    said = AuthorWord.objects.filter(organisation_id=by.organisation_id, outcome__round=F("outcome__matter__round"))
    word = Q(state=MatterState.ANSWERED) & ~Q(pk__in=said.values("outcome__matter"))
    paused = Q(state__in=WORKED_ON, pauses__isnull=False, pauses__ends_on=None)
    rows = Matter.objects.filter(own).filter(word | paused).distinct()
    return list(with_names(rows, "kind", "accountable").order_by("word_due_on", "pk"))
