"""Own words lead to the fields they speak of."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from kopir.search.about import FILE, propose
from kopir.sectors import reference as sectors_reference
from kopir.sectors.models import Sector

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sectors(db: None) -> None:
    sectors_reference.load()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("мусор у реки", "3"),
        ("қоқыс полигоны", "3"),
        ("rubbish by the river", "3"),
        ("ауыз су жоқ", "3"),
        ("пандус у библиотеки для колясок", "6"),
        ("wheelchair ramp", "6"),
        ("жастар клубы", "4"),
        ("бродячие собаки", "17"),
        ("ит көп", "17"),
        ("мектеп жөндеу", "1"),
        ("музей", "10"),
        ("домашнее насилие", "5"),
        ("волонтерам нужна помощь", "16"),
        ("qoqys", "3"),
    ],
)
def test_words_lead_to_the_field(words: str, code: str) -> None:
    assert propose(words)[0].sector.code == code


@pytest.mark.parametrize("words", ["", "  ", "а у и", "zzz", "by the for"])
def test_words_that_say_nothing_propose_nothing(words: str) -> None:
    assert propose(words) == []


def test_a_proposal_says_which_words_led_to_it() -> None:
    assert propose("мусор у реки и леса")[0].words == ("мусор", "реки", "леса")


def test_one_query_for_any_words(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        propose("мусор у реки и собаки")


def test_every_sector_but_other_has_keywords_in_three_languages() -> None:
    with FILE.open(encoding="utf-8") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    codes = set(Sector.objects.exclude(code="99").values_list("code", flat=True))
    assert {code for code in codes if code in rows and all(rows[code].values())} == codes


@pytest.mark.parametrize(
    ("words", "code"),
    [("тілдерді оқыту", "12"), ("очередь в садик", "1"), ("дым от завода", "3"), ("наркоманы", "2")],
)
def test_a_word_without_a_keyword_leads_to_the_field_by_the_glossary(words: str, code: str) -> None:
    assert code in [proposal.sector.code for proposal in propose(words)]
