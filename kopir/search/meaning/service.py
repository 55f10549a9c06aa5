"""The process that knows what texts mean: the encoder and all passages are held here once, so that the web processes stay
small. It answers on a socket of this machine, one thread a caller."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

import structlog
from django.db import close_old_connections

from kopir.search.meaning.client import address, password
from kopir.search.meaning.found import Near, Shared
from kopir.search.meaning.memory import Memory, signed, unpacked
from kopir.search.meaning.nearness import nearest, rarity
from kopir.search.meaning.passages import Meaning, Reading, asked
from kopir.search.meaning.shared import all_terms, shared

log = structlog.get_logger()
WARMING = ("Ауылда ауыз су жоқ", "В селе нет питьевой воды", "There is no drinking water in the village")
FEW = 4
QUESTIONS = frozenset({"passages", "near", "shared", "source", "state"})


class Service:
    """What may be asked. Answers are plain values, so that who asks needs no numpy."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.memory = Memory(self.reading.dimension)
        self._encoding = threading.Lock()

    def source(self) -> str:
        """By what passages are made; those of another source are out of date."""
        return self.reading.source

    def passages(self, texts: Sequence[str]) -> list[list[Meaning]]:
        """Of each text the whole, then its paragraphs. A few texts at a time, so that nobody's question waits for long."""
        return [found for start in range(0, len(texts), FEW) for found in self._passages(texts[start : start + FEW])]

    def _passages(self, texts: Sequence[str]) -> list[list[Meaning]]:
        with self._encoding:
            wholes, parts = self.reading.whole(texts), self.reading.paragraphs(texts)
        return [[whole, *rest] for whole, rest in zip(wholes, parts, strict=True)]

    def near(self, text: str, limit: int = 50) -> tuple[list[Near], bool]:
        """The documents most like the text, and whether only words were looked at."""
        with self._encoding:
            meaning = self.reading.whole([text])[0]
        self.memory.refresh()
        vector = unpacked(signed([meaning.vector], self.memory.dimension))[0] if meaning.vector else None
        return nearest(self.memory, vector, asked(text), limit), vector is None

    def shared(self, text: str, texts: Sequence[str]) -> list[Shared]:
        """What the text has in common with each of the others."""
        spoken = all_terms(text)
        rare = cache(lambda keys: rarity(self.memory, keys))
        return [shared(spoken, all_terms(other), lambda term: rare(term.keys)) for other in texts]

    def state(self) -> dict[str, Any]:
        self.memory.refresh()
        return {"encoder": self.reading.encoder_name, "passages": self.memory.size}


def serve(ready: threading.Event | None = None) -> None:
    """Answer until the process ends. A socket left by a process that died is taken over."""
    service, path = Service(), Path(address())
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    with Listener(str(path), family="AF_UNIX", backlog=64, authkey=password()) as listener:
        os.chmod(path, 0o600)
        threading.Thread(target=_warm_up, args=[service], daemon=True).start()
        if ready:
            ready.set()
        while True:
            try:
                line = listener.accept()
            except (OSError, EOFError, ValueError):
                log.warning("a caller was not understood")
                continue
            threading.Thread(target=_answer, args=[service, line], daemon=True).start()


def _warm_up(service: Service) -> None:
    """Load the encoder, the passages and the words of each language before the first question."""
    try:
        for text in WARMING:
            service.near(text)
            service.shared(text, WARMING)
    except Exception:
        log.exception("the search could not read its passages yet")
    finally:
        close_old_connections()


def _answer(service: Service, line: Connection) -> None:
    with line, suppress(EOFError, OSError):  # until the caller hangs up
        while True:
            question, given = line.recv()
            line.send(_reply(service, question, given))


def _reply(service: Service, question: str, given: Sequence[Any]) -> tuple[bool, Any]:
    """The answer, or that there is none; the caller then goes on by words alone."""
    close_old_connections()
    try:
        return True, getattr(service, question)(*given) if question in QUESTIONS else None
    except Exception as error:
        log.exception("a question about meaning failed", question=question)
        return False, str(error)
