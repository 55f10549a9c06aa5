"""`kopir journal verify`: is every entry what it was when it was written, and is nothing missing?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection

from kopir.base.keys import KeyGone
from kopir.journal import keys, merkle, triggers
from kopir.journal.acts import columns, digest
from kopir.journal.erasure import remains
from kopir.journal.models import Entry, Head, Leaf, Unsealed, Withheld
from kopir.journal.public_keys import BadReceipt, Keys, PublicKey, check_signature, load_keys
from kopir.journal.sealing import FIRST, held, read_key, signing_key

CHUNK = 2000


@dataclass(slots=True)
class Report:
    """`problems`: dicts with `entry` (number or None), `code`, `words`; the first one is the first bad entry."""

    entries: int = 0
    sealed: int = 0
    waiting: int = 0
    heads: int = 0
    scrubbed: int = 0
    last_at: str = ""
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.problems

    def blame(self, code: str, words: str, entry: int | None = None) -> None:
        self.problems.append({"entry": entry, "code": code, "words": words})

    def as_dict(self) -> dict[str, Any]:
        return {"good": self.good, "first_bad_entry": self.first_bad_entry, **asdict(self)}

    @property
    def first_bad_entry(self) -> int | None:
        numbers = [problem["entry"] for problem in self.problems if problem["entry"] is not None]
        return min(numbers) if numbers else None


def verify() -> Report:
    """Reads everything once, in memory that does not grow with the journal."""
    report = Report()
    for trigger in triggers.missing(connection):
        report.blame("guard", f"The trigger {trigger} is missing.")
    _check_entries(report)
    _check_tree(report, _trusted())
    _check_keys(report)
    return report


def _trusted() -> Keys:
    """What the database says of the keys, but the one in force as it is in the folder: that nobody changes by writing to the
    database, and those before it stand in the entries that its heads cover."""
    rows, folder = keys.listed(), settings.KOPIR_KEYS
    last = rows[-1].row
    here = held(last.pk, folder) or (read_key(folder / FIRST) if (folder / FIRST).exists() else signing_key())
    try:
        before = {one: key for one, key in keys.known(rows).items() if one != last.pk}
    except ValueError:  # a row that holds no key; _check_keys blames it
        return {here.id: PublicKey(here.public)}
    return {**before, here.id: PublicKey(here.public, last.size)}


def _check_keys(report: Report) -> None:
    """Each change of the key: its entry, its proof and both signatures."""
    try:
        load_keys(keys.list_file())
    except (BadReceipt, KeyGone, ObjectDoesNotExist, LookupError, ValueError):
        report.blame("key", "A change of the key is not proved by its entry and its signatures.")


def _check_entries(report: Report) -> None:
    """Each entry against its own hash, its columns, its withheld values, and its place in the tree or the queue."""
    scrubbed = remains()
    for chunk in _chunks():
        numbers = {entry.pk for entry in chunk}
        withheld = Withheld.objects.in_bulk(numbers)
        placed = set(Leaf.objects.filter(entry_id__in=numbers).values_list("entry_id", flat=True))
        waiting = set(Unsealed.objects.filter(pk__in=numbers).values_list("entry_id", flat=True))
        for entry in chunk:
            for code, words in _faults(entry, withheld.get(entry.pk), scrubbed):
                report.blame(code, words, entry.pk)
            if entry.pk not in placed and entry.pk not in waiting:
                report.blame(
                    "unplaced",
                    "The entry is neither sealed nor waiting to be: it was not written by Köpir.",
                    entry.pk,
                )
        report.entries += len(chunk)
        report.waiting += len(waiting)
        report.scrubbed += len(scrubbed.keys() & numbers)
        report.last_at = chunk[-1].at.isoformat()


def _chunks() -> Iterator[list[Entry]]:
    last = 0
    while chunk := list(Entry.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _faults(entry: Entry, withheld: Withheld | None, scrubbed: dict[int, str]) -> Iterator[tuple[str, str]]:
    if hashlib.sha256(entry.content.encode()).hexdigest() != entry.hash:
        yield "hash", "The content does not match its hash."
    try:
        content = json.loads(entry.content)
        promised = scrubbed.get(entry.pk, content.get("withheld", ""))
        expected = columns(content, _apart(entry, withheld, promised))
    except (ValueError, KeyError, TypeError):
        yield "content", "The content cannot be read."
        return
    for name, value in expected.items():
        if getattr(entry, name) != value:
            yield "column", f"The column {name} does not match the content."
    if withheld is None and promised:
        yield "withheld_missing", "The withheld values are gone, and no erasure is recorded."
    if withheld is not None and digest(withheld) != promised:
        yield "withheld", "The withheld values do not match the content."


def _apart(entry: Entry, withheld: Withheld | None, promised: str) -> dict[str, Any]:
    """What the columns of person and request are compared with; when it is gone, only that is blamed."""
    if withheld is None and promised:
        return {"person": entry.person_id, "request": entry.request_id}
    values: dict[str, Any] = json.loads(withheld.values) if withheld else {}
    return values


def _check_tree(report: Report, trusted: Keys) -> None:
    """Rebuild the tree from the entries themselves and compare every signed head on the way."""
    heads = {head.size: head for head in Head.objects.all()}
    tree = merkle.Frontier()
    for index, entry_id, content in _leaves():
        if index != tree.size:
            report.blame("leaf_missing", f"Leaf {tree.size} is missing.")
            return
        if content is None:
            report.blame("entry_missing", "A sealed entry is gone.", entry_id)
            return
        tree.add(merkle.leaf_hash(content.encode()))
        if head := heads.pop(tree.size, None):
            _check_head(report, head, tree, trusted)
    report.sealed = tree.size
    for size in sorted(heads):
        report.blame("leaf_missing", f"A signed head of {size} leaves exists, but only {tree.size} leaves are here.")


def _leaves() -> Iterator[tuple[int, int, str | None]]:
    """(leaf number, entry number, content or None when the entry is gone), in order."""
    start = 0
    while chunk := list(Leaf.objects.filter(index__gte=start).order_by("index")[:CHUNK]):
        contents = dict(Entry.objects.filter(pk__in=[leaf.entry_id for leaf in chunk]).values_list("pk", "content"))
        for leaf in chunk:
            yield leaf.index, leaf.entry_id, contents.get(leaf.entry_id)
        start = chunk[-1].index + 1


def _check_head(report: Report, head: Head, tree: merkle.Frontier, trusted: Keys) -> None:
    report.heads += 1
    if tree.root().hex() != head.root:
        report.blame("root", f"The root of the first {head.size} leaves is not the one that was signed.")
    try:
        check_signature(keys.signed(head), trusted)
    except BadReceipt as bad:
        names = ", ".join(trusted)
        other = "" if head.key_id in trusted else f" It names the key {head.key_id}; checked was with {names}."
        late = f" The key {head.key_id} did not hold then." if bad.code == "replaced" else ""
        report.blame("signature", f"The signature of the head of {head.size} leaves is wrong.{other}{late}")
