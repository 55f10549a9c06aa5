"""Reading the journal: stories of a subject, the public stream, receipts."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.db import connections, router
from django.db.models import Model, Q, QuerySet

from kopir.journal import merkle
from kopir.journal.acts import content_of, kind_of
from kopir.journal.erasure import ACT as SCRUB
from kopir.journal.growth import HEAD_FORMAT, PROOF_FORMAT
from kopir.journal.keys import signed
from kopir.journal.models import Access, Entry, Head, Leaf, Withheld
from kopir.journal.receipts import FORMAT, Checked
from kopir.journal.sealing import seal, stored_proof


def story_of(subject: Model) -> QuerySet[Entry]:
    """All entries about a subject and its parts, oldest first. The caller has checked that the reader may see the subject."""
    kind, pk = kind_of(subject), str(subject.pk)
    about = Q(subject_kind=kind, subject_id=pk) | Q(parent_kind=kind, parent_id=pk)
    return Entry.objects.filter(about).order_by("id")


def withheld_of(entries: list[Entry]) -> dict[int, dict[str, Any]]:
    """Withheld values of entries that the reader has a right to, by entry number."""
    rows = Withheld.objects.filter(pk__in=[entry.pk for entry in entries])
    return {row.pk: json.loads(row.values) for row in rows}


def receipt(entry: Entry) -> dict[str, Any]:
    """The receipt of an entry, sealing it first if it still waits. Shape: see receipts.check."""
    leaf = _leaf_number(entry)
    head = Head.objects.filter(size__gt=leaf).order_by("-size").first()
    assert head is not None, "a sealed leaf always has a signed head"
    return {
        "format": FORMAT,
        "number": entry.pk,
        "entry": entry.content,
        "leaf": leaf,
        "proof": [step.hex() for step in stored_proof(partial(merkle.inclusion_proof, leaf, head.size))],
        "head": signed(head),
    }


def head_to_keep(size: int) -> dict[str, Any] | None:
    """The file of a signed head, if there is one of this size; shape: see growth.check_growth."""
    head = Head.objects.filter(size=size).first()
    return {"format": HEAD_FORMAT, **signed(head)} if head else None


def is_held(proved: Checked) -> bool:
    """Whether this journal holds the entry of a receipt at its place, whoever signed the receipt's head."""
    leaf = Leaf.objects.filter(index=proved.leaf).first()
    return leaf is not None and Entry.objects.filter(pk=leaf.entry_id, hash=proved.hash).exists()


def growth(first: int, second: int) -> dict[str, Any] | None:
    """The proof that the later of two signed heads covers all that the earlier one does, if both are there."""
    if first > second or Head.objects.filter(size__in={first, second}).count() != len({first, second}):
        return None
    steps = stored_proof(partial(merkle.consistency_proof, first, second))
    return {"format": PROOF_FORMAT, "first": first, "second": second, "proof": [step.hex() for step in steps]}


def shows_nobody(entry: Entry) -> bool:
    """Whether the content, which a receipt holds whole, may go to anybody: not while it tells whose act it was (format 1),
    nor which entries were a forgotten person's."""
    return entry.is_open and entry.act != SCRUB and not content_of(entry).keys() & {"person", "request"}


def _leaf_number(entry: Entry) -> int:
    leaf = Leaf.objects.filter(entry_id=entry.pk).first()
    if leaf is None or not Head.objects.filter(size__gt=leaf.index).exists():
        seal()
        leaf = Leaf.objects.get(entry_id=entry.pk)
    return leaf.index


def entries_after(number: int, limit: int = 500) -> list[Entry]:
    """The change feed: sealed entries after leaf `number - 1`, in sealing order. Read models keep the next leaf number."""
    leaves = list(Leaf.objects.filter(index__gte=number).order_by("index")[:limit])
    found = Entry.objects.in_bulk([leaf.entry_id for leaf in leaves])
    return [found[leaf.entry_id] for leaf in leaves]


def accesses(what: str = "", after: int | None = None, limit: int = 50) -> list[Access]:
    """The access stream, newest first; for co-ordinators and administrators only (the surface asks)."""
    rows = Access.objects.filter(what=what) if what else Access.objects.all()
    return list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[:limit])


_STATE = """
SELECT (SELECT MAX("index") + 1 FROM journal_leaf), (SELECT COUNT(*) FROM journal_unsealed), (SELECT MAX(size) FROM journal_head)
"""


def state() -> tuple[int, int, int]:
    """How many entries are sealed, how many wait, how many a head is signed for: in one statement, so of one moment. Each
    commit of an act, of the sealer and of a head gives a state that was not there before. Three looks at the end of an index.
    Asked where this request reads its rows: the state of the primary over the rows of a standby that lags would be a lie."""
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(_STATE)
        sealed, waiting, signed = cursor.fetchone()
    return sealed or 0, waiting, signed or 0
