"""The small country with practice cards in every state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.organisations.models import Organisation
from kopir.practices import acts
from kopir.practices.models import Adoption, Card, Evidence, Review
from kopir.practices.words import CardKind, EvidenceKind, Repeated, ReviewSide
from tests.matter.people import Country

WORDS = {
    "title": "Қоқысты бөлек жинау алаңы",
    "problem": "Ауылда қоқыс өзен жағасына төгілетін, полигон жоқ еді.",
    "people": "Ауылдың 340 тұрғыны",
    "steps": "Жиын өткіздік\nАлаң салдық\nКестемен шығардық",
    "results": "Жағадағы үйінді жойылды.",
}


class Memory(Country):
    """`district` and `author` write cards, `neighbour` is the peer, `joiner` the other side."""

    def card(self, by: Actor | None = None, kind: CardKind = CardKind.WORKED, **words: str) -> Card:
        given = {**WORDS, **({"because": "Техника болмады"} if kind == CardKind.FAILED else {}), **words}
        card = acts.draft(
            by=by or self.district,
            kind=kind,
            title=given["title"],
            language="kk",
            sector=self.sector,
            territory=self.ulan,
        )
        return acts.write(card, by=by or self.district, language="kk", words=given)

    @property
    def other_side(self) -> Organisation:
        return Organisation.objects.get(pk=self.joiner.organisation_id)

    def asked(self, card: Card) -> tuple[Review, Review]:
        peer = acts.ask_review(card, by=self.district, side=ReviewSide.PEER, of=self.neighbour_post)
        other = acts.ask_review(card, by=self.district, side=ReviewSide.OTHER, of=self.other_side)
        return peer, other

    def reviewed(self, **words: str) -> Card:
        card = self.card(**words)
        peer, other = self.asked(card)
        acts.review(peer, by=self.neighbour, agrees=True)
        acts.review(other, by=self.joiner, agrees=True)
        return Card.objects.get(pk=card.pk)

    def published(self, **words: str) -> Card:
        return acts.publish(self.reviewed(**words), by=self.district)

    def evidence(self, card: Card | Adoption, kind: EvidenceKind = EvidenceKind.MEASURED, **values: Any) -> Evidence:
        by = self.district if isinstance(card, Card) else self.adopter_of(card)
        given = {
            "words": "Акт",
            "language": "kk",
            "number": "7",
            "dated_on": timezone.localdate() - timedelta(days=9),
            **values,
        }
        return acts.give_evidence(card, by=by, kind=kind, **given)

    def adopter_of(self, adoption: Adoption) -> Actor:
        if adoption.post_id is None:
            return self.joiner
        return self.neighbour if adoption.post_id == self.neighbour.post_id else self.region

    def adoption(self, card: Card, by: Actor | None = None, place: Any = None, **values: Any) -> Adoption:
        given = {
            "territory": place or self.glubokoe,
            "started_on": date(2026, 3, 1),
            "language": "kk",
            **values,
        }
        return acts.adopt(card, by=by or self.neighbour, **given)

    def told(self, adoption: Adoption, answer: Repeated = Repeated.YES, shown: bool = True) -> Adoption:
        if shown:
            self.evidence(adoption)
        return acts.report_result(adoption, by=self.adopter_of(adoption), repeated=answer, result="Үйінді азайды")


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
