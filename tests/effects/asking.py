"""The small country some time after its matters were closed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.effects import acts, stuffing
from kopir.effects.acts.checking import load_check_terms
from kopir.effects.models import Check, CheckTerm, Effect, Survey
from kopir.effects.words import Entrance, Party, QuestionKind
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.regulation.models import Duty, Norm, Obligation
from tests.effects.world import Effects, fresh

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
TITLE = {"kk": "Өзен жағасы", "ru": "Берег реки", "en": "The river bank"}
QUESTIONS = (
    (QuestionKind.YES_NO, {"kk": "Жағада таза болды ма?", "ru": "Стало ли на берегу чище?"}, True),
    (QuestionKind.SCALE, {"kk": "Қаншалықты?", "ru": "Насколько?"}, False),
    (QuestionKind.WORDS, {"kk": "Не өзгерді?", "ru": "Что изменилось?"}, False),
)


def worked(token: str, bits: int) -> str:
    """What a device does before it sends an answer."""
    return next(str(number) for number in count() if stuffing.zero_bits(f"{token}:{number}") >= bits)


def idle(token: str, bits: int) -> str:
    """What looks like work and is none: a guess is right once in a while, so one that is not."""
    return next(str(number) for number in count() if stuffing.zero_bits(f"{token}:{number}") < bits)


class Later(Effects):
    """Terms have been in force for years."""

    def __post_init__(self) -> None:
        super().__post_init__()
        load_check_terms()
        CheckTerm.objects.update(starts_on=timezone.localdate() - timedelta(days=2000))

    def closed(self, days: int = 0, **values: Any) -> Matter:
        """Solved, confirmed by its author, and closed so many days ago."""
        matter = self.answered(**values)
        matters.give_word(fresh(matter), by=self.author, word="confirmed")
        return self.aged(matter, days)

    def aged(self, matter: Matter, days: int) -> Matter:
        Matter.objects.filter(pk=matter.pk).update(closed_at=timezone.now() - timedelta(days=days))
        return fresh(matter)

    def done_duty(self, days: int) -> Obligation:
        """Of the district's post, done so many days ago."""
        norm = Norm.objects.filter(ref="list").first() or Norm(ref="list", kind="working_list", is_draft=True)
        norm.set_names("Міндеттер тізімі", "Перечень обязанностей", "List of duties")
        norm.save()
        duty = Duty.objects.filter(code="meet").first() or Duty(
            code="meet", norm=norm, address="meet", evidence="minutes", starts_on=date(2020, 1, 1), trigger="period",
            rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20",
        )  # fmt: skip
        duty.set_names("кездесу өткізу", "проводить встречи", "hold meetings")
        duty.save()
        day = timezone.localdate() - timedelta(days=days)
        return Obligation.objects.create(
            duty=duty, post=self.district_post, period_start=day, period_end=day, due_on=day, state="done", done_on=day
        )

    # ---- Surveys

    def survey(self, effect: Effect | None = None, entrance: Entrance = Entrance.CODES, **values: Any) -> Survey:
        """A draft of three questions: yes or no (it confirms), a scale, own words."""
        effect = effect or self.published_effect()
        survey = acts.make_survey(effect, by=self.author, title=TITLE, entrance=entrance)
        for kind, text, confirms in QUESTIONS:
            acts.write_question(survey, by=self.author, kind=kind, text=text, confirms=confirms)
        if values:
            acts.write_survey(survey, by=self.author, title={}, entrance=entrance, **values)
        return survey

    def opened(self, entrance: Entrance = Entrance.CODES, hardness: int = 4, **values: Any) -> Survey:
        survey = acts.open_survey(self.survey(entrance=entrance, **values), by=self.author)
        Survey.objects.filter(pk=survey.pk).update(hardness=hardness)
        return fresh(survey)

    def answered_by(self, survey: Survey, *values: int, words: str = "") -> None:
        """One person for each value of the first question, each with a code of their own."""
        codes = acts.make_codes(survey, by=self.author, number=len(values))
        for code, value in zip(codes, values, strict=True):
            answers: dict[int, int | str] = {1: value, 2: 4, 3: words}
            acts.answer_survey(survey, by=VISITOR, answers=answers, language="kk", code=code)

    def of_post(self, row: Any) -> Check:
        return row.checks.get(party=Party.POST)

    def of_organisation(self, row: Any) -> Check:
        return row.checks.get(party=Party.ORGANISATION, organisation_id=self.author.organisation_id)


__all__ = ["PNG", "QUESTIONS", "TITLE", "Later", "fresh", "worked"]
