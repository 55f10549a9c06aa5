"""Faults of wording that a pattern can tell come back neither into the catalogues nor as false alarms."""

from __future__ import annotations

import pytest

from tools import wording


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "%(total)d жолдың %(done)d-і"),
        ("kk", "Жазбаларда %(limit)d-нан көп өріс бар."),
        ("kk", "«%(post)s»ның есебі"),
        ("kk", "%(subject)s пен %(other)s бір мәселе"),
        ("kk", "{min_days} мен {max_days} аралығында"),
        ("kk", "Бұл — ұсыныс."),
        ("kk", "№%(number)s мәселе"),
        ("kk", "Аккаунт бетінде"),
        ("kk", "Сол таңдауды сақтайды.Сол таңдауды сақтайды."),
        ("kk", "Жоқ, дауласамын"),
        ("ru", "Состояние – «черновик»."),
        ("ru", "Это Köpir делает сам."),
        ("ru", "строки “process ended”"),
        ("ru", "Bопрос закрыт"),
        ("ru", "День сборника; если не дан, сегодня."),
    ],
)
def test_a_fault_is_told(language: str, text: str) -> None:
    assert len(list(wording.faults(language, text))) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "%(number)s-жол, %(version)s-нұсқа, %(quarter)s-тоқсан"),
        ("kk", "№ %(number)s «%(title)s» мәселесі: %(low)s және %(high)s аралығында"),
        ("kk", "%(low)s %%-дан төмен; 2026 – 2028; JavaScript-сіз"),
        ("kk", "%(until)s күніне дейін, «%(post)s» лауазымы; т.б. А.Б. Сол. Осы"),
        ("ru", "Дауласу, тире — такое; %(first)s — %(last)s; A–Я"),
        ("ru", "Вопрос № %(number)s: %(day)s и %(count)sшт."),
    ],
)
def test_what_is_right_is_left_alone(language: str, text: str) -> None:
    assert list(wording.faults(language, text)) == []
