"""Keeping the index: what an entry of the journal speaks of, what is missing, and all of it anew.

Documents are made outside any transaction and written a hundred at a time, so that nobody who writes waits for the index.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from kopir.journal.acts import content_of
from kopir.journal.models import Entry, Unsealed
from kopir.journal.queries import entries_after
from kopir.journal.sealing import size
from kopir.search.backends import backend
from kopir.search.documents import REGISTERED, keys_of, make, those_of
from kopir.search.models import Cursor, Document, Rebuild, Walk
from kopir.search.words import Kind

BATCH = 1000
WRITTEN = 100
READ = 500
LOOKED = 2000  # keys compared at a time
GONE = "gone"  # the walk through the documents themselves
# Acts with one entry for many rows, after which missing documents of their room are looked for at once.
MANY = re.compile(r"\.(?:import|load_reference|load|create_all|add)$")
_OTHER = re.compile(r"^(?P<kind>[a-z_]+\.[a-z_]+):(?P<key>\w+)\.")
Affected = dict[Kind, set[str]]
Progress = Callable[[Rebuild], None]


def portions(keys: Iterable[str], number: int) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, number)):
        yield some


# ---- One document and many -------------------------------------------------------------------------------


def index(kind: Kind, keys: Sequence[str]) -> None:
    """Renew the documents of these rows; those that are not to be found any more are dropped."""
    for some in portions(keys, WRITTEN):
        made = make(kind, some)
        texts = [one.index_text() for one in made]
        with transaction.atomic():
            _save([one.document for one in made])
            for text, one in zip(texts, made, strict=True):
                text.pk = one.document.pk
            backend().put(texts)
        _drop(kind, set(some) - {one.document.key for one in made})


def _save(documents: list[Document]) -> None:
    """Insert or replace; every document has its id afterwards."""
    fields = [field.name for field in Document._meta.concrete_fields if field.name not in ("id", "kind", "key")]
    Document.objects.bulk_create(documents, update_conflicts=True, unique_fields=["kind", "key"], update_fields=fields)


def _drop(kind: Kind, keys: Iterable[str]) -> None:
    for some in portions(keys, WRITTEN):
        rows = Document.objects.filter(kind=kind, key__in=some)
        with transaction.atomic():
            backend().remove(list(rows.values_list("pk", flat=True)))
            rows.delete()


# ---- By the journal --------------------------------------------------------------------------------------


def catch_up() -> int:
    """Index all that the journal's new entries speak of; answers how many sealed entries were read."""
    index_unsealed()
    read = 0
    while some := read_some():
        read += some
    while mend_hurried():
        pass
    return read


def index_unsealed() -> None:
    """What still waits for its seal is indexed at once, so that it is found within two seconds; and again when it is sealed,
    for only then is its place in the journal sure."""
    waiting = Unsealed.objects.order_by("-entry_id").values_list("entry_id", flat=True)[:READ]
    _index_affected(list(Entry.objects.filter(pk__in=list(waiting))))


def read_some() -> int:
    """The next sealed entries; answers how many there were. What is killed in between is read again."""
    cursor = Cursor.objects.first() or Cursor()
    entries = entries_after(cursor.next_leaf, READ)
    if not entries:
        return 0
    _index_affected(entries)
    _hurry({_room(entry.act) for entry in entries if MANY.search(entry.act)})
    cursor.next_leaf += len(entries)
    cursor.save()
    return len(entries)


def _index_affected(entries: Sequence[Entry]) -> None:
    for kind, keys in affected(entries).items():
        index(kind, sorted(keys))


