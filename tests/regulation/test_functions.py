"""Functions of departments beside duties: what looks like the same work is proposed, judged once and remembered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kopir.organisations.models import Organisation
from kopir.posts.reference import load as load_posts
from kopir.regulation.acts.functions import judge_link
from kopir.regulation.acts.norms import announce, take_in
from kopir.regulation.acts.reference import load_reference
from kopir.regulation.difference import words
from kopir.regulation.models import FunctionLink, Norm
from kopir.regulation.queries.norms import Given, intake
from kopir.regulation.reading import pair, read_text
from kopir.regulation.words import LinkState
from tests.factories import administrator, coordinator, make_body

pytestmark = pytest.mark.django_db

# Functions as departments write them: the first of each pair is the same work as a duty, the second is not.
SAME = {
    "topics": ("Мемлекеттік әлеуметтік тапсырыс пен гранттардың тақырыптарын қалыптастыру",
               "Формирование тем государственного социального заказа и грантов для НПО"),
    "councils": ("Қоғамдық кеңестің жұмысын ұйымдастырушылық қолдау", "Организационная поддержка работы общественного совета"),
    "practices": ("Үздік тәжірибелерді жинақтау және тарату", "Сбор и распространение лучших практик"),
    "recommendations": (
        "Азаматтық форум ұсынымдарының орындалуын бақылау", "Контроль исполнения рекомендаций Гражданского форума",
    ),
    "meetings": ("Басшылардың үкіметтік емес ұйымдармен кездесулерін өткізу",
                 "Проведение встреч руководителей с неправительственными организациями"),
    "inform": ("Ұйымдарды гранттық конкурстар туралы хабардар ету", "Информирование организаций о грантовых конкурсах"),
}  # fmt: skip
OTHER = [
    ("Бюджеттік бағдарламаларды іске асыру және қаржылық есептілікті жасау", "Исполнение бюджета и составление отчётности"),
    ("Жол жөндеу жұмыстарын ұйымдастыру", "Организация ремонта дорог"),
    ("Кадр мәселелері және персоналды басқару", "Кадровая работа и управление персоналом"),
    ("Мемлекеттік сатып алуды өткізу", "Проведение государственных закупок"),
    ("Мемлекеттік қызметтер көрсету сапасын бақылау", "Контроль качества оказания государственных услуг"),
    ("Ауыл шаруашылығы жануарларын сәйкестендіру", "Идентификация сельскохозяйственных животных"),
    ("Кітапханалар мен музейлердің жұмысын үйлестіру", "Координация работы библиотек и музеев"),
    ("Қалдықтарды басқару бағдарламасын әзірлеу", "Разработка программы управления отходами"),
]


@pytest.fixture(autouse=True)
def duties() -> None:
    load_posts()
    load_reference()


def _functions(rows: Any, body: Organisation | None = None, day: date | None = None, ref: str = "department") -> Norm:
    texts = [
        f"---\nref: {ref}\nkind: functions\nlanguage: {language}\ntitle: T\n---\n"
        + "\n\n".join(f"{number}) {row[place]}" for number, row in enumerate(rows, start=1))
        for place, language in enumerate(("kk", "ru"))
    ]
    given = Given(scope=body or make_body("Бөлім"), starts_on=day or date(2026, 1, 1))
    version = take_in(intake(pair([read_text(text) for text in texts]), given), by=administrator())
    assert version is not None
    return announce(version, by=administrator()).norm


def test_same_work_is_proposed_and_other_work_is_not() -> None:
    _functions([*SAME.values(), *OTHER])
    proposed = {(link.duty_code, int(link.address)) for link in FunctionLink.objects.all()}
    assert proposed == {(code, number) for number, code in enumerate(SAME, start=1)}


def test_proposal_says_which_words_both_have() -> None:
    _functions([SAME["practices"]])
    link = FunctionLink.objects.get()
    assert (link.state, 0.42 <= link.likeness <= 1) == (LinkState.PROPOSED, True)
    assert len(link.shared) >= 2


def test_judgement_is_remembered_when_the_functions_are_entered_anew() -> None:
    norm = _functions([SAME["practices"], SAME["topics"]])
    link = FunctionLink.objects.get(duty_code="practices")
    judge_link(link, LinkState.DIFFERENT, by=coordinator())
    _functions([SAME["practices"], SAME["topics"]], norm.scope, timezone.localdate() + timedelta(days=9))
    found = {row.duty_code: row.state for row in FunctionLink.objects.all()}
    assert found == {"practices": LinkState.DIFFERENT, "topics": LinkState.PROPOSED}


def test_link_made_by_hand_is_kept() -> None:
    norm = _functions([OTHER[0]])
    judge_link(FunctionLink(duty_code="report", norm=norm, address="1"), LinkState.SAME, by=administrator())
    assert [(row.duty_code, row.state, row.judged_by) for row in FunctionLink.objects.all()] == [
        ("report", LinkState.SAME, "administrator")
    ]


def test_words_between_two_texts() -> None:
    assert words("отвечает в срок", "отвечает за три дня") == [
        ("отвечает ", "same"),
        ("в срок", "removed"),
        ("за три дня", "added"),
    ]
    assert words("", "новое") == [("новое", "added")]
