"""Practice cards, what worked and what did not, from their publication on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from kopir.practices.models import Card
from kopir.practices.models.cards import TEXTS
from kopir.practices.words import CardState
from kopir.search.documents.findable import codes, findable
from kopir.search.documents.made import LONGEST_TEXT, Made
from kopir.search.models import Document
from kopir.search.words import Kind


def _rows() -> QuerySet[Card]:
    return Card.objects.public()


def _cards(given: Sequence[str]) -> Iterator[Made]:
    for row in _rows().filter(pk__in=given).select_related("sector").prefetch_related("texts"):
        document = Document(kind=Kind.PRACTICE, key=str(row.pk), path=f"practices/{row.ref}/", label=row.ref or "")
        for text in row.texts.all():
            setattr(document, f"name_{text.language}", text.title)
        words = [getattr(text, name) for text in row.texts.all() for name in TEXTS if name != "title"]
        document.text = "\n\n".join(word for word in words if word)[:LONGEST_TEXT]
        document.territory, document.language = row.territory_id or "", row.language
        document.sectors = codes([row.sector.code] if row.sector else [])
        document.state, document.is_open = row.state, row.is_running
        document.dated_on = timezone.localdate(row.published_at) if row.published_at else None
        document.weight = 4 if row.is_running else 0
        document.holds_text, document.awaits_meaning = row.is_running, True
        yield Made(document, list(row.titles.values()))


findable(Kind.PRACTICE, "practices.card", rows=_rows, make=_cards, states=CardState)
