"""What was asked later in the demonstration: both sides after ninety days, with agreeing, differing and missing answers, and the
people concerned by three surveys. Told through the acts, like everything else (see stories.py)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from django.utils import timezone

from kopir.base.actors import VISITOR, Actor
from kopir.demo.cast import ULAN, Cast
from kopir.demo.content import FOLDER
from kopir.demo.effects import finish
from kopir.demo.moment import Agenda, Story
from kopir.effects import acts
from kopir.effects.models import Answer, Check, CheckTerm, Effect, Survey
from kopir.effects.words import CheckState, Entrance, Holds, QuestionKind, WordsState
from kopir.interactions.models import Outcome
from kopir.interactions.words import Word

WEEK = 5
NAMED = 12
PAIRS = (
    (Holds.YES, Holds.YES), (Holds.YES, Holds.NO), (Holds.YES, None), (Holds.PARTLY, Holds.PARTLY), (None, Holds.YES),
    (Holds.YES, Holds.PARTLY), (Holds.NO, Holds.NO), (None, None),
)  # fmt: skip
"""What the post and the organisation answer, from one closing to the next; None: nothing."""
SAID = {
    Holds.YES: {"kk": "Барып қарадық, сол қалпында тұр.", "ru": "Были на месте, всё так и есть."},
    Holds.PARTLY: {"kk": "Жартысы жұмыс істейді, қалғаны жөндеуді күтіп тұр.", "ru": "Половина работает, остальное ждёт."},
    Holds.NO: {"kk": "Екі айдан кейін бұрынғы қалпына келді.", "ru": "Через два месяца всё стало как прежде."},
}


def tell_asking(cast: Cast, agenda: Agenda, chance: Random) -> None:
    CheckTerm.objects.update(starts_on=timezone.localdate())  # in force since the beginning of what is told
    agenda.add(_checks(cast, chance), agenda.working_day_ago(100))
    agenda.add(_named(cast), agenda.working_day_ago(75))
    agenda.add(_reply(cast), agenda.working_day_ago(4))
    for row in _written().values():
        agenda.add(_survey(cast, row), agenda.working_day_ago(row["days"]))


@cache
def _written() -> dict[str, dict[str, Any]]:
    return tomllib.loads((FOLDER / "surveys.toml").read_text(encoding="utf-8"))


@cache
def _titles() -> dict[str, list[str]]:
    rows = tomllib.loads((FOLDER / "effects.toml").read_text(encoding="utf-8"))
    return {code: [row[tongue]["title"] for tongue in ("kk", "ru", "en") if tongue in row] for code, row in rows.items()}


# ---- Effects of matters --------------------------------------------------------------------------------------------


def _named(cast: Cast) -> Story:
    """Once a week an author names the effect of a matter that was closed with its confirmation; most are never named."""
    for _week in range(NAMED):
        outcome = _unnamed(cast)
        if outcome is not None:
            _name(cast, outcome)
        yield WEEK


def _unnamed(cast: Cast) -> Outcome | None:
    """The one closed first. Ulan district names its own (see effects.py)."""
    rows = Outcome.objects.filter(words__word=Word.CONFIRMED, kind="solved", matter__state="closed", matter__effect=None)
    rows = rows.filter(matter__visibility="public", matter__author__in=cast.leaders)
    return rows.exclude(matter__accountable=cast.posts[ULAN]).select_related("matter__author").order_by("pk").first()


def _name(cast: Cast, outcome: Outcome) -> None:
    author = cast.leaders[outcome.matter.author_id]
    effect = acts.draft_from_matter(outcome.matter, by=author, is_demonstration=True)
    finish(effect, author, "people-reached", effect.people_planned or 60)
    acts.write(effect, by=author, language=effect.language, words={"changed": outcome.statement[:600]})


def _reply(cast: Cast) -> Story:
    """The right of reply beside the figure."""
    post = cast.posts[ULAN]
    by, today = cast.speaker(post), timezone.localdate()
    if by.post_id == post.pk:
        acts.reply_to_figure(
            post.organisation, by=by, since=today - timedelta(days=180), until=today, language="kk",
            text="Карталар ұйымдармен бірге жазылып жатыр. Жылдың соңына дейін шешілген әр мәселенің әсері аталады.",
        )  # fmt: skip
    yield 1


# ---- Later checks --------------------------------------------------------------------------------------------------


def _checks(cast: Cast, chance: Random) -> Story:
    """Week by week: what has fallen due is asked, what was asked is answered or not, what nobody answered is noted."""
    number = 0
    while True:
        acts.drop_checks()
        acts.ask_checks()
        acts.pass_checks()
        for rows in _grouped(Check.objects.filter(state=CheckState.DUE, holds="")):
            if rows[0].due_on > timezone.localdate() - timedelta(days=6):
                continue  # it lies on somebody's desk yet
            for row, holds in _answers(rows, number):
                _answer(cast, chance, row, holds)
            number += 1
        yield WEEK


def _grouped(rows: Iterable[Check]) -> list[list[Check]]:
    found: dict[tuple[int | None, int | None, int], list[Check]] = {}
    for row in rows:
        found.setdefault((row.matter_id, row.effect_id, row.days), []).append(row)
    return [found[key] for key in sorted(found, key=str) if all(row.words == "" for row in found[key])]


def _answers(rows: list[Check], number: int) -> list[tuple[Check, Holds]]:
    post, organisation = PAIRS[number % len(PAIRS)]
    said = [(row, post if row.post_id else organisation) for row in rows]
    return [(row, holds) for row, holds in said if holds is not None]


def _answer(cast: Cast, chance: Random, row: Check, holds: Holds) -> None:
    by = _speaker(cast, row)
    if by is None:
        return
    language = "ru" if chance.random() < 0.3 else "kk"
    people = chance.choice((40, 120, 300)) if holds in (Holds.YES, Holds.PARTLY) and chance.random() < 0.6 else None
    words = SAID[holds][language] if holds != Holds.YES or chance.random() < 0.5 else ""
    acts.answer_check(row, by=by, holds=holds, number=people, words=words, language=language)


def _speaker(cast: Cast, row: Check) -> Actor | None:
    """Whoever holds the post or leads the organisation; nobody while the post is vacant."""
    if row.organisation_id is not None:
        return cast.leaders.get(row.organisation_id)
    if row.post is None:
        return None
    by = cast.speaker(row.post)
    return by if by.post_id == row.post_id else None


# ---- Surveys -------------------------------------------------------------------------------------------------------


@dataclass
class Asking:
    row: dict[str, Any]
    by: Actor
    survey: Survey


def _survey(cast: Cast, row: dict[str, Any]) -> Story:
    """Made by the organisation of the card, answered by people with slips of paper, closed, its free text read."""
    effect = Effect.objects.filter(texts__title__in=_titles()[row["card"]], state="published").first()
    if effect is None or effect.organisation_id not in cast.leaders:
        return
    told = _made(row, effect, cast.leaders[effect.organisation_id])
    yield 2
    _people(told)
    if not row["open"]:
        return
    yield row["open"]
    acts.close_survey(told.survey, by=told.by)
    yield 1
    _read(told)


def _made(row: dict[str, Any], effect: Effect, by: Actor) -> Asking:
    survey = acts.make_survey(effect, by=by, title=row["title"], entrance=Entrance(row["entrance"]))
    acts.write_survey(survey, by=by, title=row["title"], entrance=Entrance(row["entrance"]), invited=row["invited"])
    acts.write_question(survey, by=by, kind=QuestionKind.YES_NO, text=row["first"], confirms=True)
    acts.write_question(survey, by=by, kind=QuestionKind.SCALE, text=row["second"])
    acts.write_question(survey, by=by, kind=QuestionKind.WORDS, text=row["third"])
    return Asking(row, by, acts.open_survey(survey, by=by))


def _people(told: Asking) -> None:
    yes, whole = told.row["yes"]
    scale = [value for value, number in enumerate(told.row["scale"], start=1) for _one in range(number)]
    written = told.row["words"]
    codes = acts.make_codes(told.survey, by=told.by, number=told.row["codes"])
    for place, code in enumerate(codes[:whole]):
        language, words, _then = written[place] if place < len(written) else ("ru" if place % 4 == 0 else "kk", "", "")
        answers: dict[int, int | str] = {1: int(place < yes), 2: scale[place % len(scale)], 3: words}
        acts.answer_survey(told.survey, by=VISITOR, answers=answers, language=language, code=code)


def _read(told: Asking) -> None:
    """What nobody has looked at yet stays so."""
    then = {words: becomes for _language, words, becomes in told.row["words"]}
    for answer in Answer.objects.filter(question__survey=told.survey, state=WordsState.WAITING, value=None):
        becomes = then.get(answer.words, "")
        if becomes:
            acts.read_words(answer, by=told.by, hidden_because="" if becomes == "shown" else becomes)
