"""Every form of every page, filled with what nobody well-meaning types: a page in words comes back, never a fault."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from random import Random

import pytest

from tests.hostile.crawler import Crawl, Found
from tests.hostile.pages import Form, Values
from tests.hostile.values import DATES, NUMBERS, TEXTS

pytestmark = pytest.mark.django_db
EVERY = int(os.environ.get("HOSTILE_EVERY", "8"))  # 1: all tries, which takes minutes
OTHERS = {**NUMBERS, **DATES, **{name: TEXTS[name] for name in ("nul", "sql", "long", "empty", "script")}}


def nth(values: Mapping[str, str], number: int) -> str:
    return list(values.values())[number % len(values)]


def filled(form: Form, names: set[str], turn: int) -> Values:
    """Each of the fields gets another value, and in another turn again another."""
    given = {name: list(kept) for name, kept in form.fields.items()}
    for place, name in enumerate(sorted(names)):
        given[name] = [nth(TEXTS if name in form.free else OTHERS, turn + place)]
    return given


def tries(form: Form) -> Iterator[tuple[str, Values]]:
    every, closed = set(form.fields), set(form.fields) - form.free
    for turn in range(max(len(TEXTS), len(OTHERS)) if every else 0):
        yield f"everywhere {turn}", filled(form, every, turn)
    for turn in range(len(TEXTS) if form.free else 0):
        yield f"in texts {turn}", filled(form, form.free, turn)
    for field in sorted(closed):
        yield from ((f"{field} {turn}", filled(form, {field}, turn)) for turn in range(0, len(OTHERS), 4))
    yield from ((f"without {field}", {k: v for k, v in form.fields.items() if k != field}) for field in sorted(every))
    yield "nothing", {}
    yield "twice", {name: [*kept, *kept, "x"] for name, kept in form.fields.items()}


def send_all(crawl: Crawl, forms: list[Found]) -> None:
    """Every so-manieth try, in an order that comes to every form early."""
    all_tries = [(found, what, values) for found in forms for what, values in tries(found.form)]
    Random(7).shuffle(all_tries)  # noqa: S311
    end = time.time() + float(os.environ.get("HOSTILE_SECONDS", "1e9"))
    for found, what, values in all_tries[::EVERY]:
        if time.time() > end: break
        crawl.send(found, values, what)


def test_no_form_falls_over(crawl: Crawl) -> None:
    send_all(crawl, crawl.forms)
    print("FORMS", len(crawl.forms), "TRIES", crawl.tries, "PAGES", len(crawl.pages))
    for f in sorted(set(crawl.faults)): print("FAULT", f)
    assert crawl.faults == []
