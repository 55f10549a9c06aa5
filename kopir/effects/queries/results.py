"""What people answered: shares with their uncertainty, who did not answer, and nothing where few answered."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import pgettext

from kopir.base.tongue import localised
from kopir.effects.models import Answer, Question, Survey
from kopir.effects.words import Agreed, HiddenBecause, Holds, QuestionKind, SurveyState, WordsState
from kopir.practices.shares import Share

ROUNDED = 5
"""While a survey is open the number of answers is told in fives, and nothing else: the difference between two looks would tell
what one person answered."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One possible answer. `share`: of those who answered this question."""

    value: int
    label: str
    count: int
    share: Share


@dataclass(frozen=True, slots=True)
class Result:
    """Of one question. Without `bars` and `words` fewer than the smallest number answered it."""

    question: Question
    answered: int
    bars: list[Bar] = field(default_factory=list)
    words: list[Answer] = field(default_factory=list)
    hidden: dict[str, int] = field(default_factory=dict)
    waiting: int = 0
    mean: float | None = None
    """Of a scale."""

    @property
    def is_few(self) -> bool:
        return not self.bars and not self.words and not self.hidden and not self.waiting


@dataclass(frozen=True, slots=True)
class Results:
    """`invited`: as stated, else the number of codes printed; None when neither is known."""

    survey: Survey
    answered: int
    invited: int | None
    by_language: dict[str, int]
    results: list[Result]

    @property
    def silent(self) -> int | None:
        return None if self.invited is None else max(0, self.invited - self.answered)

    @property
    def response(self) -> Share | None:
        return Share(min(self.answered, self.invited), self.invited) if self.invited else None

    @property
    def is_few(self) -> bool:
        return self.answered < self.survey.smallest

    def bounds(self, result: Result) -> tuple[int, int] | None:
        """Of a yes or no: the share of “yes” among all who were asked, if all who kept silent had said no, and if all yes."""
        if not self.invited or result.question.kind != QuestionKind.YES_NO or not result.bars:
            return None
        yes, silent = result.bars[0].count, max(0, self.invited - result.answered)
        whole = yes + result.bars[1].count + silent
        return round(100 * yes / whole), round(100 * (yes + silent) / whole)


def results_of(survey: Survey, language: str) -> Results:
    """Of a closed survey everything; of an open one only how many answered, in fives. Six queries at most."""
    answered = survey.responses.count()
    invited = survey.invited or survey.codes.count() or None
    if survey.state != SurveyState.CLOSED:
        return Results(survey, answered // ROUNDED * ROUNDED, invited, {}, [])
    questions = list(survey.questions.all())
    if answered < survey.smallest:
        return Results(survey, answered, invited, {}, [Result(row, 0) for row in questions])
    tongues = Counter(dict(survey.responses.values_list("language").annotate(number=Count("pk"))))
    shown = {code: number for code, number in tongues.items() if number >= survey.smallest}
    counts = _counts(questions)
    texts = list(Answer.objects.filter(question__in=questions, question__kind=QuestionKind.WORDS))
    found = [_result(row, counts, texts, survey.smallest, language) for row in questions]
    return Results(survey, answered, invited, shown if len(shown) == len(tongues) else {}, found)


Counts = dict[tuple[int, int], int]


def _counts(questions: list[Question]) -> Counts:
    rows = Answer.objects.filter(question__in=questions, value__isnull=False).values_list("question_id", "value")
    return {(question, value or 0): number for question, value, number in rows.annotate(number=Count("pk"))}


def _result(question: Question, counts: Counts, texts: list[Answer], smallest: int, language: str) -> Result:
    if question.kind == QuestionKind.WORDS:
        return _texts(question, [row for row in texts if row.question_id == question.pk], smallest)
    labels = options(question, language)
    numbers = [counts.get((question.pk, value), 0) for value, _label in labels]
    answered = sum(numbers)
    if answered < smallest:
        return Result(question, answered)
    bars = [Bar(value, label, number, Share(number, answered)) for (value, label), number in zip(labels, numbers, strict=True)]
    scale = question.kind == QuestionKind.SCALE
    mean = sum(bar.value * bar.count for bar in bars) / answered if scale else None
    return Result(question, answered, bars, mean=mean)


def _texts(question: Question, rows: list[Answer], smallest: int) -> Result:
    if len(rows) < smallest:
        return Result(question, len(rows))
    hidden = Counter(row.hidden_because for row in rows if row.state == WordsState.HIDDEN)
    waiting = sum(row.state == WordsState.WAITING for row in rows)
    named = {str(HiddenBecause(code).label): number for code, number in hidden.items()}
    return Result(question, len(rows), [], _shuffled(rows), named, waiting)


def _shuffled(rows: Iterable[Answer]) -> list[Answer]:
    """In an order that belongs to the words alone."""
    shown = [row for row in rows if row.state == WordsState.SHOWN]
    return sorted(shown, key=lambda row: hashlib.sha256(f"{row.question_id}:{row.words}".encode()).digest())


def options(question: Question, language: str) -> list[tuple[int, str]]:
    """The possible answers in the reader's language; “yes” stands first."""
    if question.kind == QuestionKind.YES_NO:
        return [(1, _yes()), (0, _no())]
    if question.kind == QuestionKind.SCALE:
        return [(value, str(value)) for value in range(1, 6)]
    return [(place, localised(words, language).text) for place, words in enumerate(question.choices)]


def _yes() -> str:
    return pgettext("survey", "yes")


def _no() -> str:
    return pgettext("survey", "no")


def waiting_words(survey: Survey) -> list[Answer]:
    """Free text that nobody has read yet, in no order of time. Only for the parties of the card."""
    rows = Answer.objects.filter(question__survey=survey, question__kind=QuestionKind.WORDS, state=WordsState.WAITING)
    return list(rows.select_related("question").order_by("words", "pk"))


# ---- The people's own word -----------------------------------------------------------------------------------------


def _yes_share(question: Question | None) -> Share | None:
    """None when too few answered."""
    if question is None:
        return None
    rows = Counter(question.answers.filter(value__isnull=False).values_list("value", flat=True))
    found = Share(rows[1], rows[0] + rows[1])
    return found if found.whole >= question.survey.smallest else None


def confirmed_by_people(survey: Survey) -> str:
    """With 95 % confidence more than half say yes: confirmed; less than half: contested; else in part. Nothing without such a
    question or when too few answered."""
    share = _yes_share(survey.questions.filter(confirms=True).first())
    if share is None:
        return ""
    if share.low > 50:
        return Agreed.CONFIRMED
    return Agreed.CONTESTED if share.high < 50 else Agreed.PARTLY


def holds_for_people(survey: Survey) -> str:
    """The same rule, as an answer to a later check."""
    said = {Agreed.CONFIRMED: Holds.YES, Agreed.PARTLY: Holds.PARTLY, Agreed.CONTESTED: Holds.NO}
    agreed = confirmed_by_people(survey)
    return said[Agreed(agreed)] if agreed else Holds.UNKNOWN


__all__ = [
    "Bar",
    "Result",
    "Results",
    "confirmed_by_people",
    "holds_for_people",
    "options",
    "results_of",
    "waiting_words",
]
