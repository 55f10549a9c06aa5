"""People at work over HTTP while processes are killed. What was acknowledged is written down outside of Köpir.

Whoever gets no answer, or a page that says that the machine lacks something, sends the same form again, as a person does.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from typing import NamedTuple
from urllib.parse import quote, urlencode

from kopir.demo import signins

PATIENCE = 120.0  # seconds for which somebody presses again
NUMBER = re.compile(r"\d{4}-\d{6,}")
KEY = re.compile(r'name="once" value="([^"]+)"')
ACCEPT = re.compile(r"/interactions/(\d{4}-\d{6,})/accept/(\d+)/")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Notebook:
    """`tried`: what was sent at all; `done`: what was acknowledged; both by kind, each once. Kept in a file as it happens."""

    def __init__(self, path: Path) -> None:
        self.path, self.lock = path, threading.Lock()
        self.tried: dict[str, set[str]] = {}
        self.done: dict[str, dict[str, str]] = {}
        self.repeated = 0
        self.odd: Counter[str] = Counter()

    def trying(self, kind: str, mark: str) -> None:
        with self.lock:
            self.tried.setdefault(kind, set()).add(mark)

    def acknowledged(self, kind: str, mark: str, held: str = "") -> None:
        """`mark`: what it is found by; `held`: the hash of what it must hold."""
        with self.lock:
            self.done.setdefault(kind, {})[mark] = held
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps([kind, mark, held], ensure_ascii=False) + "\n")

    def counts(self) -> dict[str, int]:
        with self.lock:
            return {kind: len(marks) for kind, marks in self.done.items()} | dict(self.odd)

    def again(self) -> None:
        with self.lock:
            self.repeated += 1

    def strange(self, what: str) -> None:
        with self.lock:
            self.odd[what] += 1


class Answer(NamedTuple):
    status: int
    leads: str
    page: str


class Gone(Exception):
    """The work is over, or nobody answered for too long."""


@dataclass
class Browser:
    """Of one person, in Kazakh."""

    port: int
    book: Notebook
    stop: threading.Event
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._until_answered("GET", path, None, {})

    def post(self, path: str, values: dict[str, str], file: tuple[str, bytes] | None = None) -> Answer:
        kind, body = _multipart(values, file) if file else ("application/x-www-form-urlencoded", urlencode(values).encode())
        return self._until_answered("POST", path, body, {"Content-Type": kind})

    def key(self, path: str) -> str:
        """Of the form that stands at the address."""
        found = KEY.search(self.get(path).page)
        return found[1] if found else ""

    def half(self, path: str, body: bytes, kind: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        headers = self._own() | {"Content-Type": kind, "Content-Length": str(len(body))}
        with suppress(OSError):
            connection.request("POST", f"/kk/{path}", body[: len(body) // 2], headers)
        connection.close()

    def _until_answered(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self._ask(method, path, body, headers)
            if answer is not None and answer.status not in (502, 503):
                if answer.status >= 500:
                    self.book.strange(f"{answer.status} {method} {re.sub('[0-9-]+', '…', path)}")
                return answer
            if method == "POST":
                self.book.again()
            time.sleep(0.5)
        raise Gone

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer | None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        try:
            connection.request(method, f"/kk/{path}" if not path.startswith("/") else path, body, headers | self._own())
            answer = connection.getresponse()
            page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        for name, morsel in SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie") or [])).items():
            self.cookies[name] = morsel.value
        return Answer(answer.status, answer.headers.get("Location") or "", page)

    def _own(self) -> dict[str, str]:
        own = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        token = self.cookies.get("csrftoken")
        return own | {"X-CSRFToken": token} if token else own


def _multipart(values: dict[str, str], file: tuple[str, bytes]) -> tuple[str, bytes]:
    line, name = secrets.token_hex(12), file[0]
    parts = [f'--{line}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n' for key, text in values.items()]
    head = f'--{line}\r\nContent-Disposition: form-data; name="uploads"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    body = "".join([*parts, head]).encode() + file[1] + f"\r\n--{line}--\r\n".encode()
    return f"multipart/form-data; boundary={line}", body


@dataclass
class World:
    """What people know of the world: numbers of rows that forms name, and matters that wait for somebody."""

    kind: str
    sector: str
    neighbour: str
    place: str = "Ұлан ауданы"
    written: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, chance: Random) -> str | None:
        with self.lock:
            return self.written.pop(chance.randrange(len(self.written))) if self.written else None

    def give(self, number: str) -> None:
        with self.lock:
            self.written.append(number)


@dataclass
class Person:
    """Does one thing after another until told to stop."""

    address: str
    browser: Browser
    world: World
    chance: Random
    own: list[str] = field(default_factory=list)
    draft: str = ""

    @property
    def book(self) -> Notebook:
        return self.browser.book

    def live(self) -> None:
        try:
            self.sign_in()
            doing = self.doing()
            while not self.browser.stop.wait(self.chance.uniform(0.05, 0.4)):
                self.chance.choice(doing)()
        except Gone:
            self.book.strange(f"nobody answered {self.address}")

    def doing(self) -> list[Callable[[], None]]:
        return {
            "ulan": [self.hand_over],
            "glubokoe": [self.accept_and_answer],
            "vko": [self.sign_in_again],
            "": [self.look_around],
        }.get(self.address, [self.write_matter, self.write_message, self.write_message])

    # Signing in

    def sign_in(self) -> None:
        if not self.address:
            return
        while not self.browser.stop.is_set():
            self.browser.get("account/login/")
            login = {"login": f"{self.address}@{signins.HOST}", "password": signins.PASSWORD}
            leads = self.browser.post("account/login/", login).leads
            if "/2fa/" in leads:
                leads = self.browser.post(leads, {"code": signins.code()}).leads
            if self.browser.get("account/").status == 200:
                self.book.acknowledged("sign-in", f"{self.address} {time.time()}")
                return
            self.browser.cookies.clear()
            self.browser.stop.wait(30 - time.time() % 30 + 1)  # a code is good once

    def sign_in_again(self) -> None:
        self.browser.post("account/logout/", {})
        self.browser.stop.wait(30)
        self.browser.cookies.clear()
        self.sign_in()

    def look_around(self) -> None:
        self.browser.get(self.chance.choice(["", "interactions/", "organisations/", f"search/?q={quote('қоқыс')}", "journal/"]))

    # An organisation's

    def write_matter(self) -> None:
        title, text = f"Мәселе {secrets.token_hex(8)}", f"Ауылда қоқыс алаңы жоқ. {secrets.token_hex(40)}"
        found = re.search(r"/matters/(\d+)/", self.browser.post("cabinet/matters/new/", {"kind": self.world.kind}).leads)
        if not found:
            self.book.strange("no draft")
            return
        draft = f"cabinet/matters/{found[1]}"
        self.browser.post(f"{draft}/what/", {"title": title, "text": text})
        self.browser.post(f"{draft}/where/", {"place": self.world.place, "sector": self.world.sector})
        self.browser.post(f"{draft}/openness/", {"legal_question": "no", "reader": "public"})
        self.draft = found[1]
        if self.chance.random() < 0.4:
            self._attach(f"{draft}/files/", {"add": "1"})
        if self.chance.random() < 0.1:
            self.break_off()
        self.book.trying("matter", title)
        if "/sent/" in (leads := self.browser.post(f"{draft}/send/", {}).leads):
            self.book.acknowledged("matter", title, digest(text))
            if number := NUMBER.search(self.browser.get(leads).page):
                self.own.append(number[0])
                self.world.give(number[0])
        else:
            self.book.strange("not sent")

    def _attach(self, path: str, values: dict[str, str]) -> None:
        content = f"Акт {secrets.token_hex(2000)}"
        self.book.trying("file", digest(content))
        if self.browser.post(path, values, ("акт.txt", content.encode())).status == 302:
            self.book.acknowledged("file", digest(content))

    def break_off(self) -> None:
        """A file of which half is sent, and then the line is gone."""
        content = f"Жартысы {secrets.token_hex(400_000)}".encode()
        kind, body = _multipart({"add": "1"}, ("жартысы.txt", content))
        self.book.trying("half a file", hashlib.sha256(content).hexdigest())
        self.browser.half(f"cabinet/matters/{self.draft}/files/", body, kind)

    def write_message(self) -> None:
        if self.own:
            self._act(self.chance.choice(self.own), "write", "message", {"text": f"Хабар {secrets.token_hex(30)}"}, "text")

    def _act(self, number: str, name: str, kind: str, values: dict[str, str], mark: str) -> bool:
        path = f"interactions/{number}/{name}/"
        values = {**values, "once": self.browser.key(path)}
        self.book.trying(kind, values[mark])
        answer = self.browser.post(path, values)
        if answer.status == 302 and "/account/" not in answer.leads:
            self.book.acknowledged(kind, values[mark], digest(values[mark]))
            return True
        self.book.strange(f"{answer.status} {name}")
        return False

    # Officials'

    def hand_over(self) -> None:
        if (number := self.world.take(self.chance)) is None:
            return
        if self.chance.random() < 0.5:
            text = f"Жауап {secrets.token_hex(30)}"
            self._act(number, "write", "message", {"text": text}, "text")
        reason = f"Көрші ауданның мәселесі {secrets.token_hex(8)}"
        chosen = {"to": self.world.neighbour, "picked": self.world.neighbour, "reason": reason}
        self._act(number, "hand-over", "hand-over", chosen, "reason")

    def accept_and_answer(self) -> None:
        found = ACCEPT.search(self.browser.get("desk/").page)
        if not found:
            return
        number, offer = found.groups()
        if self._act(number, f"accept/{offer}", "accepting", {"offer": offer}, "offer"):
            statement = f"Алаң ашылды. {secrets.token_hex(30)}"
            self._act(number, "answer", "answer", {"kind": "solved", "statement": statement, "evidence": "Акт 7"}, "statement")
