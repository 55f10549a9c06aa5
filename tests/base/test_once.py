"""A form that is sent again because its answer was lost is carried out once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kopir.base import once
from kopir.interactions.models import Matter, Message
from tests.matter.people import Country, browser, path, read, send

pytestmark = pytest.mark.django_db


def test_the_same_key_with_the_same_words_counts_once_and_other_words_are_new() -> None:
    assert once.first_time("key", ["text", "one"])
    assert not once.first_time("key", ["text", "one"])
    assert once.first_time("key", ["text", "two"])
    assert once.first_time("other", ["text", "one"])


def test_a_form_without_a_key_is_always_new() -> None:
    assert once.first_time("", ["one"]) and once.first_time("", ["one"])


def test_keys_are_forgotten_after_two_weeks() -> None:
    once.first_time("key", ["one"])
    assert once.forget() == 0
    assert once.forget(timezone.now() + timedelta(days=15)) == 1


def test_a_message_whose_answer_was_lost_is_written_once() -> None:
    country = Country()
    matter: Matter = country.received()
    author = browser(country.author)
    page = read(author, path(matter, "write/"))
    key = page.split('name="once" value="')[1].split('"')[0]
    for _sent in range(2):
        assert send(author, path(matter, "write/"), text="Рақмет", once=key) == path(matter)
    assert Message.objects.count() == 1
    send(author, path(matter, "write/"), text="Рақмет", once=f"{key}2")
    send(author, path(matter, "write/"), text="Рақмет, тағы да", once=key)
    assert Message.objects.count() == 3, "the same words of another page, and other words of the same page, are new"


def test_a_form_that_was_refused_is_carried_out_when_it_is_put_right() -> None:
    country = Country()
    matter: Matter = country.received()
    author = browser(country.author)
    assert author.post(path(matter, "write/"), {"text": "", "once": "key"}).status_code == 200
    send(author, path(matter, "write/"), text="Енді жазылды", once="key")
    assert Message.objects.count() == 1
