"""Keeping the index: after each act by the journal, now and then by looking for what is missing, and all of it anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction

from kopir.base.jobs import every
from kopir.interactions.models import Matter
from kopir.journal.acts import content_of
from kopir.journal.models import Entry
from kopir.journal.queries import entries_after
from kopir.journal.sealing import size
from kopir.posts.models import Post
from kopir.search.backends import backend
from kopir.search.documents import keys_of, make
from kopir.search.models import Cursor, Document
from kopir.search.words import Kind

BATCH = 1000
READ = 500
KINDS = {
    "territories.territory": Kind.TERRITORY,
    "sectors.sector": Kind.SECTOR,
    "organisations.organisation": Kind.ORGANISATION,
    "posts.post": Kind.POST,
    "interactions.matter": Kind.MATTER,
}
# Acts with one entry for many rows, after which missing documents are looked for at once.
MANY = re.compile(r"\.(?:import|load_reference|load|create_all|add)$")
_OTHER = re.compile(r"^(?P<kind>[a-z_]+\.[a-z_]+):(?P<key>\w+)\.")
Affected = dict[Kind, set[str]]


def portions(keys: Iterable[str], number: int) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, number)):
        yield some


@every(seconds=2)
def catch_up() -> int:
    """Index what the journal's new entries speak of; answers how many entries were read."""
    read = 0
    while count := _read_some():
        read += count
        if count < READ:
            break
    return read


@every(seconds=300)
def mend() -> int:
    """Index what is missing and drop what is gone: acts in bulk write one entry for many rows."""
    return sum(_mend(kind) for kind in Kind)


def rebuild() -> int:
    """The whole index anew, in batches, while it stays in use; answers the number of documents."""
    cursor = _cursor()
    cursor.next_leaf = size()
    with transaction.atomic():
        cursor.save()
    for kind in Kind:
        keys = list(keys_of(kind))
        for some in portions(keys, BATCH):
            index(kind, some)
        _drop(kind, set(_indexed(kind)) - set(keys))
    return Document.objects.count()


# ---- Writing ---------------------------------------------------------------------------------------------


def index(kind: Kind, keys: Sequence[str]) -> None:
    """Renew the documents of these rows; those that are not to be found any more are dropped."""
    with transaction.atomic():
        made = make(kind, keys)
        _save([one.document for one in made])
        backend().put([one.index_text() for one in made])
        _drop(kind, set(keys) - {one.document.key for one in made})


def _save(documents: list[Document]) -> None:
    """Insert or replace; every document has its id afterwards."""
    fields = [
        field.name for field in Document._meta.concrete_fields if field.name not in ("id", "kind", "key")
    ]
    Document.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["kind", "key"], update_fields=fields
    )


def _drop(kind: Kind, keys: Iterable[str]) -> None:
    for some in portions(keys, BATCH):
        rows = Document.objects.filter(kind=kind, key__in=some)
        with transaction.atomic():
            backend().remove(list(rows.values_list("pk", flat=True)))
            rows.delete()


def _indexed(kind: Kind) -> Iterator[str]:
    yield from Document.objects.filter(kind=kind).values_list("key", flat=True).iterator()


def _mend(kind: Kind) -> int:
    there, wanted = set(_indexed(kind)), set(keys_of(kind))
    missing = sorted(wanted - there)
    for some in portions(missing, BATCH):
        index(kind, some)
    _drop(kind, there - wanted)
    return len(missing)


# ---- Reading the journal ---------------------------------------------------------------------------------


def _cursor() -> Cursor:
    return Cursor.objects.first() or Cursor()


def _read_some() -> int:
    cursor = _cursor()
    entries = entries_after(cursor.next_leaf, READ)
    if not entries:
        return 0
    for kind, keys in affected(entries).items():
        for some in portions(sorted(keys), BATCH):
            index(kind, some)
    if any(MANY.search(entry.act) for entry in entries):
        mend()
    cursor.next_leaf += len(entries)
    cursor.save()
    return len(entries)


def affected(entries: Sequence[Entry]) -> Affected:
    """Rows whose documents these entries may have changed."""
    found: Affected = defaultdict(set)
    for entry in entries:
        for name, key in _spoken_of(entry):
            if name in KINDS:
                found[KINDS[name]].add(key)
    if bodies := found[Kind.ORGANISATION]:
        found[Kind.POST] |= _keys(Post.objects.filter(organisation__in=bodies).values_list("pk", flat=True))
        found[Kind.MATTER] |= _keys(Matter.objects.filter(author__in=bodies).values_list("pk", flat=True))
    return found


def _keys(pks: Iterable[int]) -> set[str]:
    return {str(pk) for pk in pks}


def _spoken_of(entry: Entry) -> Iterator[tuple[str, str]]:
    yield entry.subject_kind, entry.subject_id
    yield entry.parent_kind, entry.parent_id
    for name in content_of(entry).get("changed", {}):
        if other := _OTHER.match(name):
            yield other["kind"], other["key"]
