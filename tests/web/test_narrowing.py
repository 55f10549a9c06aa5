"""A list that is narrowed in place, in a real browser: whoever does not see it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[2] / "kopir" / "web" / "ui" / "static" / "ui"
ADDRESS = "http://kopir.test/en/interactions/"
EMPTY = '<div class="k-empty"><h2>Nothing matches all of this</h2></div>'
PAGE = """<!doctype html><title>Matters</title><meta name="htmx-config" content='{{"allowEval":false}}'><body>
<form method="get" action="{address}" hx-get="{address}" hx-target="#results" hx-select="#results" hx-swap="outerHTML"
hx-trigger="change, submit" data-narrowed="Rows shown:">
<select name="state"><option value="">all</option><option>open</option><option>joined</option></select></form>
<div id="results">{rows}</div><div id="announce" role="status"></div>
<script>{htmx}</script><script>{script}</script></body>"""


def answer(route: Route) -> None:
    rows = EMPTY if "joined" in route.request.url else '<p class="k-row">one</p>' * (2 if "open" in route.request.url else 3)
    htmx, script = ((STATIC / name).read_text(encoding="utf-8") for name in ("htmx.min.js", "kopir.js"))
    body = PAGE.format(address=ADDRESS, rows=rows, htmx=htmx, script=script)
    route.fulfill(status=200, content_type="text/html", body=body)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{ADDRESS}**", answer)
    page.goto(ADDRESS)
    yield page
    context.close()


@pytest.mark.parametrize(("state", "heard"), [("open", "Rows shown: 2"), ("joined", "Nothing matches all of this")])
def test_what_a_narrowed_list_shows_is_said(page: Page, state: str, heard: str) -> None:
    assert page.inner_text("#announce") == ""
    page.select_option("[name=state]", state)
    page.wait_for_function("document.getElementById('announce').textContent !== ''")
    assert page.inner_text("#announce") == heard
