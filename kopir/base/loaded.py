"""What a process loads once, however many threads ask for it first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import TypeVar

Loaded = TypeVar("Loaded")


def loaded_once(load: Callable[[], Loaded]) -> Callable[[], Loaded]:
    """For dictionaries and tables that take their time and their megabytes; `cache_clear()` has them loaded anew.

    With `functools.cache` alone, threads that ask while the first one still loads each load it too: five threads of a web
    process held 90 MB more after their first search."""
    kept: list[Loaded] = []
    loading = RLock()

    @wraps(load)
    def once() -> Loaded:
        if not kept:  # asked in the innermost loops of the search: no lock once it is there
            with loading:
                if not kept:
                    kept.append(load())
        return kept[0]

    once.cache_clear = kept.clear  # type: ignore[attr-defined]  # as functools.cache has it
    return once
