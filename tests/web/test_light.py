"""The slow line: the same words without pictures, scripts and the large stylesheet, and the choice is kept."""

from __future__ import annotations

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from kopir.practices.words import Repeated
from tests.practices.world import Memory

pytestmark = pytest.mark.django_db
MOST = 15 * 1024


def body(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_choice_is_kept_and_given_up_by_a_link() -> None:
    client = Client()
    assert "ui/kopir.css" in body(client, "/kk/practices/")
    assert "?light=1" in body(client, "/kk/practices/")
    assert "ui/light.css" in body(client, "/kk/practices/?light=1")
    later = body(client, "/ru/ways/")
    assert "ui/light.css" in later and "ui/kopir.css" not in later and "?light=0" in later
    assert "ui/kopir.css" in body(client, "/ru/ways/?light=0")
    assert "ui/kopir.css" in body(client, "/ru/ways/")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_card_says_the_same_in_less_than_fifteen_kilobytes(language: str) -> None:
    world = Memory()
    card = world.published()
    world.told(world.adoption(card))
    world.told(world.adoption(card, world.joiner, world.ulan), Repeated.NO, shown=False)
    path, client = f"/{language}/practices/{card.ref}/", Client()
    whole, light = body(client, path), body(client, f"{path}?light=1")
    assert not re.findall(r"<img|<script|<svg|<picture|url\(", light)
    assert len(light.encode()) < MOST, "not even packed"
    stylesheet = finders.find("ui/light.css")
    assert isinstance(stylesheet, str)
    with open(stylesheet, "rb") as file:
        assert len(gzip.compress(light.encode())) + len(gzip.compress(file.read())) < MOST // 2
    for words in ("Қоқысты бөлек жинау алаңы", "Алаң салдық", "Үйінді азайды", str(world.glubokoe)):
        assert words in whole and words in light
