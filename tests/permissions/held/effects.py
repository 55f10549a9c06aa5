"""What hangs on effect cards of A, whose other party is D: measurements, surveys, free text in them, later checks.

What nobody has accepted is between the two parties, and so is a survey before it is open, and free text that nobody has read.
Free text that was hidden is shown to nobody again. What a side said later of a matter is read with the matter, though its card
is public.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kopir.effects import acts
from kopir.effects.acts import Given
from kopir.effects.acts.measuring import FREEZE_AFTER
from kopir.effects.models import Answer, Check, Effect, Measurement, Survey
from kopir.effects.words import (
    CheckState,
    Entrance,
    HiddenBecause,
    Holds,
    MeasurementState,
    Party,
    SurveyState,
    WordsState,
)
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.interactions.words import RestrictedBecause
from tests.effects.world import WORDS, fresh
from tests.permissions.held.held import Held, said, secret
from tests.permissions.states import READERS
from tests.permissions.whole import Whole

MEASUREMENT, SURVEY, ANSWER, CHECK = "effects.Measurement", "effects.Survey", "effects.Answer", "effects.Check"
PARTIES = "AD"


class Measurements:
    """Of one indicator of a published card, a month each; the marked words are the note."""

    readers = {
        MeasurementState.DRAFT: PARTIES, MeasurementState.SUBMITTED: PARTIES, MeasurementState.RETURNED: PARTIES,
        MeasurementState.ACCEPTED: READERS, MeasurementState.FROZEN: READERS,
    }  # fmt: skip

    def __init__(self, world: Whole) -> None:
        self.world = world
        self.card = world.published_effect(measured=True)
        self.measure = self.card.measures.get()

    def held(self) -> list[Held]:
        rows = {state: self._bring(state, month) for month, state in enumerate(self.readers, start=1)}
        return [self._held(fresh(row), state) for state, row in rows.items()]

    def _held(self, row: Measurement, state: MeasurementState) -> Held:
        names = ("draft", "submitted", "accepted")
        places = {"measures.measure": self.measure, **{f"measures.{name}": row for name in names}}
        return Held(row, state, self.readers[state], {**places, "effects.published": self.card})

    def _bring(self, state: MeasurementState, month: int) -> Measurement:
        words, by = said(MEASUREMENT, state), self.world.author
        given = Given(self.world.ulan, date(2025, month, 1), date(2025, month, 28), Decimal(4), note=words)
        row = acts.measure_value(self.measure, by=by, given=given)
        if state != MeasurementState.DRAFT:
            acts.submit_measurement(row, by=by)
        if state == MeasurementState.RETURNED:
            acts.return_measurement(row, by=self.world.district, reason=words)
        if state in (MeasurementState.ACCEPTED, MeasurementState.FROZEN):
            acts.accept_measurement(row, by=self.world.district)
        if state == MeasurementState.FROZEN:
            self._freeze(row)
        return row

    def _freeze(self, row: Measurement) -> None:
        """Time brings it: the value was accepted more than a week ago."""
        Measurement.objects.filter(pk=row.pk).update(decided_at=timezone.now() - FREEZE_AFTER - timedelta(days=1))
        acts.freeze_measurements()


class Surveys:
    """By their title."""

    readers = {SurveyState.DRAFT: PARTIES, SurveyState.OPEN: READERS, SurveyState.CLOSED: READERS}

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        found = {state: self._bring(state) for state in SurveyState}
        return [Held(survey, state, self.readers[state], places_of(survey)) for state, survey in found.items()]

    def _bring(self, state: SurveyState) -> Survey:
        by, survey = self.world.author, self.world.survey()
        title = dict.fromkeys(("kk", "ru", "en"), said(SURVEY, state))
        acts.write_survey(survey, by=by, title=title, entrance=Entrance.CODES)
        if state != SurveyState.DRAFT:
            acts.open_survey(survey, by=by)
        if state == SurveyState.CLOSED:
            acts.close_survey(survey, by=by)
        found: Survey = fresh(survey)
        return found


def places_of(survey: Survey) -> dict[str, Any]:
    names = ("draft", "open", "closed")
    return {**{f"questions.{name}": survey for name in names}, "effects.published": survey.effect}


class Answers:
    """Free text of a closed survey that enough people answered."""

    readers = {WordsState.WAITING: PARTIES, WordsState.SHOWN: READERS, WordsState.HIDDEN: ""}

    def __init__(self, world: Whole) -> None:
        self.world, self.survey = world, world.opened()

    def held(self) -> list[Held]:
        texts = [*(said(ANSWER, state) for state in WordsState), "Таза", "Жақсы"]
        for text in texts:
            self.world.answered_by(self.survey, 1, words=text)
        acts.close_survey(self.survey, by=self.world.author)
        acts.read_words(self._of(WordsState.SHOWN), by=self.world.author)
        acts.read_words(self._of(WordsState.HIDDEN), by=self.world.author, hidden_because=HiddenBecause.INSULT)
        places = places_of(fresh(self.survey))
        return [Held(self._of(state), state, self.readers[state], places) for state in WordsState]

    def _of(self, state: WordsState) -> Answer:
        return Answer.objects.select_related("question__survey__effect").get(words__contains=secret(ANSWER, state))


class Checks:
    """The post's answer about a matter that was restricted after its card was published. Questions that wait, that nobody
    answered or that fell away have no words."""

    def __init__(self, world: Whole) -> None:
        self.world = world

    def held(self) -> list[Held]:
        matter = self.world.closed(90)
        card = self._card(matter)
        acts.ask_checks()
        matters.restrict(fresh(matter), by=self.world.author, because=RestrictedBecause.WISH)
        check = Check.objects.get(matter=matter, party=Party.POST)
        words = said(CHECK, CheckState.ANSWERED)
        acts.answer_check(check, by=self.world.district, holds=Holds.YES, words=words)
        places = {"questions.check": check, "effects.published": card, "matter": fresh(matter), "foreign": fresh(matter)}
        return [Held(fresh(check), CheckState.ANSWERED, "ADUW", places)]

    def _card(self, matter: Matter) -> Effect:
        by = self.world.author
        effect = acts.draft_from_matter(matter, by=by)
        acts.write(effect, by=by, language="kk", words={**WORDS, "no_measure_because": "Алаң жаңа ашылды"})
        later = timezone.localdate() + timedelta(days=200)
        about = {"starts_on": date(2026, 1, 1), "people_planned": 340, "no_measure_until": later}
        acts.write(self.world.chained(effect), by=by, about=about)
        return acts.publish(effect, by=by)


def held(world: Whole) -> list[Held]:
    return [one for kind in (Measurements, Surveys, Answers, Checks) for one in kind(world).held()]
