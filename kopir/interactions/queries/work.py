"""What waits for a post: the desk's first page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.base.fields import Rows, with_names
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.words import WORKED_ON, HandOffState, Letter, MatterState, PartState
from kopir.posts.models import Post
from kopir.posts.queries import living

FAR = date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a post is asked to decide. `what`: answer, contested, accept, opinion, work or objection."""

    what: str
    matter: Matter
    due_on: date | None
    post: Post
    hand_off: HandOff | None = None
    part: Part | None = None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


def spoken_by(by: Actor) -> list[int]:
    """The actor's post and the vacant posts below it for which it stands in. They are looked up once in a request, in the
    middle of which they do not change."""
    if by.post_id is None:
        return []
    return list(_in_request(by.request_id, by.post_id)) if by.request_id else _with_vacant(by.post_id)


@lru_cache(maxsize=64)
def _in_request(_request_id: str, post_id: int) -> tuple[int, ...]:
    return tuple(_with_vacant(post_id))


def _with_vacant(post_id: int) -> list[int]:
    """A query for each rank of vacant posts, and one."""
    is_held = Exists(living().filter(post=OuterRef("pk")))
    found, level = [post_id], [post_id]
    while level:
        vacant = Post.objects.filter(~is_held, superior__in=level).exclude(pk__in=found)
        level = sorted(vacant.values_list("pk", flat=True))
        found += level
    return found


def tasks(by: Actor) -> list[Task]:
    """All that waits for the actor's post, most urgent first: by due date, then by people concerned."""
    if not by.is_official or by.post_id is None:
        return []
    posts = spoken_by(by)
    found = [*_offers(posts), *_answers(posts), *_parts(posts), *_objections(posts)]
    return sorted(found, key=lambda task: (task.due_on or FAR, -(task.matter.people_concerned or 0), task.matter.pk))


def tasks_count(by: Actor) -> int:
    return len(tasks(by))


def _matters(posts: list[int]) -> Q:
    return Q(accountable__in=posts, state__in=WORKED_ON)


def awaits_opinion() -> Q:
    """An opinion was asked, and neither its term nor the matter's own has passed: then the post must decide again."""
    today = timezone.localdate()
    asked = Part.objects.filter(letter=Letter.CONSULTED, state=PartState.ACTIVE, due_on__gte=today)
    return Q(pk__in=asked.values("matter"), due_on__gte=today)


def to_answer(posts: list[int]) -> QuerySet[Matter]:
    """Open matters of these posts; not those that wait for somebody else: paused, offered to another, or for an opinion."""
    waiting = Q(hand_offs__state=HandOffState.OFFERED) | Q(pauses__isnull=False, pauses__ends_on=None) | awaits_opinion()
    elsewhere = Matter.objects.filter(_matters(posts)).filter(waiting).values("pk")
    return Matter.objects.filter(_matters(posts)).exclude(pk__in=elsewhere)


REFS = ("author__ref", "accountable__ref")


def _answers(posts: list[int]) -> Iterator[Task]:
    named = with_names(to_answer(posts), "territory", "author", "accountable", also=["kind__code", *REFS])
    for row in named.select_related("kind"):
        what = "contested" if row.state == MatterState.CONTESTED else "answer"
        assert row.accountable is not None
        yield Task(what, row, row.due_on, row.accountable)


def _with_matter(rows: Rows, *posts: str) -> Rows:
    """With these posts, and of the matter what the desk shows of it."""
    shown = ("number", "title", "people_concerned", "due_on", "kind__code", "author__ref")
    also = [*(f"matter__{column}" for column in shown), *(f"{post}__ref" for post in posts)]
    named = with_names(rows, *posts, "matter__territory", "matter__author", also=also)
    return named.select_related("matter__kind")


def _offers(posts: list[int]) -> Iterator[Task]:
    rows = HandOff.objects.filter(to_post__in=posts, state=HandOffState.OFFERED)
    for row in _with_matter(rows, "to_post", "from_post"):
        yield Task("accept", row.matter, row.due_on, row.to_post, hand_off=row)


def _parts(posts: list[int]) -> Iterator[Task]:
    rows = Part.objects.filter(post__in=posts, state=PartState.ACTIVE, letter__in=(Letter.CONSULTED, Letter.RESPONSIBLE)).exclude(
        matter__state__in=(MatterState.CLOSED, MatterState.JOINED)
    )
    for row in _with_matter(rows, "post"):
        what = "opinion" if row.letter == Letter.CONSULTED else "work"
        yield Task(what, row.matter, row.due_on or row.matter.due_on, row.post, part=row)


def _objections(posts: list[int]) -> Iterator[Task]:
    rows = Matter.objects.running().filter(accountable__superior__in=posts, objection_answer="").exclude(objection="")
    also = ["kind__code", "author__ref", "accountable__superior__ref"]
    for row in with_names(rows, "territory", "author", "accountable__superior", also=also).select_related("kind"):
        assert row.accountable is not None and row.accountable.superior is not None
        yield Task("objection", row, row.due_on, row.accountable.superior)


def due_soon(by: Actor, days: int = 7) -> list[Task]:
    """Tasks due within so many days, and those already late."""
    last = timezone.localdate() + timedelta(days=days)
    return [task for task in tasks(by) if task.due_on and task.due_on <= last]
