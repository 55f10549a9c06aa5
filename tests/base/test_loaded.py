"""Loaded once, also when many threads ask at the same moment; and words of several threads are not mixed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kopir.base.loaded import loaded_once
from kopir.search.language import english

THREADS = 8


def test_many_threads_load_once() -> None:
    together, loads = Barrier(THREADS), []

    @loaded_once
    def table() -> list[str]:
        loads.append(1)
        return ["a table"]

    def ask(_: int) -> int:
        together.wait(10)
        return id(table())

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(ask, range(THREADS)))) == 1
    assert len(loads) == 1


def test_it_is_loaded_anew_once_it_was_cleared() -> None:
    loads: list[int] = []

    @loaded_once
    def table() -> int:
        loads.append(1)
        return len(loads)

    assert table() == table() == 1
    table.cache_clear()  # type: ignore[attr-defined]
    assert table() == 2


def test_what_could_not_be_loaded_is_tried_again() -> None:
    attempts = iter((OSError(), "there"))

    @loaded_once
    def table() -> str:
        found = next(attempts)
        if isinstance(found, OSError):
            raise found
        return found

    with pytest.raises(OSError):
        table()
    assert table() == "there"


def test_each_thread_stems_its_own_words() -> None:
    """The library's stemmer keeps the word it works on in itself."""
    together = Barrier(THREADS)

    def own(_: int) -> int:
        together.wait(10)
        return id(english._own.stemmer)

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(own, range(THREADS)))) == THREADS
