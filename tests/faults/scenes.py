"""What goes wrong with a machine, in a process and with a data folder of its own: `python -m tests.faults.scenes NAME`.

Prints what happened as JSON; the tests beside it say what should have. `begin` makes the small country once; the other scenes run
over a copy of its folder.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import django

DATA = Path(os.environ["KOPIR_DATA"])
LONG = "ұ" * 18_000 + " мәтін"
LANGUAGES = ("kk", "ru", "en")
KEYS = {"login": "somebody@example.kz", "password": "not-my-password"}
FIELD = re.compile(r'<textarea name="(\w+)" hidden>\n(.*?)</textarea>', re.S)


def begin() -> dict[str, Any]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from tests.matter.people import Country

    country = Country()
    return {"person": country.author.person_id, "number": country.received().number, "draft": country.draft().pk}


def author() -> Any:
    """The author's browser, which shows the page of a fault instead of raising it."""
    from django.test import Client

    from kopir.people.models import Person

    client = Client(raise_request_exception=False, HTTP_HOST="localhost")
    client.force_login(Person.objects.get(pk=known()["person"]))
    assert client.get(f"/kk/interactions/{known()['number']}/").status_code == 200
    return client


def known() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "known.json").read_text())
    return found


def kept(page: str) -> dict[str, str]:
    """What the page of a fault would send again."""
    return {name: unescape(text) for name, text in FIELD.findall(page)}


def messages() -> list[str]:
    from kopir.interactions.models import Message

    return list(Message.objects.order_by("pk").values_list("text", flat=True))


# ---- A locked database -----------------------------------------------------------------------------------


@contextmanager
def another_writer() -> Iterator[None]:
    with closing(sqlite3.connect(DATA / "kopir.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def locked() -> dict[str, Any]:
    """Somebody writes longer than others wait; then the page's own button is pressed, twice. Signing in is told of it too."""
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    client, number = author(), known()["number"]
    stranger, door = Client(raise_request_exception=False, HTTP_HOST="localhost"), reverse("account_login").removeprefix("/kk")
    said, again, signing = {}, {}, []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 300")  # milliseconds; an installation waits for half a minute
    with another_writer():
        reading = client.get(f"/kk/interactions/{number}/").status_code
        for language in LANGUAGES:
            typed = {"text": f"Бірінші жол\nекінші <жол> {language}", "once": f"key-{language}"}
            answer = client.post(f"/{language}/interactions/{number}/write/", typed)
            page = answer.content.decode()
            said[language] = [answer.status_code, answer.headers.get("Retry-After"), words(page)]
            again[language] = kept(page)
            signing.append(words(stranger.post(f"/{language}{door}", KEYS).content.decode()))
    nothing = messages()
    sent = [
        client.post(f"/{language}/interactions/{number}/write/", again[language]).status_code
        for language in LANGUAGES
        for _twice in range(2)
    ]
    return {"reading": reading, "said": said, "meanwhile": nothing, "sent": sent, "messages": messages(), "signing": signing}


def words(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    return unescape(found[1]) if found else ""


# ---- A full disk (the data folder is a small file system) --------------------------------------------------


def full() -> dict[str, Any]:
    """Nothing more can be written; then there is room again."""
    client, number, draft = author(), known()["number"], known()["draft"]
    filler = DATA / "filler"
    fill(filler)
    while client.post(f"/kk/interactions/{number}/write/", {"text": LONG}).status_code == 302:
        pass  # the log of the database still had a little room
    before, writing, uploading = len(messages()), {}, {}
    for language in LANGUAGES:
        answer = client.post(f"/{language}/interactions/{number}/write/", {"text": LONG, "once": language})
        writing[language] = [answer.status_code, words(answer.content.decode()), len(kept(answer.content.decode())["text"])]
        answer = client.post(f"/{language}/cabinet/matters/{draft}/files/", {"uploads": file(), "add": "1"})
        uploading[language] = [answer.status_code, words(answer.content.decode())]
    reading = client.get(f"/kk/interactions/{number}/").status_code
    left = {"reading": reading, "files": stored(), "messages": len(messages()) - before}
    export = client.get("/kk/interactions.csv")
    exported = export.status_code, len(b"".join(export.streaming_content) if export.streaming else export.content) > 50
    filler.unlink()
    later = client.post(f"/kk/cabinet/matters/{draft}/files/", {"uploads": file(), "add": "1"}).status_code
    return {**left, "writing": writing, "uploading": uploading, "export": exported, "later": later, "files_later": stored()}


def fill(filler: Path) -> None:
    """To the last byte."""
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def file() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("акт.txt", "Акт. ".encode() * 40_000)


def stored() -> int:
    return sum(path.is_file() for path in (DATA / "files").rglob("*"))


SCENES: dict[str, Callable[[], dict[str, Any]]] = {"begin": begin, "locked": locked, "full": full}


def main(name: str) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["OPTIONS"]["timeout"] = 0.3  # seconds others wait, instead of 30
    django.setup()
    sys.stdout.write(json.dumps(SCENES[name](), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
