"""People's own word: a survey without an account, kept from being stuffed, with results that give nobody away."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.effects import acts, rules, stuffing
from kopir.effects.acts.surveys import digest_of
from kopir.effects.models import Answer, Check, Code, Effect, Response, Survey
from kopir.effects.queries.results import results_of, waiting_words
from kopir.effects.queries.surveys import survey_for, survey_to_answer, surveys_of
from kopir.effects.words import Agreed, Entrance, Holds, Party, QuestionKind, SurveyState
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from tests.effects.asking import QUESTIONS, TITLE, Later, fresh, idle, worked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Later:
    return Later()


def code_of(refused: Any) -> str:
    return str(refused.value.code)


# ---- Making --------------------------------------------------------------------------------------------------------


def test_a_party_makes_it_and_a_stranger_does_not(world: Later) -> None:
    effect = world.published_effect()
    assert acts.make_survey(effect, by=world.district, title=TITLE).state == SurveyState.DRAFT
    with pytest.raises(Refused):
        acts.make_survey(effect, by=world.joiner, title=TITLE)


def test_kazakh_and_russian_are_both_needed(world: Later) -> None:
    survey = acts.make_survey(world.published_effect(), by=world.author, title={"kk": "Өзен"})
    with pytest.raises(Refused) as question:
        acts.write_question(survey, by=world.author, kind=QuestionKind.SCALE, text={"kk": "Қаншалықты?"})
    acts.write_question(survey, by=world.author, kind=QuestionKind.SCALE, text=QUESTIONS[1][1])
    with pytest.raises(Refused) as opening:
        acts.open_survey(survey, by=world.author)
    assert (code_of(question), code_of(opening)) == ("no_words", "no_title")


def test_it_has_five_questions_at_most_and_one_that_confirms(world: Later) -> None:
    survey = world.survey()
    for _number in range(2):
        acts.write_question(survey, by=world.author, kind=QuestionKind.YES_NO, text=QUESTIONS[0][1], confirms=True)
    assert list(survey.questions.values_list("order", "confirms")) == [
        (1, False), (2, False), (3, False), (4, False), (5, True),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        acts.write_question(survey, by=world.author, kind=QuestionKind.YES_NO, text=QUESTIONS[0][1])
    assert code_of(refused) == "too_many"


def test_a_removed_question_leaves_no_gap(world: Later) -> None:
    survey = world.survey()
    acts.remove_question(survey.questions.get(order=2), by=world.author)
    assert list(survey.questions.values_list("order", "kind")) == [(1, "yes_no"), (2, "words")]


def test_a_choice_has_two_to_eight_answers_in_both_languages(world: Later) -> None:
    survey = world.survey()
    choices = [{"kk": "Иә", "ru": "Да"}, {"kk": "Жоқ", "ru": ""}]
    with pytest.raises(Refused) as refused:
        acts.write_question(survey, by=world.author, kind=QuestionKind.CHOICE, text=QUESTIONS[0][1], choices=choices)
    assert code_of(refused) == "choices"


def test_people_are_asked_only_about_a_public_card_and_questions_stay_then(world: Later) -> None:
    with pytest.raises(Refused) as refused:
        acts.open_survey(world.survey(world.effect()), by=world.author)
    assert code_of(refused) == "card"
    survey = world.opened()
    assert not rules.may_write_survey(world.author, survey)


def test_a_draft_is_for_its_parties_and_may_be_thrown_away(world: Later) -> None:
    survey = world.survey()
    assert survey_for(world.district, survey.ref) == survey
    for find in (lambda: survey_for(world.joiner, survey.ref), lambda: survey_to_answer(survey.ref)):
        with pytest.raises(Refused):
            find()
    assert surveys_of(world.joiner, survey.effect) == []
    acts.discard_survey(survey, by=world.author)
    assert not Survey.objects.exists()


# ---- Answering -----------------------------------------------------------------------------------------------------


def test_a_code_is_for_one_answer_however_it_is_typed(world: Later) -> None:
    survey = world.opened()
    (code,) = acts.make_codes(survey, by=world.author, number=1)
    spaced = f" {code[:4]}-{code[4:8]} {code[8:]} "
    acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="ru", code=spaced)
    with pytest.raises(Refused) as again:
        acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="ru", code=code)
    with pytest.raises(Refused) as invented:
        acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="ru", code="111122223333")
    assert (code_of(again), code_of(invented), Response.objects.count()) == ("used", "code", 1)


def test_a_code_opens_its_own_survey_only(world: Later) -> None:
    survey, other = world.opened(), world.opened()
    (code,) = acts.make_codes(other, by=world.author, number=1)
    with pytest.raises(Refused):
        acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="kk", code=code)


def test_neither_codes_nor_who_answered_stand_in_the_database(world: Later) -> None:
    survey = world.opened()
    (code,) = acts.make_codes(survey, by=world.author, number=1)
    acts.answer_survey(survey, by=world.joiner, answers={1: 1}, language="kk", code=code)
    row = Code.objects.get()
    assert code not in row.code_hash
    assert {field.name for field in Response._meta.fields} == {"id", "survey", "language", "on", "stamp"}
    assert not Entry.objects.filter(act="effects.answer_survey").exists()


def test_an_answer_without_a_code_needs_work_where_everybody_may_answer(world: Later) -> None:
    survey = world.opened(Entrance.OPEN)
    token = stuffing.new_token(survey.ref)
    work = worked(token, survey.hardness)
    acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="kk", token=token, work=work)
    codes = []
    for given in (
        {"token": token, "work": work},
        {"token": token, "work": idle(token, survey.hardness)},
        {"token": "x", "work": "1"},
        {},
    ):
        with pytest.raises(Refused) as refused:
            acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="kk", **given)
        codes.append(code_of(refused))
    assert codes == ["used", "work", "work", "no_work"]


def test_work_for_another_survey_or_of_yesterday_is_no_work(world: Later, monkeypatch: Any) -> None:
    survey = world.opened(Entrance.OPEN)
    other = stuffing.new_token("zzzzzzz")
    assert not stuffing.is_work(survey.ref, other, worked(other, 4), 4)
    token = stuffing.new_token(survey.ref)
    work = worked(token, 4)
    assert stuffing.is_work(survey.ref, token, work, 4)
    monkeypatch.setattr(stuffing, "TOKEN_LIVES", timedelta(seconds=-1))
    assert not stuffing.is_work(survey.ref, token, work, 4)


def test_where_a_code_is_needed_work_does_not_help(world: Later) -> None:
    survey = world.opened()
    token = stuffing.new_token(survey.ref)
    with pytest.raises(Refused) as refused:
        acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="kk", token=token, work=worked(token, survey.hardness))
    assert code_of(refused) == "no_code"


def test_questions_may_be_left_out_but_not_all_and_nonsense_is_refused(world: Later) -> None:
    survey = world.opened()
    codes = acts.make_codes(survey, by=world.author, number=1)
    given: tuple[dict[int, int | str], ...] = ({}, {1: "", 3: "  "}, {2: 6}, {2: "x"}, {1: 2})
    for answers in given:
        with pytest.raises(Refused) as refused:
            acts.answer_survey(survey, by=VISITOR, answers=answers, language="kk", code=codes[0])
        assert code_of(refused) in ("empty", "value")
    acts.answer_survey(survey, by=VISITOR, answers={2: 5}, language="kk", code=codes[0])
    assert Answer.objects.get().value == 5


def test_a_closed_survey_takes_nothing_more(world: Later) -> None:
    survey = world.opened()
    (code,) = acts.make_codes(survey, by=world.author, number=1)
    acts.close_survey(survey, by=world.district)
    with pytest.raises(Refused) as refused:
        acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="kk", code=code)
    assert code_of(refused) == "not_open"


# ---- Results -------------------------------------------------------------------------------------------------------


def test_while_it_is_open_only_fives_of_answers_are_told(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, 1, 1, 1, 0, 1, 1, 1)
    found = results_of(survey, "kk")
    assert (found.answered, found.results) == (5, [])


def test_few_answers_are_not_shown(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, 1, 1, 1, 0, words="Таза болды")
    acts.close_survey(survey, by=world.author)
    found = results_of(fresh(survey), "kk")
    assert (found.answered, found.is_few) == (4, True)
    assert all(row.is_few for row in found.results)


def test_shares_have_an_interval_and_those_who_kept_silent_are_shown(world: Later) -> None:
    survey = world.opened(invited=20)
    world.answered_by(survey, *[1] * 8, 0, 0)
    acts.close_survey(survey, by=world.author)
    found = results_of(fresh(survey), "kk")
    yes = found.results[0].bars[0]
    assert (yes.value, yes.count, yes.share.percent, yes.share.low, yes.share.high) == (1, 8, 80, 49, 94)
    assert (found.silent, found.response and found.response.percent) == (10, 50)
    assert found.bounds(found.results[0]) == (40, 90)
    assert found.results[1].mean == 4


def test_without_a_stated_number_of_people_the_printed_codes_count(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, *[1] * 6)
    acts.make_codes(survey, by=world.author, number=14)
    acts.close_survey(survey, by=world.author)
    assert results_of(fresh(survey), "kk").invited == 20


def test_a_language_that_few_chose_is_not_told(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, *[1] * 6)
    (code,) = acts.make_codes(survey, by=world.author, number=1)
    acts.answer_survey(survey, by=VISITOR, answers={1: 1}, language="ru", code=code)
    acts.close_survey(survey, by=world.author)
    assert results_of(fresh(survey), "kk").by_language == {}


def test_free_text_is_read_first_and_hidden_ones_are_counted_with_the_reason(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, *[1] * 6, words="Көршім Асан 791028302728 жинайды")
    acts.close_survey(survey, by=world.author)
    waiting = waiting_words(survey)
    assert len(waiting) == 6
    assert "791028302728" not in waiting[0].words
    acts.read_words(waiting[0], by=world.district, hidden_because="personal")
    acts.read_words(waiting[1], by=world.author)
    found = results_of(fresh(survey), "kk").results[2]
    assert (len(found.words), sum(found.hidden.values()), found.waiting) == (1, 1, 4)
    with pytest.raises(Refused):
        acts.read_words(waiting[2], by=world.joiner)


def test_the_digest_at_closing_shows_a_later_change(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, 1, 0, 1)
    acts.close_survey(survey, by=world.author)
    survey = fresh(survey)
    assert survey.digest == digest_of(survey)
    Answer.objects.filter(question__order=1, value=0).update(value=1)
    assert survey.digest != digest_of(survey)


def test_results_are_counted_in_as_many_queries_for_thirty_as_for_five(world: Later, django_assert_num_queries: Any) -> None:
    survey = world.opened()
    for number in (5, 25):
        world.answered_by(survey, *[1] * number, words="Таза")
        Survey.objects.filter(pk=survey.pk).update(state="closed")
        with django_assert_num_queries(7):
            assert len(results_of(fresh(survey), "kk").results) == 3
        Survey.objects.filter(pk=survey.pk).update(state="open")


# ---- The people's word ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "agreed"),
    [
        ([1] * 9 + [0], [Agreed.CONFIRMED]),
        ([1] * 5 + [0] * 5, [Agreed.PARTLY]),
        ([0] * 9 + [1], [Agreed.CONTESTED]),
        ([1, 1, 1, 1], []),
    ],
)
def test_a_question_that_confirms_becomes_the_people_s_word(world: Later, values: list[int], agreed: list[Agreed]) -> None:
    survey = world.opened()
    world.answered_by(survey, *values)
    acts.close_survey(survey, by=world.author)
    rows = survey.effect.confirmations.filter(party=Party.PEOPLE)
    assert list(rows.values_list("agreed", flat=True)) == agreed


def test_a_survey_closes_by_itself_after_its_last_day(world: Later) -> None:
    survey = world.opened(closes_on=timezone.localdate() + timedelta(days=3))
    assert acts.close_surveys() == 0
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert acts.close_surveys() == 1
    assert fresh(survey).state == SurveyState.CLOSED
    assert Notice.objects.filter(text="effects.survey_closed").count() == 2


def test_who_was_asked_before_is_asked_again_at_a_later_check(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, *[1] * 6)
    acts.close_survey(survey, by=world.author)
    Effect.objects.filter(pk=survey.effect_id).update(ends_on=timezone.localdate() - timedelta(days=90))
    acts.ask_checks()
    check = Check.objects.get(party=Party.PEOPLE)
    assert Notice.objects.filter(text="effects.people_asked").count() == 2
    again = acts.open_survey(check.survey, by=world.author)
    codes = acts.make_codes(again, by=world.author, number=7)
    for code in codes:
        acts.answer_survey(again, by=VISITOR, answers={1: 0}, language="kk", code=code)
    acts.close_survey(again, by=world.author)
    assert fresh(check).holds == Holds.NO
    assert not rules.may_answer_check(world.author, fresh(check))


# ---- Five hundred, a fifth of them stuffed -------------------------------------------------------------------------


def _stuffed(chance: random.Random, survey: Survey, spent: list[str], seen: list[tuple[str, str]]) -> dict[str, str]:
    """One attempt of somebody who has answered already or was never asked."""
    way = chance.choice(("used code", "invented code", "same work", "no work", "other survey's work"))
    if way == "used code" and spent:
        return {"code": chance.choice(spent)}
    if way == "same work" and seen:
        token, work = chance.choice(seen)
        return {"token": token, "work": work}
    if way == "no work":
        token = stuffing.new_token(survey.ref)
        return {"token": token, "work": next(str(n) for n in range(99) if stuffing.zero_bits(f"{token}:{n}") < 4)}
    if way == "other survey's work":
        token = stuffing.new_token("zzzzzzz")
        return {"token": token, "work": worked(token, survey.hardness)}
    return {"code": f"{chance.randrange(10**12):012}"}


@pytest.mark.parametrize("entrance", Entrance.values)
def test_of_five_hundred_answers_the_stuffed_fifth_does_not_count(world: Later, entrance: Entrance) -> None:
    """100 of 500 attempts are stuffed, all of them with "no"; 400 people answer, 300 of them "yes"."""
    chance = random.Random(2026)
    survey = world.opened(entrance, invited=600)
    codes = acts.make_codes(survey, by=world.author, number=400)
    people = [1] * 300 + [0] * 100
    attempts = [("person", value) for value in people] + [("stuffed", 0)] * 100
    chance.shuffle(attempts)
    spent: list[str] = []
    seen: list[tuple[str, str]] = []
    taken = {"person": 0, "stuffed": 0}
    for who, value in attempts:
        given = _stuffed(chance, survey, spent, seen) if who == "stuffed" else _honest(survey, codes, spent, seen)
        try:
            acts.answer_survey(survey, by=VISITOR, answers={1: value}, language="kk", **given)
        except Refused as refusal:
            assert refusal.code in ("used", "code", "work", "no_code"), refusal.code
        else:
            taken[who] += 1
    acts.close_survey(survey, by=world.author)
    yes, no = results_of(fresh(survey), "kk").results[0].bars
    assert taken == {"person": 400, "stuffed": 0}
    assert (yes.count, no.count, yes.share.percent) == (300, 100, 75)


def _honest(survey: Survey, codes: list[str], spent: list[str], seen: list[tuple[str, str]]) -> dict[str, str]:
    if survey.entrance == Entrance.CODES:
        spent.append(codes.pop())
        return {"code": spent[-1]}
    token = stuffing.new_token(survey.ref)
    seen.append((token, worked(token, survey.hardness)))
    return {"token": token, "work": seen[-1][1]}
