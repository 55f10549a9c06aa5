"""The work that a device does, in a real browser: the same SHA-256 as ours, and an answer that waits until it is ready."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kopir.effects.stuffing import zero_bits

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SCRIPT = Path(__file__).resolve().parents[2] / "kopir" / "web" / "effects" / "static" / "effects" / "survey.js"
FORM = """<form data-work="{bits}" action="about:blank"><input name="token" value="abc1234.00ff:1"><input name="work" value="">
<input name="code" value=""><p data-work-note hidden>.</p><p data-offline-note hidden>!</p><button>Send</button></form>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Closed afterwards, or its search would go on for the rest of the run."""
    opened = browser.new_page()
    yield opened
    opened.close()


def loaded(page: Page, body: str) -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    page.set_content(f"<!doctype html><body>{body}<script>{script}</script></body>")


def test_its_hash_is_sha256(page: Page) -> None:
    loaded(page, "")
    for length in (*range(10), *range(54, 67), 119, 120, 128, 200):
        text = ("kopir:7a" * 30)[:length]
        words = page.evaluate("text => kopirWork.sha256(text).map(word => word >>> 0)", text)
        assert "".join(f"{word:08x}" for word in words) == hashlib.sha256(text.encode()).hexdigest(), length


def test_the_work_it_finds_is_what_is_asked_for(page: Page) -> None:
    loaded(page, FORM.format(bits=12))
    page.wait_for_function("document.forms[0].elements.work.value !== ''", timeout=30_000)
    work = page.evaluate("document.forms[0].elements.work.value")
    assert zero_bits(f"abc1234.00ff:1:{work}") >= 12


def test_an_answer_sent_too_early_waits_and_one_with_a_code_does_not(page: Page) -> None:
    loaded(page, FORM.format(bits=60))
    stopped = """code => new Promise(done => {
        const form = document.forms[0];
        form.elements.code.value = code;
        form.addEventListener("submit", event => { done(event.defaultPrevented); event.preventDefault(); }, {once: true});
        form.requestSubmit();
    })"""
    assert page.evaluate(stopped, "") is True
    assert page.is_visible("[data-work-note]")
    assert page.evaluate(stopped, "111122223333") is False


def test_without_a_line_nothing_is_sent_and_the_answers_stay(page: Page) -> None:
    loaded(page, FORM.format(bits=60))
    page.fill("[name=code]", "111122223333")
    page.context.set_offline(True)
    page.click("button")
    assert page.is_visible("[data-offline-note]")
    assert page.input_value("[name=code]") == "111122223333"
    page.context.set_offline(False)
    page.evaluate("document.forms[0].addEventListener('submit', event => event.preventDefault())")
    page.click("button")
    assert not page.is_visible("[data-offline-note]")
