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
from kopir.search.documents import REGISTERED, keys_of, make
from kopir.search.models import Cursor, Document, Rebuild
from kopir.search.words import Kind

BATCH = 1000
WRITTEN = 100
READ = 500
# Acts with one entry for many rows, after which missing documents are looked for at once.
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


def _indexed(kind: Kind) -> Iterator[str]:
    yield from Document.objects.filter(kind=kind).values_list("key", flat=True).iterator()


# ---- By the journal --------------------------------------------------------------------------------------


def catch_up() -> int:
    """Index what the journal's new entries speak of; answers how many sealed entries were read."""
    _index_unsealed()
    read = 0
    while count := _read_some():
        read += count
        if count < READ:
            break
    return read


def _index_unsealed() -> None:
    """What still waits for its seal is indexed at once, so that it is found within two seconds; and again when it is sealed,
    for only then is its place in the journal sure."""
    waiting = Unsealed.objects.order_by("-entry_id").values_list("entry_id", flat=True)[:READ]
    _index_affected(list(Entry.objects.filter(pk__in=list(waiting))))


def _read_some() -> int:
    cursor = Cursor.objects.first() or Cursor()
    entries = entries_after(cursor.next_leaf, READ)
    if not entries:
        return 0
    _index_affected(entries)
    if any(MANY.search(entry.act) for entry in entries):
        mend()
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
    """Index what is missing and drop what is gone: acts in bulk write one entry for many rows."""
    return sum(_mend(kind) for kind in REGISTERED)


def _mend(kind: Kind) -> int:
    there, wanted = set(_indexed(kind)), set(keys_of(kind))
    index(kind, sorted(wanted - there))
    _drop(kind, there - wanted)
    return len(wanted ^ there)


# ---- All of it anew --------------------------------------------------------------------------------------


def rebuild(tell: Progress | None = None) -> int:
    """The whole index anew while it stays in use; one that was interrupted goes on where it stopped. What happened meanwhile
    is read from the journal again afterwards. Answers the number of documents."""
    state = _begun()
    kinds = list(REGISTERED)
    for kind in kinds[kinds.index(Kind(state.kind)) if state.kind else 0 :]:
        _rebuild(kind, state, tell)
    state.ended_at = timezone.now()
    state.save()
    cursor = Cursor.objects.first() or Cursor()
    cursor.next_leaf = state.from_leaf
    cursor.save()
    return Document.objects.count()


def _begun() -> Rebuild:
    state = Rebuild.objects.filter(ended_at=None).first()
    if state is None:
        Rebuild.objects.all().delete()
        state = Rebuild(from_leaf=size(), began_at=timezone.now())
    if not state.total:
        state.total = sum(one.rows().count() for one in REGISTERED.values())
        state.save()
    return state


def _rebuild(kind: Kind, state: Rebuild, tell: Progress | None) -> None:
    if state.kind != kind:
        state.kind, state.after = kind, ""
    for some in portions(keys_of(kind, state.after), BATCH):
        index(kind, some)
        state.after, state.done = some[-1], state.done + len(some)
        state.save()
        if tell:
            tell(state)
    _drop(kind, set(_indexed(kind)) - set(keys_of(kind)))
    state.save()


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
