"""What is done together in the demonstration: matters recorded as the same, proposals of synergy, a saved search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from itertools import combinations

from django.utils import timezone

from kopir.demo.cast import GLUBOKOE, REGION, ULAN, Cast
from kopir.demo.moment import Agenda, Story
from kopir.demo.stories import Telling
from kopir.search import acts as search_acts
from kopir.search.queries import Search
from kopir.search.words import Rhythm, Verdict
from kopir.synergy import acts as synergy_acts
from kopir.synergy.models import Asked
from kopir.synergy.words import Reply

SAME = 4
NIGHTS = (11, 7, 3, 1)  # working days ago


def tell_together(cast: Cast, agenda: Agenda, tellings: Sequence[Telling]) -> None:
    for days in NIGHTS:
        agenda.add_at(_night(), _at_two(agenda, days))
    agenda.add(_answers(cast), agenda.working_day_ago(5))
    agenda.add(_judges(cast, tellings), agenda.working_day_ago(2))
    agenda.add(_keeps(cast), agenda.working_day_ago(20))


def _at_two(agenda: Agenda, days: int) -> datetime:
    return datetime.combine(agenda.working_day_ago(days), time(2), timezone.get_default_timezone())


def _night() -> Story:
    synergy_acts.propose_all()
    yield 1


def _answers(cast: Cast) -> Story:
    """In each district one proposal is accepted and one declined; the others wait."""
    for code in (ULAN, GLUBOKOE):
        rows = Asked.objects.filter(post=cast.posts[code], reply=Reply.WAITING, proposal__state="proposed")
        waiting = list(rows.select_related("proposal").order_by("pk")[:3])
        speaker = cast.speaker(cast.posts[code])
        if waiting:
            synergy_acts.accept(waiting[0], by=speaker, reason="Бірге қараймыз, авторларды бір кездесуге шақырамыз.")
        if len(waiting) > 2:
            synergy_acts.decline(waiting[1], by=speaker, reason="Адамдары бір, бірақ мәселелері бөлек: бірге шешілмейді.")
    yield 1


def _judges(cast: Cast, tellings: Sequence[Telling]) -> Story:
    """The same thing told in two languages, in one region: the post of the later one says so."""
    judged = 0
    for one, other in combinations(tellings, 2):
        if judged < SAME and _is_same(one, other):
            one.matter.refresh_from_db()
            other.matter.refresh_from_db()
            later, earlier = sorted((one.matter, other.matter), key=lambda row: -row.pk)
            if later.is_running and earlier.is_public and later.is_public and later.accountable is not None:
                search_acts.judge(later, earlier, by=cast.speaker(later.accountable), verdict=Verdict.SAME)
                judged += 1
    yield 1


def _is_same(one: Telling, other: Telling) -> bool:
    alike = one.writing.topic == other.writing.topic and one.writing.number == other.writing.number
    told = one.matter is not None and other.matter is not None and one.matter.number and other.matter.number
    return alike and bool(told) and one.place[:2] == other.place[:2] == REGION[:2]


def _keeps(cast: Cast) -> Story:
    """The leader of an environmental NGO keeps a search."""
    leader = cast.leaders[cast.organisations["ertis-tany"].pk]
    wanted = Search("қоқыс", kind="matter", territory=cast.places[REGION])
    search_acts.save(wanted, by=leader, rhythm=Rhythm.WEEKLY)
    search_acts.save(Search("волонтёры", kind="matter", language="ru"), by=leader, rhythm=Rhythm.AT_ONCE)
    yield 1
