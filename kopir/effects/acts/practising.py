"""From an effect to a practice card, with one click."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.models import Effect
from kopir.effects.rules import party_of
from kopir.effects.words import Agreed
from kopir.practices import acts as practices
from kopir.practices.models import Card
from kopir.practices.words import CardKind, TakesPartAs


def draft_practice(effect: Effect, *, by: Actor) -> Card:
    """Either party of a public card begins a practice of it; what the card says stands in the draft, under nobody's invented
    words. A card that the other side contests begins as “tried, did not work”."""
    party = party_of(by, effect)
    text = effect.texts.filter(language=effect.language).first()
    if party is None or not effect.is_public or text is None or effect.sector is None or effect.territory is None:
        raise Refused("not_party", _("A practice card is begun by a party of a published effect card."))
    newest = effect.confirmations.filter(lapsed_at=None).exclude(party=effect.begun_by).first()
    kind = CardKind.FAILED if newest is not None and newest.agreed == Agreed.CONTESTED else CardKind.WORKED
    told = "because" if kind == CardKind.FAILED else "results"
    words = {"problem": text.need, "people": text.people, "steps": text.did, told: text.changed}
    with transaction.atomic():
        card = practices.draft(
            by=by, kind=kind, title=text.title, language=effect.language, sector=effect.sector, territory=effect.territory,
            is_demonstration=effect.is_demonstration,
        )  # fmt: skip
        about = {"cost_tenge": sum(row.tenge for row in effect.money.all()) or None, "people_reached": effect.people_planned}
        return practices.write(card, by=by, language=effect.language, words=words, about=about, parts=list(_parts(effect)))


def _parts(effect: Effect) -> list[practices.Part]:
    rows = [practices.Part(TakesPartAs.DOES, post_id=effect.post_id)] if effect.post_id else []
    if effect.organisation_id:
        rows.insert(0, practices.Part(TakesPartAs.INITIATOR, organisation_id=effect.organisation_id))
    return rows
