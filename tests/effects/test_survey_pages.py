"""Surveys in a browser without JavaScript: made by a party, answered from a slip of paper, read by everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kopir.effects import acts
from kopir.effects.models import Answer, Response, Survey
from kopir.effects.words import Entrance, SurveyState
from tests.effects.asking import Later, fresh
from tests.matter.people import browser, errors, read, send

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")
QUESTION = {"kind": "yes_no", "text_kk": "Таза болды ма?", "text_ru": "Стало чище?", "confirms": "on"}


@pytest.fixture
def world() -> Later:
    return Later()


def page(survey: Survey, rest: str = "", language: str = "kk") -> str:
    return f"/{language}/surveys/{survey.ref}/{rest}"


def answering(survey: Survey, rest: str = "") -> str:
    return f"/kk/s/{survey.ref}/{rest}"


def test_from_the_card_to_public_results(world: Later) -> None:
    card = world.published_effect()
    author = browser(world.author)
    led = send(author, f"/kk/surveys/new/{card.ref}/", title_kk="Өзен", title_ru="Река", entrance="codes", invited="9")
    survey = Survey.objects.get()
    assert led == page(survey, "questions/new/")
    send(author, led, **QUESTION)
    choice = {"kind": "choice", "text_kk": "Қай жерде?", "text_ru": "Где?", "choices_kk": "Жағада\nКөпірде"}
    lacking = author.post(page(survey, "questions/new/"), {**choice, "choices_ru": "На берегу"})
    assert "choices_kk" in errors(lacking)
    send(author, page(survey, "questions/new/"), **choice, choices_ru="На берегу\nНа мосту")
    send(author, page(survey, "act/open/"))
    printed = author.post(page(survey, "codes/"), {"number": "6"})
    assert (printed["Content-Type"], printed.content[:5], survey.codes.count()) == ("application/pdf", b"%PDF-", 6)
    for code in acts.make_codes(fresh(survey), by=world.author, number=6):
        asked = read(Client(), answering(survey, f"{code}/"))
        assert f"{code[:4]} {code[4:8]} {code[8:]}" in asked
        led = send(Client(), answering(survey), q1="1", q2="0", code=code)
        assert led == answering(survey, "thanks/")
    assert "Таза болды ма?" in read(Client(), page(survey))
    send(author, page(survey, "act/close/"))
    found = read(Client(), page(survey))
    assert all(words in found for words in ("Жағада", "Көпірде", fresh(survey).digest))
    table = b"".join(Client().get(f"/kk/surveys/{survey.ref}.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert f"{survey.ref},2,choice,Қай жерде?,Жағада,6,6,100,61,100,9" in table


def test_a_wrong_code_keeps_what_was_answered(world: Later) -> None:
    survey = world.opened()
    answer = Client().post(answering(survey), {"q1": "1", "q3": "Таза болды", "code": "1111 2222 3333"})
    assert (answer.status_code, list(errors(answer))) == (200, ["code"])
    assert "Таза болды" in answer.content.decode()
    assert not Response.objects.exists()


def test_after_ten_wrong_codes_nothing_is_said_of_codes_any_more(world: Later) -> None:
    survey = world.opened()
    said = {
        str(errors(Client().post(answering(survey), {"q1": "1", "code": f"11112222{number:04}"}))["code"]) for number in range(12)
    }
    assert len(said) == 2


def test_one_address_sends_no_more_than_sixty_answers_an_hour_without_codes(world: Later, settings: Any) -> None:
    survey = world.opened(Entrance.OPEN)
    for _number in range(60):
        assert "code" in errors(Client().post(answering(survey), {"q1": "1"}))
    assert "__all__" in errors(Client().post(answering(survey), {"q1": "1"}))


def test_without_javascript_an_open_survey_says_that_a_code_is_needed_and_takes_one(world: Later) -> None:
    survey = world.opened(Entrance.OPEN)
    assert "<noscript>" in read(Client(), answering(survey))
    (code,) = acts.make_codes(survey, by=world.author, number=1)
    send(Client(), answering(survey), q1="0", code=code)
    assert Answer.objects.get().value == 0


def test_a_mistake_in_the_code_stands_open(world: Later) -> None:
    survey, folded = world.opened(Entrance.OPEN), '<details class="govuk-details"><summary class="govuk-details__summary">'
    assert read(Client(), answering(survey)).count(folded) == 2
    answer = Client().post(answering(survey), {"q1": "1"})
    assert list(errors(answer)) == ["code"]
    text = answer.content.decode()
    assert '<details class="govuk-details" open>' in text[: text.index('id="id_code"')]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_for_everybody_in_three_languages(world: Later, language: str) -> None:
    survey = world.opened()
    world.answered_by(survey, *[1] * 6, words="Таза")
    for _state in ("open", "closed"):
        for address in (page(survey, "", language), f"/{language}/s/{survey.ref}/", f"/{language}/surveys/{survey.ref}.csv"):
            assert Client().get(address).status_code == 200
        for tongue in ("kk", "ru"):
            assert Client().get(page(survey, f"sheet-{tongue}.pdf", language)).content[:5] == b"%PDF-"
        acts.close_survey(survey, by=world.author) if survey.state == SurveyState.OPEN else None


def test_the_short_address_leads_to_the_reader_s_own_language(world: Later) -> None:
    survey = world.opened()
    led = Client().get(f"/s/{survey.ref}/", headers={"accept-language": "ru"})
    assert (led.status_code, led["Location"]) == (302, f"/ru/s/{survey.ref}/")


def test_a_draft_and_its_paper_are_for_the_parties(world: Later) -> None:
    survey = world.survey()
    read(browser(world.district), page(survey))
    for rest in ("", "about/", "questions/new/", "codes/", "words/", "act/open/", "sheet-kk.pdf"):
        assert browser(world.joiner).get(page(survey, rest)).status_code == 404, rest
    read(Client(), answering(survey), 404)


def test_what_is_written_may_be_changed_until_it_is_open(world: Later) -> None:
    survey = world.survey()
    author = browser(world.author)
    send(author, page(survey, "about/"), title_kk="Жаға", title_ru="Берег", entrance="open", closes_on="2099-01-01")
    send(author, page(survey, "questions/1/"), **{**QUESTION, "text_kk": "Жағада қоқыс азайды ма?"})
    send(author, page(survey, "questions/2/remove/"))
    survey = fresh(survey)
    assert (survey.title_kk, survey.entrance, survey.questions.count()) == ("Жаға", "open", 2)
    assert survey.questions.get(order=1).text_kk == "Жағада қоқыс азайды ма?"
    send(author, page(survey, "act/open/"))
    assert author.get(page(survey, "about/")).status_code == 409


def test_free_text_is_read_by_a_party_before_others(world: Later) -> None:
    survey = world.opened()
    world.answered_by(survey, *[1] * 6, words="Балық қайтып келді")
    acts.close_survey(survey, by=world.author)
    assert "Балық қайтып келді" not in read(Client(), page(survey))
    district = browser(world.district)
    first, second = Answer.objects.filter(question__order=3).order_by("pk")[:2]
    send(district, page(survey, "words/"), answer=first.pk, hidden_because="")
    send(district, page(survey, "words/"), answer=second.pk, hidden_because="insult")
    found = read(Client(), page(survey))
    assert found.count("Балық қайтып келді") == 1
    assert browser(world.joiner).get(page(survey, "words/")).status_code == 403


def test_a_thrown_away_draft_leads_back_to_the_card(world: Later) -> None:
    survey = world.survey()
    card = survey.effect
    assert send(browser(world.author), page(survey, "act/discard/")) == f"/kk/effects/{card.ref}/"
    assert not Survey.objects.exists()
