"""Passages of documents that await them: made in small portions, so that writing never waits, and resumed by itself, for a
document awaits its passages until they are there."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import transaction

from kopir.base.tongue import LANGUAGES
from kopir.search.language import paragraphs
from kopir.search.meaning import client
from kopir.search.models import Document, Passage

PORTION = 16
PATIENCE = 60.0  # seconds
Progress = Callable[[int, int], None]


def make(tell: Progress | None = None, most: int = 0) -> int:
    """Make what is awaited, `most` documents of it when given; answers of how many documents it was made. Raises Absent when
    nobody can tell what a text means: the documents then go on waiting."""
    source: str = client.ask("source", patience=PATIENCE)
    done, total = 0, awaited() if tell else 0
    while rows := list(Document.objects.filter(awaits_meaning=True).order_by("-pk")[:PORTION]):
        _make(rows, source)
        done += len(rows)
        if tell:
            tell(done, total)
        if most and done >= most:
            break
    return done


def awaited() -> int:
    return Document.objects.filter(awaits_meaning=True).count()


def _make(rows: Sequence[Document], source: str) -> None:
    """Texts that have not changed since keep their passages."""
    sources = {row.pk: f"{source}#{_digest(row)}" for row in rows}
    there = dict(Passage.objects.filter(document__in=rows, part=0).values_list("document_id", "source"))
    stale = [row for row in rows if sources[row.pk] != there.get(row.pk)]
    _save(rows, stale, list(_passages([row for row in stale if row.holds_text], sources)))


def _passages(rows: Sequence[Document], sources: Mapping[int, str]) -> Iterator[Passage]:
    """Every telling in one question."""
    told = [(row, telling) for row in rows for telling in tellings(row)]
    meanings = client.ask("passages", [telling for _row, telling in told], patience=PATIENCE) if told else []
    parts: Counter[int] = Counter()
    for (row, _telling), found in zip(told, meanings, strict=True):
        for one in found:
            yield Passage(document=row, part=parts[row.pk], source=sources[row.pk], **one._asdict())
            parts[row.pk] += 1


def _save(rows: Sequence[Document], stale: Sequence[Document], made: Sequence[Passage]) -> None:
    """A document that was indexed again meanwhile, with another text, goes on waiting."""
    with transaction.atomic():
        now = {row.pk: row for row in Document.objects.select_for_update().filter(pk__in=[row.pk for row in rows])}
        same = {row.pk for row in rows if row.pk in now and _digest(now[row.pk]) == _digest(row)}
        Passage.objects.filter(document__in=[row for row in stale if row.pk in same]).delete()
        Passage.objects.bulk_create([one for one in made if one.document_id in same])
        Document.objects.filter(pk__in=same).update(awaits_meaning=False)


def tellings(document: Document) -> list[str]:
    """Title and text, as they are compared; of what has a title in several languages, each telling by itself."""
    names = {code: name for code in LANGUAGES if (name := getattr(document, f"name_{code}"))}
    if len(names) < 2:
        return ["\n".join(part for part in (*names.values(), document.text) if part)]
    parts = paragraphs(document.text)
    return ["\n".join([name, *(one.text for one in parts if one.language == code)]) for code, name in names.items()]


def _digest(document: Document) -> str:
    whole = "\n\n".join(tellings(document))
    return hashlib.sha256(f"{document.holds_text}{whole}".encode()).hexdigest()[:16]
