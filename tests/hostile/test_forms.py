"""Every form and every address of the pages, filled with what nobody well-meaning types: a page in words comes back, never a
fault, and nothing of it runs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from random import Random
from urllib.parse import urlencode

import pytest

from tests.hostile.crawler import Crawl
from tests.hostile.pages import Form, Values, read
from tests.hostile.values import DATES, MARK, NUMBERS, RUNNING, TEXTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = int(os.environ.get("HOSTILE_TRIES", "200"))  # of each test; there are some thousands
OTHERS = {**NUMBERS, **DATES, **{name: TEXTS[name] for name in ("nul", "sql", "long", "empty", "script")}}
IN_ADDRESSES = (
    "after", "before", "page", "q", "where", "about", "sector", "since", "until", "on", "year", "quarter", "by", "kind", "state",
    "what", "text", "like", "from", "back", "words", "place", "period", "language", "post", "author", "act", "area", "next",
)  # fmt: skip


def nth(values: Mapping[str, str], number: int) -> str:
    return list(values.values())[number % len(values)]


def filled(form: Form, names: set[str], turn: int, free: Mapping[str, str] = TEXTS) -> Values:
    """Each of the fields gets another value, and in another turn again another."""
    given = {name: list(kept) for name, kept in form.fields.items()}
    for place, name in enumerate(sorted(names)):
        given[name] = [nth(free if name in form.free else OTHERS, turn + place)]
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


def test_no_form_falls_over(crawl: Crawl) -> None:
    """As many of the tries as MOST allows, the same ones each time, spread over all forms."""
    crawl.faults.clear()
    possible = [(found, what, values) for found in crawl.forms for what, values in tries(found.form)]
    assert len(crawl.forms) > 40
    for found, what, values in Random(7).sample(possible, min(MOST, len(possible))):
        crawl.send(found, values, what)
    assert crawl.faults == []


def test_no_address_falls_over(crawl: Crawl) -> None:
    """Cursors, filters and keys of pages."""
    crawl.faults.clear()
    values = {name: value for name, value in {**TEXTS, **OTHERS}.items() if len(value) < 4000}
    names = [*IN_ADDRESSES, *{name for found in crawl.forms if found.form.method == "get" for name in found.form.fields}]
    for turn, (address, client) in enumerate(crawl.pages.values()):
        query = urlencode({name: nth(values, turn * 7 + place) for place, name in enumerate(names) if (turn + place) % 2})
        plain = query.replace("%00", "")
        crawl.open(client, f"{address.partition('?')[0]}?{query if turn % 5 == 0 else plain}")
        crawl.open(client, f"{address.partition('?')[0]}?{names[turn % len(names)]}=%ED%A0%BD%FF")
    assert crawl.faults == []


def test_what_was_sent_is_shown_and_does_not_run(crawl: Crawl) -> None:
    """Scripts in every text that may be written stay in the country, then all its pages are read."""
    for turn, found in enumerate(crawl.forms):
        if found.form.method == "post" and found.form.free:
            crawl.send(found, filled(found.form, found.form.free, turn, RUNNING), "scripts", keep=True)
    shown = 0
    for address, client in crawl.pages.values():
        answer = client.get(address)
        if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
            continue
        text = answer.content.decode()
        shown += MARK in text
        assert [script for script in read(text, address).scripts if MARK in script or "javascript:" in script] == [], address
    assert shown > 5
