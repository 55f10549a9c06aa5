"""One person answers a survey, without an account; a party reads free text before others see it.

Taking an answer leaves no entry in the journal: its time would tell who answered what. At closing the journal keeps how many
there were and the digest of them all.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.given import number_of
from kopir.base.idents import hide_personal_numbers
from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.effects import rules, stuffing
from kopir.effects.models import Answer, Code, Question, Response, Survey
from kopir.effects.words import Entrance, HiddenBecause, QuestionKind, WordsState
from kopir.journal.acts import act

Given = Mapping[int, int | str]
"""What was answered, by the question's number in the survey: a value, or words."""
LONGEST = 1000


def answer_survey(
    survey: Survey, *, by: Actor, answers: Given, language: str, code: str = "", token: str = "", work: str = ""
) -> Response:
    """Needs a one-time code, or, where whoever has the address may answer, a device's work. Each is taken once, also when two
    arrive at the same moment. Raises Refused with the codes `no_code`, `code`, `no_work`, `work`, `used`, `empty`."""
    with transaction.atomic():
        survey = Survey.objects.select_for_update().get(pk=survey.pk)
        rules.may_answer_survey(by, survey).demand()
        rows = _checked(survey, answers)
        stamp = None if code else _stamp(survey, token, work)
        if code:
            _use(survey, code)
        response = Response(
            pk=_by_chance(), survey=survey, language=language if language in LANGUAGES else "kk",
            on=timezone.localdate(), stamp=stamp,
        )  # fmt: skip
        _save(response)
        for row in rows:
            row.pk, row.response = _by_chance(), response
        Answer.objects.bulk_create(rows)
    return response


def _by_chance() -> int:
    """A number that does not tell the order; 2⁵³ so that every program reads it exactly."""
    return secrets.randbelow(2**53 - 1) + 1


def _use(survey: Survey, code: str) -> None:
    """One statement takes the code, so that of two who come at once one is refused."""
    digits = stuffing.bare(code)
    rows = Code.objects.filter(survey=survey, code_hash=stuffing.code_hash(survey.ref, digits)) if digits else None
    if rows is None or not rows.exists():
        words = _("There is no such code. It has twelve digits and stands on the paper you were given.")
        raise Refused("code", words, field="code")
    if not rows.filter(used_at=None).update(used_at=timezone.localdate()):
        raise Refused("used", _("This code was used already. Each code is for one answer."), field="code")


def _stamp(survey: Survey, token: str, work: str) -> str:
    if survey.entrance != Entrance.OPEN:
        raise Refused("no_code", _("Enter the code from the paper you were given."), field="code")
    if not token or not work:
        words = _("Without JavaScript an answer needs a code. Ask whoever sent you the address for one.")
        raise Refused("no_work", words, field="code")
    if not stuffing.is_work(survey.ref, token, work, survey.hardness):
        raise Refused("work", _("The page was open too long, or something went wrong."), _("Send it once more."))
    return stuffing.stamp_of(token)


def _save(response: Response) -> None:
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError as error:
        words = _("This answer has arrived already. Thank you.")
        raise Refused("used", words) from error


# ---- What was answered ---------------------------------------------------------------------------------------------


def _checked(survey: Survey, answers: Given) -> list[Answer]:
    """Questions may be left out, but not all of them."""
    rows = [_answer(question, answers.get(question.order)) for question in survey.questions.all()]
    found = [row for row in rows if row is not None]
    if not found:
        raise Refused("empty", _("Answer at least one question."))
    return found


def _answer(question: Question, given: int | str | None) -> Answer | None:
    if given in (None, ""):
        return None
    if question.kind == QuestionKind.WORDS:
        words = hide_personal_numbers(str(given).strip())[0][:LONGEST]
        return Answer(question=question, words=words) if words else None
    value = number_of(str(given))
    if value not in values_of(question):
        raise Refused("value", _("Choose one of the answers."))
    return Answer(question=question, value=value, state=WordsState.SHOWN)


def values_of(question: Question) -> range:
    if question.kind == QuestionKind.SCALE:
        return range(1, 6)
    return range(2) if question.kind == QuestionKind.YES_NO else range(len(question.choices))


# ---- Free text -----------------------------------------------------------------------------------------------------


def read_words(answer: Answer, *, by: Actor, hidden_because: str = "") -> Answer:
    """Shown as it is, or hidden for a stated reason; that something was hidden is public, in the journal and as a count."""
    survey = answer.question.survey
    with act(rules.may_read_words, by=by, subject=answer, parent=survey.effect) as entry:
        if hidden_because and hidden_because not in HiddenBecause.values:
            raise Refused("reason", _("Choose one of the reasons."), field="hidden_because")
        answer.state = WordsState.HIDDEN if hidden_because else WordsState.SHOWN
        answer.hidden_because = hidden_because
        answer.save()
        entry.is_open = bool(hidden_because)
        entry.fact(survey=survey.ref, answer=in_all_languages(WordsState(answer.state).label))
    return answer


__all__ = ["Given", "answer_survey", "read_words", "values_of"]
