"""What is taken from memory in the demonstration: cards and earlier matters opened, adoptions named, a way that does not fit."""

from __future__ import annotations

from random import Random

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.demo.cast import ULAN, Cast
from kopir.demo.moment import Agenda, Story
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING, MatterState, Visibility, Word
from kopir.memory import acts, queries
from kopir.practices import acts as practices
from kopir.practices.models import Card
from kopir.practices.words import CardKind, CardState

LOOKING, NAMED = 0.45, 3
"""So large a part of authors and posts look at what there is before they go on; so many posts name an adoption."""


def look_around(matter: Matter, by: Actor) -> None:
    """Before one goes on: a card of the field when there is one, else a finished matter of it."""
    chance = Random(f"memory {matter.pk} {by.post_id}")  # noqa: S311 — the same world every time
    if chance.random() > LOOKING:
        return
    card = Card.objects.filter(sector=matter.sector, state=CardState.PUBLISHED).order_by("pk").first()
    finished = Matter.objects.filter(sector=matter.sector, state=MatterState.CLOSED, visibility=Visibility.PUBLIC)
    earlier = None if card else finished.exclude(pk=matter.pk).order_by("-pk").first()
    if card or earlier:
        acts.note_opening(matter, by=by, card=card, earlier=earlier)


def tell_memory(cast: Cast, agenda: Agenda) -> None:
    for days in (40, 15, 3):
        agenda.add(_posts_look(cast), agenda.working_day_ago(days))
    agenda.add(_adoptions_are_named(cast), agenda.working_day_ago(2))
    agenda.add(_does_not_fit(cast), agenda.working_day_ago(1))


def _posts_look(cast: Cast) -> Story:
    for matter in Matter.objects.filter(state__in=RUNNING, visibility=Visibility.PUBLIC).order_by("pk"):
        by = cast.speaker(matter.accountable) if matter.accountable else None
        if by is not None and by.post_id == matter.accountable_id:
            look_around(matter, by)
    yield 1


def _adoptions_are_named(cast: Cast) -> Story:
    """Some posts say that a practice of the field, adopted while the matter was open, solved it."""
    solved = Matter.objects.filter(state=MatterState.CLOSED, outcomes__kind="solved", outcomes__words__word=Word.CONFIRMED)
    named = 0
    for matter in solved.filter(visibility=Visibility.PUBLIC).distinct().order_by("-pk"):
        by = cast.speaker(matter.accountable) if matter.accountable else None
        card = _card_to_adopt(matter)
        if named < NAMED and card and matter.territory and by is not None and by.post_id == matter.accountable_id:
            adoption = practices.adopt(
                card, by=by, territory=matter.territory, started_on=timezone.localdate(matter.received_at), language="kk"
            )  # fmt: skip
            acts.name_adoption(matter, by=by, adoption=adoption)
            named += 1
    yield 1


def _card_to_adopt(matter: Matter) -> Card | None:
    """Of another post, and adopted by nobody yet: the trees of the others are told in practices.py."""
    rows = Card.objects.filter(sector=matter.sector, state=CardState.PUBLISHED, kind=CardKind.WORKED, adoptions__isnull=True)
    return rows.exclude(owner=matter.accountable).order_by("pk").first()


def _does_not_fit(cast: Cast) -> Story:
    """In Ulan district, so that its desk shows what came instead."""
    post = cast.posts[ULAN]
    for matter in Matter.objects.filter(state=MatterState.OPEN, accountable=post).order_by("pk"):
        suggested = queries.suggested_way(matter)
        if suggested is not None:
            reason = "Бұл үшін басқа бөлімдердің қатысуы керек емес, мәселе бір көшеге қатысты."
            acts.dismiss_way(matter, by=cast.speaker(post), way=suggested.way, reason=reason)
            break
    yield 1