def affected(entries: Sequence[Entry]) -> Affected:
    """Rows whose documents these entries may have changed: those they speak of, and those that hold words of theirs."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name, key in _spoken_of(entry):
            spoken[name].add(key)
    found: Affected = defaultdict(set)
    for kind, one in REGISTERED.items():
        found[kind] |= spoken.get(one.model, set())
        for name, follow in one.follows.items():
            found[kind].update(follow(spoken[name]) if spoken.get(name) else ())
    return {kind: keys for kind, keys in found.items() if keys}


def _spoken_of(entry: Entry) -> Iterator[tuple[str, str]]:
    yield entry.subject_kind, entry.subject_id
    yield entry.parent_kind, entry.parent_id
    for name in content_of(entry).get("changed", {}):
        if other := _OTHER.match(name):
            yield other["kind"], other["key"]


# ---- By looking ------------------------------------------------------------------------------------------


def mend() -> int:
    """Index all that is missing and drop all that is gone; reads every key. The worker looks some at a time."""
    return sum(_mended(Walk(kind=kind)) for kind in (*REGISTERED, GONE))


def _mended(walk: Walk) -> int:
    found = _step(walk)
    while walk.after:
        found += _step(walk)
    return found


def mend_some() -> int:
    """The next keys of each kind, and the next documents; answers how many were missing or gone."""
    found = 0
    for kind in (*REGISTERED, GONE):
        walk, _ = Walk.objects.get_or_create(kind=kind)
        if walk.is_hurried:
            continue  # it goes on at once, see mend_hurried
        before = walk.after
        found += _step(walk)
        if walk.after != before:
            Walk.objects.filter(pk=walk.pk, is_hurried=False).update(after=walk.after)
    return found


def mend_hurried() -> int:
    """The next keys of a kind that an act in bulk may have touched; answers 1, or 0 when there is no such kind."""
    walk = Walk.objects.filter(is_hurried=True).first()
    if walk is None:
        return 0
    _step(walk)
    walk.is_hurried = bool(walk.after)
    walk.save()
    return 1


def _step(walk: Walk) -> int:
    """Mends what stands behind `after`, and moves it; at the end it is empty again. Answers what was missing or gone."""
    return _drop_gone(walk) if walk.kind == GONE else _index_missing(walk)


def _index_missing(walk: Walk) -> int:
    kind = Kind(walk.kind)
    wanted = keys_of(kind, walk.after, LOOKED)
    there = set(Document.objects.filter(kind=kind, key__in=wanted).values_list("key", flat=True))
    missing = [key for key in wanted if key not in there]
    index(kind, missing)
    walk.after = wanted[-1] if len(wanted) == LOOKED else ""
    return len(missing)


def _drop_gone(walk: Walk) -> int:
    rows = list(Document.objects.filter(pk__gt=walk.after or 0).order_by("pk").values_list("pk", "kind", "key")[:LOOKED])
    keys: dict[str, set[str]] = defaultdict(set)
    for _, name, key in rows:
        keys[name].add(key)
    gone = {Kind(name): some - those_of(Kind(name), some) for name, some in keys.items()}
    for kind, some in gone.items():
        _drop(kind, some)
    walk.after = str(rows[-1][0]) if len(rows) == LOOKED else ""
    return sum(map(len, gone.values()))


def _hurry(rooms: set[str]) -> None:
    """After acts of these rooms with one entry for many rows."""
    touched = [str(kind) for kind, one in REGISTERED.items() if _room(one.model) in rooms]
    for kind in [*touched, GONE] if touched else []:
        Walk.objects.update_or_create(kind=kind, defaults={"after": "", "is_hurried": True})


def _room(name: str) -> str:
    return name.partition(".")[0]


# ---- All of it anew --------------------------------------------------------------------------------------


def rebuild(tell: Progress | None = None) -> int:
    """The whole index anew while it stays in use; one that was interrupted goes on where it stopped. What happened meanwhile
    is read from the journal again afterwards. Answers the number of documents."""
    state = _begun()
    while state.ended_at is None:
        _rebuild_some(state)
        if tell:
            tell(state)
    return Document.objects.count()


def rebuild_some() -> int:
    """A batch of the rebuild that is not ended; answers 1, or 0 when there is none."""
    if not Rebuild.objects.filter(ended_at=None).exists():
        return 0
    _rebuild_some(_begun())
    return 1


def _rebuild_some(state: Rebuild) -> None:
    """The next batch of a kind; behind the last kind what is gone is looked for, some at a time like the rest."""
    legs = [*REGISTERED, GONE]
    leg = state.kind or legs[0]
    walk = Walk(kind=leg, after=state.after)
    if leg == GONE:
        _drop_gone(walk)
    else:
        state.done += _index_next(walk)
    state.kind, state.after = leg, walk.after
    if not walk.after:
        _next_leg(state, legs)
    state.save()


def _index_next(walk: Walk) -> int:
    kind = Kind(walk.kind)
    some = keys_of(kind, walk.after, BATCH)
    index(kind, some)
    walk.after = some[-1] if len(some) == BATCH else ""
    return len(some)


def _next_leg(state: Rebuild, legs: list[str]) -> None:
    if state.kind != GONE:
        state.kind = legs[legs.index(state.kind) + 1]
        return
    state.ended_at = timezone.now()
    cursor = Cursor.objects.first() or Cursor()
    cursor.next_leaf = state.from_leaf
    cursor.save()


def _begun() -> Rebuild:
    state = Rebuild.objects.filter(ended_at=None).first()
    if state is None:
        Rebuild.objects.all().delete()
        state = Rebuild(from_leaf=size(), began_at=timezone.now())
    if not state.total:
        state.total = sum(one.rows().count() for one in REGISTERED.values())
        state.save()
    return state


# ---- How it stands ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """`kinds`: by kind how many are in the index and how many are to be found. `behind`: sealed entries not read yet.
    `awaiting_meaning`: documents whose passages are still to be made."""

    kinds: dict[str, tuple[int, int]]
    behind: int
    unsealed: int
    awaiting_meaning: int
    rebuild: Rebuild | None
    at: datetime


def standing() -> Standing:
    kinds = {str(kind): (Document.objects.filter(kind=kind).count(), one.rows().count()) for kind, one in REGISTERED.items()}
    cursor = Cursor.objects.first() or Cursor()
    behind = max(0, size() - cursor.next_leaf)
    rebuilds = Rebuild.objects.order_by("-pk").first()
    awaiting = Document.objects.filter(awaits_meaning=True).count()
    return Standing(kinds, behind, Unsealed.objects.count(), awaiting, rebuilds, timezone.now())
