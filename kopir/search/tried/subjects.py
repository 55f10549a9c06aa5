"""What is compared with a text: matters, and cards of practices that are in use; only what the reader may read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from kopir.base.actors import Actor
from kopir.interactions.models import Matter
from kopir.interactions.words import MatterState
from kopir.practices.models import Card
from kopir.search.models import Document
from kopir.search.words import Kind

Subject = Matter | Card
RELATED = ("kind", "territory", "sector", "author")
COMPARED = ("title", "problem", "people", "steps", "results", "because")


def readable(by: Actor, documents: Iterable[int], without: Iterable[int] = ()) -> dict[int, Subject]:
    """By the id of the document. `without`: ids of matters. Two queries; two more when practices are among them."""
    rows = Document.objects.filter(pk__in=list(documents), holds_text=True).values_list("kind", "key", "pk")
    found: dict[str, dict[int, int]] = {Kind.MATTER: {}, Kind.PRACTICE: {}}
    for kind, key, pk in rows:
        found[kind][int(key)] = pk
    matters = _matters(by, set(found[Kind.MATTER]) - set(without)) if found[Kind.MATTER] else []
    cards = _cards(by, found[Kind.PRACTICE]) if found[Kind.PRACTICE] else []
    read: dict[int, Subject] = {found[Kind.MATTER][one.pk]: one for one in matters}
    return read | {found[Kind.PRACTICE][one.pk]: one for one in cards}


def _matters(by: Actor, pks: Iterable[int]) -> QuerySet[Matter]:
    """Received, and not joined to another."""
    rows = Matter.objects.readable_by(by).exclude(state=MatterState.JOINED)
    return rows.filter(pk__in=pks).select_related(*RELATED)


def _cards(by: Actor, pks: Iterable[int]) -> list[Card]:
    rows = Card.objects.visible_to(by).filter(pk__in=pks).select_related("territory", "sector", "owner")
    return [card for card in rows.prefetch_related("texts") if card.is_running]


def told(subject: Subject, language: str) -> str:
    """Its words; of a card those in this language, if it is told in it, else in its own."""
    if isinstance(subject, Matter):
        return f"{subject.title}\n{subject.text}"
    texts = {text.language: text for text in subject.texts.all()}
    text = texts.get(language) or texts.get(subject.language) or next(iter(texts.values()), None)
    return "\n".join(words for name in COMPARED if (words := getattr(text, name))) if text else ""
