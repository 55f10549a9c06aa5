"""Lists of matters, paged by key, and their export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.fields import with_names
from kopir.interactions.models import AuthorWord, HandOff, Matter, Outcome, Part, readable
from kopir.interactions.words import NOT_RECEIVED, RUNNING, MatterState, OutcomeKind, PartState
from kopir.posts.models import Post
from kopir.territories.models import Territory, inside

SHOWN = ("kind", "territory", "sector", "accountable", "author")
CODES = ("kind__code", "sector__code", "accountable__ref", "author__ref")


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """What a list is narrowed to; every field may be left empty. Dates are of receipt, both included."""

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

    def condition(self) -> Q:
        found = Q()
        if self.territory is not None:
            found &= inside("territory", self.territory)
        for name, field in (("sector", "sector__code"), ("kind", "kind__code"), ("language", "language")):
            if value := getattr(self, name):
                found &= Q(**{field: value})
        return found & self._state() & self._parties() & self._dates()

    def _state(self) -> Q:
        found = Q(state__in=RUNNING) if self.state == "running" else Q(state=self.state) if self.state else Q()
        if self.outcome:
            found &= Q(pk__in=Outcome.objects.filter(kind=self.outcome).values("matter"))
        if self.overdue:
            found &= Q(state__in=(MatterState.OPEN, MatterState.CONTESTED), due_on__lt=timezone.localdate())
        return found

    def _parties(self) -> Q:
        found = Q(accountable=self.post) if self.post else Q()
        return found & Q(author_id=self.author) if self.author else found

    def _dates(self) -> Q:
        found = Q(received_at__gte=_midnight(self.since)) if self.since else Q()
        return found & Q(received_at__lt=_midnight(date.fromordinal(self.until.toordinal() + 1))) if self.until else found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def list_matters(
    by: Actor,
    narrowed: MatterFilter = MatterFilter(),
    *,
    after: int | None = None,
    limit: int = 25,
) -> list[Matter]:
    """Received matters, newest first; `after`: the id of the last one seen. Give `limit + 1` to know whether more come.
    A filter by author finds only what the actor may read, so that it tells nothing about a restricted author."""
    rows = Matter.objects.visible_to(by).exclude(state__in=NOT_RECEIVED).filter(narrowed.condition())
    if narrowed.author:
        rows = rows.filter(readable(by))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    # Chosen by an index alone, then read whole: a region's thousands of rows are not joined and sorted for the sake of 25.
    chosen = rows.order_by("-pk").values("pk")[:limit]
    shown = Matter.objects.filter(pk__in=chosen).with_reading(by)
    return list(with_names(shown, *SHOWN, also=CODES).order_by("-pk"))


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


CSV_COLUMNS = (
    "number", "kind", "state", "territory", "territory_name", "sector", "language", "received_at", "due_on", "closed_at",
    "post", "post_name", "author", "title", "outcome", "author_word",
)  # fmt: skip


def csv_rows(by: Actor, narrowed: MatterFilter, language: str) -> Iterator[list[Any]]:
    """Rows under CSV_COLUMNS, streamed. What the actor may not read is empty."""
    rows = Matter.objects.visible_to(by).with_reading(by).exclude(state__in=NOT_RECEIVED).filter(narrowed.condition())
    if narrowed.author:
        rows = rows.filter(readable(by))
    rows = with_names(rows, *SHOWN, also=CODES).prefetch_related("outcomes__words").order_by("-pk")
    for row in rows.iterator(chunk_size=1000):
        yield _csv_row(row, language)


def _csv_row(row: Matter, language: str) -> list[Any]:
    last = max(row.outcomes.all(), key=lambda outcome: outcome.round, default=None)
    words = [word.word for word in last.words.all()] if last else []
    may_read = bool(getattr(row, "may_read", False))
    assert row.kind and row.territory and row.sector and row.accountable and row.received_at
    return [
        row.number,
        row.kind.code,
        row.state,
        row.territory_id,
        row.territory.name(language).text,
        row.sector.code,
        row.language,
        row.received_at.isoformat(timespec="seconds"),
        row.due_on,
        row.closed_at.isoformat(timespec="seconds") if row.closed_at else "",
        row.accountable.ref,
        row.accountable.name(language).text,
        row.author.name(language).text if may_read else "",
        row.title if may_read else "",
        OutcomeKind(last.kind).value if last else "",
        " ".join(words),
    ]


def asked_of_authors(by: Actor) -> list[Matter]:
    """Matters in which the actor's organisation, as an author or a joined one, is waited for: its word on an outcome, or
    its answer while the term is paused. The nearest day first. Two queries at most."""
    if not by.is_member:
        return []
    joined = Matter.objects.filter(author_id=by.organisation_id, joined_into__isnull=False).values("joined_into")
    own = Q(author_id=by.organisation_id) | Q(pk__in=joined)
    said = AuthorWord.objects.filter(organisation_id=by.organisation_id, outcome__round=F("outcome__matter__round"))
    word = Q(state=MatterState.ANSWERED) & ~Q(pk__in=said.values("outcome__matter"))
    paused = Q(state__in=(MatterState.OPEN, MatterState.CONTESTED), pauses__isnull=False, pauses__ends_on=None)
    rows = Matter.objects.filter(own).filter(word | paused).distinct()
    return list(with_names(rows, "kind", "accountable").order_by("word_due_on", "pk"))
