"""Matters: of a restricted one only what is open to all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from kopir.interactions.models import Matter
from kopir.interactions.words import NOT_RECEIVED, RUNNING, MatterState
from kopir.search.documents.findable import codes, findable, keys
from kopir.search.documents.made import LONGEST_TEXT, Made
from kopir.search.models import Document
from kopir.search.words import Kind


def _rows() -> QuerySet[Matter]:
    return Matter.objects.exclude(state__in=NOT_RECEIVED)


def _matters(given: Sequence[str]) -> Iterator[Made]:
    for row in _rows().filter(pk__in=given).select_related("kind", "territory", "sector", "author"):
        assert row.kind and row.territory and row.sector, "a received matter has them"
        made = Made(_document(row), also=[*row.kind.names.values(), *row.territory.names.values()])
        if row.is_public:
            _add_text(made, row)
        yield made


def _document(row: Matter) -> Document:
    document = Document(kind=Kind.MATTER, key=str(row.pk), path=f"interactions/{row.number}/", label=row.number or "")
    document.territory, document.state = row.territory_id or "", row.state
    document.sectors = codes([row.sector.code] if row.sector else [])
    document.language, document.is_open, document.matter = row.language, row.state in RUNNING, row
    document.dated_on = timezone.localdate(row.received_at) if row.received_at else None
    document.weight, document.awaits_meaning = 3 if document.is_open else 2, True
    return document


def _add_text(made: Made, row: Matter) -> None:
    """What only readers of the matter may know."""
    document = made.document
    setattr(document, f"name_{row.language}", row.title)
    document.text = "\n".join(text for text in (row.text, row.asked, row.offered) if text)[:LONGEST_TEXT]
    document.holds_text = True
    made.names = [row.title]
    made.also += [row.for_whom, *row.author.names.values()]


def _written_by(authors: Collection[str]) -> set[str]:
    return keys(Matter.objects.filter(author__in=authors).values_list("pk", flat=True))


findable(
    Kind.MATTER,
    "interactions.matter",
    rows=_rows,
    make=_matters,
    states=MatterState,
    follows={"organisations.organisation": _written_by},
)
