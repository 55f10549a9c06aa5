"""Somebody who asks for pages again and again, and many who do so at once; each keeps a connection of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import quantiles
from typing import Any, NamedTuple
from urllib.parse import urlencode


class Ask(NamedTuple):
    """`values`: what is sent, for a POST."""

    path: str
    cookies: dict[str, str] = {}
    values: dict[str, str] | None = None


@dataclass(slots=True)
class Measured:
    """Times in milliseconds; `wrong`: answers that were none, with their status."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0
    sent: int = 0
    raw: int = 0
    wrong: dict[int, int] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        cuts = quantiles(self.times, n=100) if len(self.times) > 1 else [0.0] * 99
        return {
            "p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "requests": len(self.times),
            "a_second": round(len(self.times) / max(self.seconds, 1e-9), 1), **({"wrong": self.wrong} if self.wrong else {}),
        }  # fmt: skip


def measure(port: int, asks: Sequence[Ask], clients: int, seconds: float) -> Measured:
    """Every ask once, or until the time is over; times of all clients together."""
    measured, lock = Measured(), threading.Lock()
    rest, end = iter(asks), time.monotonic() + seconds
    began = time.perf_counter()
    people = [threading.Thread(target=_ask, args=(port, rest, lock, end, measured)) for _ in range(clients)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    measured.seconds = time.perf_counter() - began
    return measured


def _ask(port: int, rest: Iterator[Ask], lock: threading.Lock, end: float, measured: Measured) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    while time.monotonic() < end:
        with lock:
            ask = next(rest, None)
        if ask is None:
            break
        took, status, size = _one(connection, ask)
        with lock:
            measured.times.append(took)
            measured.sent = max(measured.sent, size)
            good = status == 200 if ask.values is None else status == 302
            if not good:
                measured.wrong[status] = measured.wrong.get(status, 0) + 1
    connection.close()


def _one(connection: HTTPConnection, ask: Ask, *, zipped: bool = True) -> tuple[float, int, int]:
    cookies = "; ".join(f"{name}={value}" for name, value in ask.cookies.items())
    headers = {"Cookie": cookies, "Accept-Encoding": "gzip" if zipped else "identity"}
    body = None
    if ask.values is not None:
        body = urlencode(ask.values)
        headers |= {
            "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": ask.cookies.get("csrftoken", "")
        }  # fmt: skip
    began = time.perf_counter()
    connection.request("GET" if body is None else "POST", ask.path, body=body, headers=headers)
    answer = connection.getresponse()
    size = len(answer.read())
    return (time.perf_counter() - began) * 1000, answer.status, size


def weight(port: int, ask: Ask) -> tuple[int, int]:
    """Bytes of the page as they travel, and as they are."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    zipped, raw = _one(connection, ask)[2], _one(connection, ask, zipped=False)[2]
    connection.close()
    return zipped, raw


def streamed(port: int, path: str) -> Iterator[int]:
    """Bytes of a long download, portion by portion."""
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    while part := answer.read(1 << 18):
        yield part.count(b"\n")
    connection.close()
