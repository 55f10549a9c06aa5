"""A survey of the people concerned is written by a party of the card, opened, and closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.effects import rules, stuffing, telling
from kopir.effects.flow import SURVEY
from kopir.effects.models import Answer, Check, Code, Confirmation, Effect, Measure, Question, Survey
from kopir.effects.queries.results import confirmed_by_people, holds_for_people
from kopir.effects.words import CheckState, Entrance, Party, QuestionKind, SurveyState
from kopir.journal.acts import Draft, act

MOST_QUESTIONS = 5
MOST_CODES = 500
LANGUAGES = ("kk", "ru", "en")


# ---- Writing -------------------------------------------------------------------------------------------------------


def make_survey(effect: Effect, *, by: Actor, title: Mapping[str, str], entrance: Entrance = Entrance.CODES) -> Survey:
    """A draft; its short address is known at once, so that paper can be prepared."""
    survey = Survey(ref=stuffing.short_address(), effect=effect, entrance=entrance, is_demonstration=effect.is_demonstration)
    with act(rules.may_make_survey, by=by, subject=survey, parent=effect, permit_on=effect) as entry:
        _set_titles(survey, title)
        survey.save()
        entry.fact(card=effect.journal_label)
    return survey


def _set_titles(survey: Survey, title: Mapping[str, str]) -> None:
    for code in LANGUAGES:
        setattr(survey, f"title_{code}", title.get(code, getattr(survey, f"title_{code}")).strip()[:200])


def write_survey(
    survey: Survey,
    *,
    by: Actor,
    title: Mapping[str, str],
    entrance: Entrance,
    closes_on: date | None = None,
    invited: int | None = None,
) -> Survey:
    """`invited`: how many people are asked, so that those who do not answer show."""
    with act(rules.may_write_survey, by=by, subject=survey, parent=survey.effect):
        if closes_on is not None and closes_on <= timezone.localdate():
            raise Refused("past", _("The last day must lie ahead."), field="closes_on")
        _set_titles(survey, title)
        survey.entrance, survey.closes_on, survey.invited = entrance, closes_on, invited
        survey.save()
    return survey


def write_question(
    survey: Survey,
    *,
    by: Actor,
    kind: QuestionKind,
    text: Mapping[str, str],
    choices: Sequence[Mapping[str, str]] = (),
    confirms: bool = False,
    measure: Measure | None = None,
    question: Question | None = None,
) -> Question:
    """A new question, or another wording of one that is there. Kazakh and Russian are both needed."""
    row = question or Question(survey=survey)
    with act(rules.may_write_survey, by=by, subject=row, parent=survey.effect, permit_on=survey):
        row.kind, row.confirms, row.measure = kind, confirms and kind == QuestionKind.YES_NO, measure
        for code in LANGUAGES:
            setattr(row, f"text_{code}", text.get(code, "").strip()[:300])
        row.choices = [dict(one) for one in choices] if kind == QuestionKind.CHOICE else []
        _demand_question(row)
        if row.order is None:
            last = survey.questions.aggregate(last=Max("order"))["last"] or 0
            row.order = last + 1
        if row.order > MOST_QUESTIONS:
            raise Refused("too_many", _("A survey has five questions at most: people answer short ones."))
        if row.confirms:
            survey.questions.exclude(pk=row.pk).update(confirms=False)
        row.save()
    return row


def _demand_question(row: Question) -> None:
    for code in ("kk", "ru"):
        if not getattr(row, f"text_{code}"):
            raise Refused("no_words", _("Write the question in Kazakh and in Russian."), field=f"text_{code}")
    if row.kind == QuestionKind.CHOICE:
        whole = [one for one in row.choices if one.get("kk") and one.get("ru")]
        if not 2 <= len(whole) == len(row.choices) <= 8:
            words = _("Give two to eight answers, each in Kazakh and in Russian.")
            raise Refused("choices", words, field="choices_kk")


def remove_question(question: Question, *, by: Actor) -> None:
    survey = question.survey
    with act(rules.may_write_survey, by=by, subject=survey, parent=survey.effect):
        question.delete()
        for order, row in enumerate(survey.questions.order_by("order"), start=1):
            Question.objects.filter(pk=row.pk).update(order=order)


def discard_survey(survey: Survey, *, by: Actor) -> None:
    """A draft that nobody was asked with. Codes printed for it open nothing any more."""
    with act(rules.may_discard_survey, by=by, subject=survey, parent=survey.effect) as entry:
        number = survey.pk
        Check.objects.filter(survey=survey).update(survey=None, state=CheckState.LAPSED)
        survey.delete()
        survey.pk = number  # the entry still names it
        entry.is_open = False


# ---- Codes ---------------------------------------------------------------------------------------------------------


def make_codes(survey: Survey, *, by: Actor, number: int) -> list[str]:
    """Codes to be printed now: they are given once and kept only as keyed hashes."""
    with act(rules.may_make_codes, by=by, subject=survey, parent=survey.effect) as entry:
        if not 1 <= number <= MOST_CODES:
            raise Refused("number", _("Between 1 and %(most)s codes at a time.") % {"most": MOST_CODES}, field="number")
        codes = {stuffing.new_code() for _number in range(number)}
        while len(codes) < number:
            codes.add(stuffing.new_code())
        made = sorted(codes)
        Code.objects.bulk_create(
            [Code(survey=survey, code_hash=stuffing.code_hash(survey.ref, code)) for code in made], batch_size=500
        )
        entry.fact(count=number)
    return made


# ---- Opening and closing -------------------------------------------------------------------------------------------


def open_survey(survey: Survey, *, by: Actor) -> Survey:
    """From now on its questions stay as they are."""
    with act(rules.may_open_survey, by=by, subject=survey, parent=survey.effect):
        if not survey.effect.is_public:
            words = _("The effect card is not published yet; people are asked about what everybody can read.")
            raise Refused("card", words, _("Publish the card first."))
        if not (survey.title_kk and survey.title_ru):
            raise Refused("no_title", _("Name the survey in Kazakh and in Russian."), field="title_kk")
        if not survey.questions.exists():
            raise Refused("no_questions", _("There is no question yet."))
        SURVEY.move(survey, "open")
        survey.opens_on = timezone.localdate()
        survey.save()
    return survey


def close_survey(survey: Survey, *, by: Actor) -> Survey:
    """The journal keeps how many answered and the digest of all answers, so that none can be added or changed later. A question
    that confirms becomes the people's word on the card; a later check's survey becomes their answer to it."""
    with act(rules.may_close_survey, by=by, subject=survey, parent=survey.effect) as entry:
        SURVEY.move(survey, "close")
        survey.closed_at, survey.digest = timezone.now(), digest_of(survey)
        survey.save()
        count = survey.responses.count()
        entry.fact(count=count)
        _let_people_speak(survey, entry)
        telling.tell_parties(survey, "survey_closed", "once", count=count)
    return survey


def close_surveys(*, by: Actor = SYSTEM) -> int:
    """Those whose last day has passed."""
    rows = Survey.objects.filter(state=SurveyState.OPEN, closes_on__lt=timezone.localdate())
    found = list(rows.select_related("effect__post", "effect__organisation"))
    for survey in found:
        close_survey(survey, by=by)
    return len(found)


def digest_of(survey: Survey) -> str:
    """SHA-256 over all answers in an order that tells nothing of their coming; free text is not part of it, since it may be
    hidden later, its own hash is."""
    rows = Answer.objects.filter(response__survey=survey).values_list("question__order", "value", "words", "response_id")
    lines = sorted([order, value, sha256(words.encode()).hexdigest(), response] for order, value, words, response in rows)
    return sha256(canonical(lines)).hexdigest()


def _let_people_speak(survey: Survey, entry: Draft) -> None:
    agreed: Any = confirmed_by_people(survey)
    if agreed:
        found = Confirmation.objects.create(
            effect=survey.effect, party=Party.PEOPLE, agreed=agreed, language="kk", at=timezone.now()
        )
        entry.also(found)
    check = Check.objects.filter(survey=survey).first()
    holds = holds_for_people(survey) if check is not None else ""
    if check is not None and holds:
        entry.watch(check)
        check.state, check.holds, check.answered_at = CheckState.ANSWERED, holds, timezone.now()
        check.save()


__all__ = [
    "MOST_CODES",
    "MOST_QUESTIONS",
    "close_survey",
    "close_surveys",
    "digest_of",
    "discard_survey",
    "make_codes",
    "make_survey",
    "open_survey",
    "remove_question",
    "write_question",
    "write_survey",
]
