"""The law of conservation: received = open + closed + joined, and nothing is ownerless. Counted every hour, public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.interactions import rules
from kopir.interactions.acts.declaring import answered_in
from kopir.interactions.models import AuthorWord, Conservation, Matter, Outcome, Part, Registration, Waiting
from kopir.interactions.words import NOT_RECEIVED, RUNNING, MatterState, PartState
from kopir.journal.acts import act
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.posts.models import Post
from kopir.posts.queries import answering_post, holders

MOST_DETAILS = 100
LATELY = timedelta(days=1, hours=1)
REPEATED = ("outcome", "word", "first_answered_at", "answered_in")


@dataclass(slots=True)
class Count:
    """`details`: dicts of `number` and `code` for what does not come out, at most a hundred."""

    at: datetime = field(default_factory=timezone.now)
    received: int = 0
    open: int = 0
    closed: int = 0
    joined: int = 0
    unowned: int = 0
    substituted: int = 0
    broken_links: int = 0
    details: list[dict[str, str]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return self.received == self.open + self.closed + self.joined and not self.unowned and not self.broken_links

    def as_dict(self) -> dict[str, Any]:
        return {"good": self.good, **asdict(self), "at": self.at.isoformat(timespec="seconds")}

    def blame(self, number: str | None, code: str) -> None:
        if len(self.details) < MOST_DETAILS:
            self.details.append({"number": number or "", "code": code})


def check() -> Count:
    """Count everything now. Reads only."""
    count = Count(received=Registration.objects.count())
    count.open = Matter.objects.filter(registration__isnull=False, state__in=RUNNING).count()
    count.closed = Matter.objects.filter(registration__isnull=False, state=MatterState.CLOSED).count()
    count.joined = Matter.objects.filter(registration__isnull=False, state=MatterState.JOINED).count()
    _check_owners(count)
    for number, code in _broken_links():
        count.broken_links += 1
        count.blame(number, code)
    return count


def _check_owners(count: Count) -> None:
    """Each open matter's post has a living appointment, or another post stands in for it."""
    ids = list(Matter.objects.running().order_by().values_list("accountable_id", flat=True).distinct())
    living = holders([pk for pk in ids if pk is not None])
    vacant = Post.objects.filter(pk__in=set(ids) - set(living)).select_related("superior")
    for post in vacant:
        numbers = list(Matter.objects.running().filter(accountable=post).values_list("number", flat=True))
        if answering_post(post) is not None:
            count.substituted += len(numbers)
            continue
        count.unowned += len(numbers)
        for number in numbers:
            count.blame(number, "unowned")


def _broken_links() -> Iterator[tuple[str | None, str]]:
    """Every link must resolve: (number, what is wrong)."""
    received = Matter.objects.exclude(state__in=NOT_RECEIVED)
    for number in received.filter(registration__isnull=True).values_list("number", flat=True):
        yield number, "not_registered"
    drafts = Matter.objects.filter(state__in=NOT_RECEIVED, registration__isnull=False)
    for number in drafts.values_list("number", flat=True):
        yield number, "registered_draft"
    joined = Matter.objects.filter(state=MatterState.JOINED)
    nothing = Q(joined_into__state__in=NOT_RECEIVED) | Q(joined_into__joined_into__isnull=False)
    for number in joined.filter(nothing).values_list("number", flat=True):
        yield number, "joined_to_nothing"
    for number in joined.exclude(accountable=F("joined_into__accountable")).values_list("number", flat=True):
        yield number, "joined_elsewhere"
    waited_for = Waiting.objects.filter(ended_at=None).values("matter")
    for number in Matter.objects.running().exclude(pk__in=waited_for).values_list("number", flat=True):
        yield number, "waits_for_nobody"
    ended = Part.objects.filter(state=PartState.ACTIVE, post__ends_on__lt=timezone.localdate(), matter__state__in=RUNNING)
    for number in ended.values_list("matter__number", flat=True):
        yield number, "part_of_ended_post"
    for number in _told_otherwise():
        yield number, "told_otherwise"


def _told_otherwise() -> Iterator[str | None]:
    """What a matter repeats for the figures must be what its outcomes and words say: of all that changed since yesterday."""
    rows = Matter.objects.filter(updated_at__gte=timezone.now() - LATELY).annotate(**_of_rows())
    for row in rows.values_list("number", "received_at", *REPEATED, *_of_rows(), named=True).iterator():
        tenths = answered_in(row.received_at, row.their_at) if row.their_at else None
        said = (row.their_outcome, row.their_word, row.their_at, tenths)
        if said != (row.outcome, row.word, row.first_answered_at, row.answered_in):
            yield row.number


def _of_rows() -> dict[str, Subquery]:
    outcomes = Outcome.objects.filter(matter=OuterRef("pk"))
    words = AuthorWord.objects.filter(
        outcome__matter=OuterRef("pk"), outcome__round=OuterRef("round"), organisation=OuterRef("author")
    )
    return {
        "their_outcome": Subquery(outcomes.filter(round=OuterRef("round")).values("kind")[:1]),
        "their_word": Subquery(words.values("word")[:1]),
        "their_at": Subquery(outcomes.filter(round=1, post__isnull=False).values("at")[:1]),
    }


def record(count: Count) -> Conservation:
    """Keep the result; tell administrators when it does not come out."""
    row = Conservation(good=count.good, **asdict(count))
    with act(rules.may_check_conservation, by=SYSTEM, subject=row) as entry:
        row.save()
        entry.fact(received=count.received, open=count.open, closed=count.closed, joined=count.joined)
        if not row.good:
            _alarm(row)
    return row


def _alarm(row: Conservation) -> None:
    for person in Person.objects.filter(office=Office.ADMINISTRATOR, is_active=True):
        key = f"conservation:{row.pk}:{person.pk}"
        tell(
            "conservation_broken",
            key=key,
            path="/watch/conservation/",
            weight=Weight.LEGAL,
            facts={},
            person=person,
        )
