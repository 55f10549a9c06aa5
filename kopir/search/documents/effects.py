"""Effect cards from their publication on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from kopir.effects.models import TEXTS, Effect
from kopir.effects.words import EffectState
from kopir.search.documents.findable import codes, findable
from kopir.search.documents.made import LONGEST_TEXT, Made
from kopir.search.models import Document
from kopir.search.words import Kind


def _rows() -> QuerySet[Effect]:
    return Effect.objects.public()


def _effects(given: Sequence[str]) -> Iterator[Made]:
    for row in _rows().filter(pk__in=given).select_related("sector").prefetch_related("texts", "chain"):
        document = Document(kind=Kind.EFFECT, key=str(row.pk), path=f"effects/{row.ref}/", label=row.ref or "")
        for text in row.texts.all():
            setattr(document, f"name_{text.language}", text.title)
        words = [getattr(text, name) for text in row.texts.all() for name in TEXTS if name != "title"]
        words += [step.text for step in row.chain.all()]
        document.text = "\n\n".join(word for word in words if word)[:LONGEST_TEXT]
        document.territory, document.language = row.territory_id or "", row.language
        document.sectors = codes([row.sector.code] if row.sector else [])
        document.state, document.is_open = row.state, row.state == EffectState.PUBLISHED
        document.dated_on = timezone.localdate(row.published_at) if row.published_at else None
        document.weight = 4 if row.state == EffectState.PUBLISHED else 0
        yield Made(document, list(row.titles.values()))


findable(Kind.EFFECT, "effects.effect", rows=_rows, make=_effects, states=EffectState)
