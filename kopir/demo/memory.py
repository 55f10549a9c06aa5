"""What is taken from memory in the demonstration: cards and earlier matters opened, adoptions named, a way that does not fit."""

from __future__ import annotations

from random import Random

from kopir.base.actors import Actor
from kopir.demo.cast import ULAN, Cast
from kopir.demo.moment import Agenda, Story
from kopir.interactions.models import Matter
from kopir.interactions.words import RUNNING, MatterState, Visibility
from kopir.memory import acts, queries
from kopir.practices.models import Adoption, Card
from kopir.practices.words import CardState

LOOKING = 0.45
"""So many authors, and so many posts, look at what there is before they go on."""


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
    """Where a post, or the author, adopted a practice of the field of a matter that was solved."""
    for adoption in Adoption.objects.select_related("card").order_by("pk"):
        solved = Matter.objects.filter(state=MatterState.CLOSED, sector=adoption.card.sector, outcomes__kind="solved")
        for matter in solved.distinct().order_by("pk"):
            by = cast.speaker(matter.accountable) if matter.accountable else None
            fits = adoption in queries.adoptions_to_name(matter)
            if by is not None and by.post_id == matter.accountable_id and fits:
                acts.name_adoption(matter, by=by, adoption=adoption)
                break
    yield 1


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
