"""A filled form without a line, in a real browser: kept on the device, sent once there is one, forgotten once it has arrived."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "kopir" / "web" / "effects" / "static" / "effects" / "keep.js"
ADDRESS = "http://kopir.test/kk/effects/E-0001/measures/1/new/"
FORM = """<!doctype html><title>Measure</title><body><form method="post" data-keep="/kk/effects/E-0001/measures/1/new/"
data-kept="Kept" data-sent="Sent:" data-refused="Refused:">
<input name="csrfmiddlewaretoken" value="token"><input name="key" value="k-1">
<input name="value" value="7"><button name="submit" value="1">Send</button></form><div data-kept-list></div>
<script>{script}</script></body>"""


class Server:
    """What a server would see: bodies of what arrived, and how it answers."""

    def __init__(self) -> None:
        self.arrived: list[dict[str, list[str]]] = []
        self.status, self.answer = 200, {"id": 1, "state": "submitted", "said": "ok"}

    def serve(self, route: Route) -> None:
        request = route.request
        if request.method == "POST":
            assert request.headers["x-kopir"] == "device"
            assert request.headers["x-csrftoken"] == "token"
            self.arrived.append(parse_qs(request.post_data or ""))
            route.fulfill(status=self.status, content_type="application/json", body=json.dumps(self.answer))
        else:
            page = FORM.format(script=SCRIPT.read_text(encoding="utf-8"))
            route.fulfill(status=200, content_type="text/html", body=page)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context()
    context.route("**/*", server.serve)
    page = context.new_page()
    page.goto(ADDRESS)
    yield page
    context.close()


def _kept(page: Page) -> int:
    return int(page.evaluate("(JSON.parse(localStorage.getItem('kopir.measurements')) || []).length"))


def _send_without_a_line(page: Page) -> None:
    page.context.set_offline(True)
    page.click("button")


def test_without_a_line_a_form_is_kept_once_however_often_it_is_sent(page: Page, server: Server) -> None:
    _send_without_a_line(page)
    page.click("button")
    assert (_kept(page), server.arrived) == (1, [])
    assert "Kept" in page.inner_text("[data-kept-list]")


def test_it_is_sent_once_there_is_a_line_and_then_forgotten(page: Page, server: Server) -> None:
    _send_without_a_line(page)
    page.context.set_offline(False)
    page.wait_for_function("document.querySelector('[data-kept-list]').textContent.includes('Sent: Measure')")
    assert [(one["key"], one["value"], one["submit"]) for one in server.arrived] == [(["k-1"], ["7"], ["1"])]
    assert "csrfmiddlewaretoken" not in server.arrived[0]
    assert _kept(page) == 0


def test_it_is_sent_when_any_form_of_a_measurement_is_opened_later(page: Page, server: Server) -> None:
    page.evaluate("""localStorage.setItem("kopir.measurements", JSON.stringify([{to: "/kk/effects/E-0001/measures/1/new/",
        body: "key=k-0&value=5", title: "Yesterday"}]))""")
    page.reload()
    page.wait_for_function("document.querySelector('[data-kept-list]').textContent.includes('Sent: Yesterday')")
    assert [one["key"] for one in server.arrived] == [["k-0"]]


def test_what_the_server_cannot_take_is_said_and_forgotten(page: Page, server: Server) -> None:
    server.status, server.answer = 422, {"errors": ["Not a number"]}
    _send_without_a_line(page)
    page.context.set_offline(False)
    page.wait_for_function("document.querySelector('[data-kept-list]').textContent.includes('Refused: Measure. Not a number')")
    assert _kept(page) == 0


@pytest.mark.parametrize("status", [302, 403, 500])
def test_it_waits_while_one_is_signed_out_or_the_server_fails(page: Page, server: Server, status: int) -> None:
    server.status = status
    _send_without_a_line(page)
    page.context.set_offline(False)
    page.wait_for_timeout(500)
    assert _kept(page) == 1
