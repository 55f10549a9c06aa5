"""Walks through the pages as several people, finds every form once and tries it in a transaction that is then undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.hostile.pages import Form, Values, read

MOST_PEOPLE = 2  # that open a page of the same route; each opens one
NO_PAGES = (".csv", ".pdf", ".docx", ".svg", ".json", ".ics", ".md")
LEADS_AWAY = ("account_logout", "set_language")


@dataclass
class Found:
    """A form, who may send it, and the page where it stands."""

    who: str
    client: Client
    form: Form
    route: str

    def __str__(self) -> str:
        return f"{self.who} → {self.route} ({self.form.action[:80]})"


@dataclass
class Crawl:
    """`faults`: what went wrong, in words."""

    clients: dict[str, Client]
    forms: list[Found] = field(default_factory=list)
    pages: dict[str, tuple[str, Client]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    tries: int = 0
    seen: set[Any] = field(default_factory=set)
    visits: Counter[str] = field(default_factory=Counter)

    def walk(self, who: str, addresses: Iterable[str]) -> None:
        opened: set[str] = set()
        waiting = list(addresses)
        while waiting:
            address = waiting.pop(0)
            route = route_of(address)
            if not route or route in opened or route in LEADS_AWAY or _no_page(address) or self.visits[route] >= MOST_PEOPLE:
                continue
            opened.add(route)
            self.visits[route] += 1
            waiting.extend(self._open(who, address, route))

    def _open(self, who: str, address: str, route: str) -> Iterator[str]:
        text = self.ask(who, address)
        if not text:
            return
        self.pages.setdefault(route, (address, self.clients[who]))
        page = read(text, address)
        for form in page.all_forms():
            form.action = urljoin(address, form.action)
            self._keep(who, form)
        yield from (urljoin(address, link) for link in sorted(page.links) if not link.startswith(("http", "#", "mailto")))

    def _keep(self, who: str, form: Form) -> None:
        route = route_of(form.action)
        key = (route, form.method, frozenset(form.fields), frozenset(form.files))
        if route and route not in LEADS_AWAY and key not in self.seen:
            self.seen.add(key)
            self.forms.append(Found(who, self.clients[who], form, route))

    def ask(self, who: str, address: str) -> str:
        """The page's text; nothing when it is no page."""
        answer = self._try(self.clients[who], f"{who} GET {address[:150]}", lambda client: client.get(address))
        if answer is None or answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
            return ""
        return "" if answer.streaming else answer.content.decode()

    def open(self, client: Client, address: str) -> Any:
        return self._try(client, f"GET {address[:400]}", lambda who: who.get(address))

    def send(self, found: Found, values: Values, what: str, *, keep: bool = False) -> Any:
        """Sent as the form's owner; what it changed is undone unless kept."""
        data: dict[str, Any] = dict(values) | {name: _file() for name in found.form.files if found.form.method == "post"}
        act = found.client.post if found.form.method == "post" else found.client.get
        return self._try(found.client, f"{found}: {what}", lambda client: act(found.form.action, data), keep=keep)

    def _try(self, client: Client, what: str, act: Any, *, keep: bool = False) -> Any:
        self.tries += 1
        cookies = copy(client.cookies)
        answer = None
        try:
            with transaction.atomic():
                answer = act(client)
                if answer.streaming:
                    b"".join(answer.streaming_content)  # a fault may lie in the last row
                transaction.set_rollback(not keep)
        except Exception as error:
            self.faults.append(f"{what}: {type(error).__name__}: {str(error)[:200]}{_where(error)}")
        client.cookies = cookies
        if answer is not None and answer.status_code >= 500:
            self.faults.append(f"{what}: {answer.status_code}")
        return answer


def _where(error: Exception) -> str:
    """The last line of our own that the error went through."""
    step, last = error.__traceback__, ""
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if "/kopir/" in name:
            last = f" at {name.partition('/kopir/')[2]}:{step.tb_lineno}"
        step = step.tb_next
    return last


def _no_page(address: str) -> bool:
    return urlsplit(address).path.endswith(NO_PAGES) or "csv=" in address


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("хат.txt", "Сәлем".encode())


def route_of(address: str) -> str:
    path = urlsplit(address).path
    try:
        return str(resolve(path).view_name or "")
    except Resolver404:
        return ""
