"""The public stream of the journal: open entries, in words, by filter, paged by key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, localised
from kopir.interactions import queries
from kopir.interactions.words import Visibility
from kopir.journal import queries as journal
from kopir.journal.acts import content_of
from kopir.journal.keys import Listed
from kopir.journal.models import Entry, Head, Leaf
from kopir.journal.sentences import sentence
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.sectors.models import Sector
from kopir.synergy.models import ProposedMatter

MATTER, PROPOSAL = "interactions.matter", "synergy.proposal"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty values do not narrow. `area`: the room, as `posts`; `act`: one act, as `posts.confirm`."""

    area: str = ""
    act: str = ""
    post: Post | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the reader's language. `url`: of what it speaks of, while that has a page."""

    entry: Entry
    words: str
    reason: str
    url: str


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """Open entries only, for everybody alike: the stream is one and the same whoever reads it. Newest first."""
    rows = open_entries()
    if wanted.act:
        rows = rows.filter(act=wanted.act)
    elif wanted.area:
        rows = rows.filter(act__startswith=f"{wanted.area}.")
    if wanted.post:
        rows = rows.filter(post_id=wanted.post.pk)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows.order_by("-pk")


def open_entries() -> QuerySet[Entry]:
    """Those of `queries.open_entries`, without proposals of synergy of which a matter is restricted now: they say in its own
    words why it was proposed."""
    hidden = ProposedMatter.objects.filter(proposal=queries.key_if("subject", PROPOSAL), matter__visibility=Visibility.RESTRICTED)
    return queries.open_entries().filter(~Exists(hidden))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def page(wanted: Wanted, after: int | None, limit: int) -> list[Entry]:
    rows = entries(wanted)
    return list((rows.filter(pk__lt=after) if after else rows)[:limit])


def lines(rows: Sequence[Entry]) -> list[Line]:
    """Three queries at most for the addresses of all of them."""
    refs = _refs(rows)
    return [Line(row, sentence(row), content_of(row).get("reason", ""), _url(row, refs)) for row in rows]


def open_entry(number: int) -> Entry:
    """Raises Refused(hidden) for one that is not open."""
    found = open_entries().filter(pk=number).first()
    if found is None:
        raise Refused("no_such_entry", "", hidden=True)
    return found


def receipt_of(number: int) -> dict[str, Any]:
    """Raises Refused(hidden) unless the entry is open, shows nobody and is sealed: reading seals nothing."""
    found = open_entry(number)
    if not seal_of(found).has_receipt:
        raise Refused("no_such_receipt", "", hidden=True)
    return journal.receipt(found)


@dataclass(frozen=True, slots=True)
class Seal:
    """Where an entry stands in the sealed journal; both are None while it waits, which takes a few seconds."""

    leaf: Leaf | None
    head: Head | None
    shows_nobody: bool

    @property
    def has_receipt(self) -> bool:
        return self.head is not None and self.shows_nobody


def seal_of(entry: Entry) -> Seal:
    """The first head that covers the entry."""
    leaf = Leaf.objects.filter(entry_id=entry.pk).first()
    head = Head.objects.filter(size__gt=leaf.index).order_by("size").first() if leaf else None
    return Seal(leaf if head else None, head, journal.shows_nobody(entry))


def changes(entry: Entry) -> list[tuple[str, str, str]]:
    """Open fields that the act changed: name, before, after."""
    changed: dict[str, Any] = content_of(entry).get("changed", {})
    return [(name, _cell(pair[0]), _cell(pair[1])) for name, pair in changed.items() if isinstance(pair, list) and len(pair) == 2]


def _cell(value: Any) -> str:
    """Names and reasons by language in the reader's own."""
    if isinstance(value, list):
        return "; ".join(_cell(one) for one in value)
    if isinstance(value, dict) and set(value) <= set(LANGUAGES):
        return localised(value, get_language() or "kk").text
    return "" if value is None else str(value)


def heads(after: int | None, limit: int) -> list[Head]:
    """Signed heads, the newest first; `after`: the size of the last one seen."""
    rows = Head.objects.order_by("-size")
    return list((rows.filter(size__lt=after) if after else rows)[:limit])


def csv_rows(wanted: Wanted) -> Iterator[list[Any]]:
    """Rows under COLUMNS, streamed."""
    for row in entries(wanted).iterator(chunk_size=1000):
        yield [
            row.pk, row.at.isoformat(timespec="seconds"), row.act, row.actor_role, row.subject_kind, row.subject_id,
            row.subject_label, sentence(row), content_of(row).get("reason", ""), row.hash,
        ]  # fmt: skip


COLUMNS = ("number", "at", "act", "role", "subject_kind", "subject_id", "subject", "words", "reason", "hash")


KEY_COLUMNS = ("key", "public", "from_size", "from_at", "until_size", "until_at", "replaced", "replaced_name", "signature_before")


def key_rows(rows: Sequence[Listed]) -> Iterator[list[Any]]:
    """Under KEY_COLUMNS, the newest first."""
    for one in reversed(rows):
        until = [one.following.size, one.until, one.following.why, one.following.get_why_display()] if one.following else [""] * 4
        yield [one.row.pk, one.row.public, one.row.size, one.since, *until, one.row.signature_before]


# ---- Addresses -------------------------------------------------------------------------------------------

Refs = dict[tuple[str, str], str]
_BY_REF = {
    "organisations.organisation": (Organisation, "ref", "public:organisation"),
    "posts.post": (Post, "ref", "public:post"),
    "sectors.sector": (Sector, "code", "public:sector"),
}


def _refs(rows: Sequence[Entry]) -> Refs:
    found: Refs = {}
    for kind, (model, field, _name) in _BY_REF.items():
        ids = {row.subject_id for row in rows if row.subject_kind == kind}
        if ids:
            pairs = model._default_manager.filter(pk__in=ids).values_list("pk", field)
            found |= {(kind, str(pk)): ref for pk, ref in pairs}
    return found


def _url(row: Entry, refs: Refs) -> str:
    if row.subject_kind == MATTER and row.subject_label[:1].isdigit():
        return reverse("public:matter", args=[row.subject_label])
    if row.subject_kind == "territories.territory":
        return reverse("public:territory", args=[row.subject_id])
    ref = refs.get((row.subject_kind, row.subject_id))
    return reverse(_BY_REF[row.subject_kind][2], args=[ref]) if ref else ""
