"""The law a card stands on: said by its writers, watched by Köpir."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.practices import rules, telling
from kopir.practices.acts.writing import lapse
from kopir.practices.flow import CARD
from kopir.practices.models import Card, Ground
from kopir.practices.words import CardState, Doubt
from kopir.regulation.difference import texts_of
from kopir.regulation.models import Norm, Provision
from kopir.regulation.queries import provision_at, texts_on

GONE = "0" * 64
"""Digest of a provision that is not in force."""


def digest(provision: Provision | None) -> str:
    return hashlib.sha256(canonical(texts_of(provision))).hexdigest() if provision else GONE


def stand_on(card: Card, *, by: Actor, norm: Norm, address: str) -> Ground:
    """One provision more. It must be in force today."""
    found = provision_at(norm.pk, address.strip().strip("#."), timezone.localdate())
    ground = Ground(card=card, norm=norm, address=found.address if found else "", seen=digest(found))
    with act(rules.may_write, by=by, subject=card) as entry:
        if found is None:
            raise Refused("no_provision", _("The document has no such point in force."), field="address")
        if card.grounds.filter(norm=norm, address=ground.address).exists():
            raise Refused("named_already", _("This point stands here already."), field="address")
        ground.save()
        entry.also(ground)
        lapse(card)
        card.save()
    return ground


def leave_ground(ground: Ground, *, by: Actor) -> Card:
    card = ground.card
    with act(rules.may_write, by=by, subject=card) as entry:
        entry.watch(ground)
        ground.delete()
        lapse(card)
        card.save()
    return card


def note_law(*, by: Actor = SYSTEM) -> int:
    """Published cards of which a provision in force reads otherwise than when it was looked at, or is gone. A few queries
    in all, then one act a card."""
    rows = Ground.objects.filter(card__state=CardState.PUBLISHED).select_related("card__owner", "card__author", "norm")
    grounds = list(rows.order_by("card_id", "pk"))
    today = texts_on({row.norm_id for row in grounds}, timezone.localdate())
    changed = [row for row in grounds if digest(today.get((row.norm_id, row.address))) != row.seen]
    cards = 0
    for card, found in groupby(changed, key=lambda row: row.card):
        _doubt(card, next(found), by)
        cards += 1
    return cards


def _doubt(card: Card, ground: Ground, by: Actor) -> None:
    with act(rules.may_note_law, by=by, subject=card) as entry:
        CARD.move(card, "doubt")
        card.doubt = Doubt.LAW_CHANGED
        card.save()
        entry.fact(document=ground.norm.names, address=ground.address)
        telling.tell_doubted(card)


def look_again(grounds: Iterable[Ground]) -> None:
    """The owner has read what the law says now. Part of the act that renews the card."""
    rows = list(grounds)
    today = texts_on({row.norm_id for row in rows}, timezone.localdate())
    for row in rows:
        row.seen = digest(today.get((row.norm_id, row.address)))
    with transaction.atomic():
        Ground.objects.bulk_update(rows, ["seen"])
