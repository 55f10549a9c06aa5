"""The history of a post across its holders, from the journal: what it did, what came to it, who was appointed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.handovers.words import HISTORY_KINDS
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.queries import open_entries
from kopir.journal.models import Entry
from kopir.journal.queries import withheld_of
from kopir.journal.sentences import sentence
from kopir.posts.models import Post

PAGE = 50
PIECE = 500
MATTER, POST = "interactions.matter", "posts.post"
HAND_OFFS = (
    "interactions.hand_over", "interactions.raise", "interactions.accept", "interactions.refuse", "interactions.take_back",
    "interactions.lapse", "interactions.return_down", "interactions.reroute", "interactions.settle_objection",
)  # fmt: skip
OUTCOMES = (
    "interactions.answer", "interactions.give_word", "interactions.fall_silent", "interactions.close_unanswered",
    "interactions.withdraw", "interactions.reopen",
)  # fmt: skip
APPOINTMENTS = ("posts.appoint", "posts.end_appointment")
# Private to a holder, or of no weight for whoever comes.
UNTOLD = (
    "interactions.write_note", "interactions.edit_template", "handovers.write_note", "handovers.decide", "handovers.assemble",
)  # fmt: skip
UNTOLD_ROOMS = Q(act__startswith="notices.") | Q(act__startswith="people.")
CONDITIONS = {
    "hand_offs": Q(act__in=HAND_OFFS),
    "outcomes": Q(act__in=OUTCOMES),
    "matters": Q(act__startswith="interactions.") & ~Q(act__in=HAND_OFFS + OUTCOMES),
    "duties": Q(act__startswith="regulation."),
    "promises": Q(act__startswith="handovers."),
    "practices": Q(act__startswith="practices."),
    "effects": Q(act__startswith="effects."),
    "appointments": Q(act__in=APPOINTMENTS),
    "post": Q(act__startswith="posts.") & ~Q(act__in=APPOINTMENTS),
}
ROOMS = {
    "regulation": "duties", "handovers": "promises", "practices": "practices", "effects": "effects", "interactions": "matters",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty values do not narrow."""

    year: int | None = None
    kind: str = ""

    def condition(self) -> Q:
        found = CONDITIONS.get(self.kind, Q())
        if self.year is None:
            return found
        begin, end = (timezone.make_aware(datetime(year, 1, 1)) for year in (self.year, self.year + 1))
        return found & Q(at__gte=begin, at__lt=end)


@dataclass(frozen=True, slots=True)
class Line:
    """`path`: the page of what it is about, without the language; empty when it has none."""

    entry: Entry
    kind: str
    words: str
    path: str


def history_of(by: Actor, post: Post, filters: Filters, after: int | None = None, limit: int = PAGE) -> list[Line]:
    """Newest first; `after`: number of the last entry seen. Whoever holds the post reads also what is not open; names of
    persons and reasons stay out."""
    rows = _entries(by, post).filter(filters.condition())
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[:limit])
    return _lines(found, _holds(by, post))


def history_years(by: Actor, post: Post) -> list[int]:
    """From this year back to the first entry."""
    first = _entries(by, post).order_by("pk").first()
    now = timezone.localdate().year
    return list(range(now, (timezone.localdate(first.at).year if first else now) - 1, -1))


def history_csv(by: Actor, post: Post, filters: Filters) -> Iterator[list[Any]]:
    """entry, at, kind, act, words, path; read in pieces."""
    after: int | None = None
    while lines := history_of(by, post, filters, after, PIECE):
        for line in lines:
            yield [line.entry.pk, line.entry.at.isoformat(timespec="seconds"), line.kind, line.entry.act, line.words, line.path]
        after = lines[-1].entry.pk


def _holds(by: Actor, post: Post) -> bool:
    return by.is_official and by.post_id == post.pk


def _entries(by: Actor, post: Post) -> QuerySet[Entry]:
    """What the post did, what was done with it, and how matters came to it and ended."""
    key = str(post.pk)
    about = Q(subject_kind=POST, subject_id=key) | Q(parent_kind=POST, parent_id=key)
    came = _in_matters(post, ("interactions.submit", *OUTCOMES, *HAND_OFFS))
    rows = Entry.objects.filter(Q(post_id=post.pk) | about | came).exclude(act__in=UNTOLD).exclude(UNTOLD_ROOMS)
    return rows if _holds(by, post) else open_entries(rows)


def _in_matters(post: Post, acts: Sequence[str]) -> Q:
    """Acts of others on matters in which the post has or had a part."""
    handed = HandOff.objects.filter(Q(to_post=post) | Q(from_post=post)).values("matter")
    parts = Part.objects.filter(post=post).values("matter")
    matters = Matter.objects.filter(Q(accountable=post) | Q(pk__in=handed) | Q(pk__in=parts))
    keys = matters.annotate(key=Cast("pk", CharField())).values("key")
    subject = Q(subject_kind=MATTER, subject_id__in=keys) | Q(parent_kind=MATTER, parent_id__in=keys)
    return subject & Q(act__in=acts)


def _lines(entries: Iterable[Entry], holds: bool) -> list[Line]:
    rows = list(entries)
    withheld = withheld_of([row for row in rows if not row.is_open]) if holds else {}
    return [Line(row, kind_of_act(row.act), sentence(row, _facts(withheld.get(row.pk, {}))), _path(row)) for row in rows]


def _facts(withheld: dict[str, Any]) -> dict[str, Any]:
    return {name: withheld[name] for name in ("told", "facts") if name in withheld}


def kind_of_act(act: str) -> str:
    if act in APPOINTMENTS:
        return "appointments"
    if act in HAND_OFFS:
        return "hand_offs"
    if act in OUTCOMES:
        return "outcomes"
    return ROOMS.get(act.partition(".")[0], "post")


def _path(row: Entry) -> str:
    """Labels of matters are their numbers, and so are those of their hand-offs, parts and outcomes when they carry them."""
    label = row.subject_label
    is_number = len(label) == 11 and label[4:5] == "-" and label.replace("-", "").isdecimal()
    return f"/interactions/{label}/" if is_number and row.act.startswith("interactions.") else ""


assert set(CONDITIONS) == set(HISTORY_KINDS), "every kind has its condition"
