"""Pages ask the database as often for three rows as for one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.interactions import acts
from kopir.journal.models import Entry
from tests.factories import make_organisation, make_post, member, official
from tests.matter.people import Country, browser, path

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return Country()


def counted(client: Any, address: str) -> int:
    client.get(address)  # what is kept for the session and the process is read once
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def rich(country: Country) -> Any:
    """A matter with a joined author, messages, a note, an opinion given, a refused offer, and an answer in two rounds."""
    matter = country.received()
    more(country, matter)
    return matter


def more(country: Country, matter: Any) -> None:
    draft = acts.start_draft(by=(joiner := member(make_organisation("«Тағы бір» қоры"))), values={"text": "Бізде де солай"})
    acts.join(draft, by=joiner, target=matter)
    acts.write(matter, by=country.author, text="Қашан?")
    acts.write_note(matter, by=country.district, text="Қаржыны сұрау керек")
    part = acts.ask_opinion(matter, by=country.district, of=country.neighbour_post, question="Жер бар ма?")
    acts.give_opinion(part, by=country.neighbour, text="Жоқ")
    offer = acts.hand_over(matter, by=country.district, to=country.neighbour_post, reason="Сіздің аумақ")
    acts.refuse(offer, by=country.neighbour, reason="Біздің емес")


READERS = {None: 15, "author": 33, "district": 42}


@pytest.mark.parametrize("role", READERS)
def test_the_page_of_a_matter(country: Country, role: str | None) -> None:
    matter = rich(country)
    client = browser(getattr(country, role) if role else None)
    once = counted(client, path(matter))
    more(country, matter)
    more(country, matter)
    assert (once, counted(client, path(matter))) == (READERS[role], READERS[role])


def test_the_desk(country: Country) -> None:
    client = browser(country.district)
    country.received()
    once = counted(client, "/kk/desk/")
    for _ in range(2):
        country.received()
    assert (once, counted(client, "/kk/desk/")) == (24, 24)


def test_the_cabinet(country: Country) -> None:
    client = browser(country.author)
    country.draft(), country.answered()
    once = counted(client, "/kk/cabinet/")
    for _ in range(2):
        country.draft(), country.answered()
    assert (once, counted(client, "/kk/cabinet/")) == (12, 12)


def filed(country: Country, *names: str, later: list[datetime] | None = None) -> Any:
    draft = country.draft()
    for name in names:
        if later is not None:
            later.append(later[-1] + timedelta(minutes=1))
        acts.attach(draft, by=country.author, upload=SimpleUploadedFile(name, f"Мазмұны: {name}".encode()))
    return acts.submit(draft, by=country.author)


def history(client: Any, matter: Any, language: str) -> str:
    page = client.get(path(matter, language=language)).content.decode()
    return page[page.index('id="story"') :]


def test_the_history_calls_the_matter_by_its_number_also_before_it_had_one(country: Country) -> None:
    matter = filed(country, "хат.txt")
    page = history(browser(country.author), matter, "kk")
    assert f"{matter.number} мәселесіне файл тіркелді" in page
    assert f"№ {matter.pk}" not in page


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Stands still at the beginning of a minute; what is put at its end is the time."""
    times = [timezone.now().replace(second=0)]
    monkeypatch.setattr("django.utils.timezone.now", lambda: times[-1])
    return times


def test_files_of_one_minute_are_one_line_and_stay_single_in_the_journal(country: Country, clock: list[datetime]) -> None:
    matter = filed(country, "хат.txt", "сурет.txt", "жоспар.txt")
    lines = {"kk": "3 файл тіркелді", "ru": "приложено 3 файла", "en": "attached 3 files to"}
    for language, words in lines.items():
        assert history(browser(country.author), matter, language).count(words) == 1
    table = b"".join(browser(country.author).get(path(matter, "story.csv")).streaming_content).decode()
    assert table.count("interactions.attach") == Entry.objects.filter(act="interactions.attach").count() == 3


def test_lines_of_other_minutes_stay_apart(country: Country, clock: list[datetime]) -> None:
    matter = filed(country, "хат.txt", "сурет.txt", later=clock)
    assert history(browser(country.author), matter, "kk").count("мәселесіне файл тіркелді") == 2


def test_lines_of_other_people_stay_apart(country: Country, clock: list[datetime]) -> None:
    matter = country.received()
    for one in (country.author, country.district, country.author, country.author):
        acts.write(matter, by=one, text=f"Хабар {len(clock)}")
    page = history(browser(country.author), matter, "en")
    assert page.count("wrote a message") == 3
    assert page.count("(2 times)") == 1


def test_a_long_history_folds_but_for_its_last_three_lines_and_says_how_many(country: Country) -> None:
    page = browser(country.author).get(path(rich(country), language="ru")).content.decode()
    story = page[page.index('id="story"') : page.index("story.csv")]
    folded, shown = story.split("</details>")
    assert shown.count("<li class") == 3
    assert folded.count("<li class") > 2
    assert re.search(rf"{folded.count('<li class')} \w+ истории до этого", folded)


def test_many_letters_fold_after_three_lines_and_say_how_many(country: Country) -> None:
    matter = country.received()
    for _ in range(5):
        asked = make_post()
        official(asked)
        acts.ask_opinion(matter, by=country.district, of=asked, question="Пікіріңіз қажет")
    page = browser(country.author).get(path(matter, language="ru")).content.decode()
    letters = page[page.index('id="who"') : page.index('id="story"')]
    shown, folded = letters[: letters.index("<details")], letters[letters.index("<details") : letters.index("</details>")]
    assert shown.count("<strong>") == 3
    assert re.search(rf"Ещё {folded.count('<strong>')} \w+: кто что делает", folded)


def test_a_short_history_is_not_folded(country: Country) -> None:
    page = browser(country.author).get(path(country.received())).content.decode()
    assert "k-more" not in page
