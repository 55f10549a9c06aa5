"""Somebody in front of a browser, who does only what a person could: opens, reads, types, presses."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kopir.demo import signins
from tests.browser import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page


CODE_LASTS = 30  # seconds


@dataclass(slots=True)
class Visitor:
    """`language` is that of the pages."""

    page: Page
    server: Running
    language: str = "kk"

    def open(self, path: str) -> None:
        answer = self.page.goto(f"{self.server.address}/{self.language}/{path}")
        assert answer is not None and answer.ok, f"{path}: {answer and answer.status}"

    def sign_in(self, address: str) -> Visitor:
        """With the password, and the code when it is asked."""
        self.open("account/login/")
        self.page.fill("input[name=login]", f"{address}@{signins.HOST}")
        self.page.fill("input[name=password]", signins.PASSWORD)
        self.page.locator("main form button.govuk-button").first.click()
        if "/2fa/" in self.page.url:
            self._give_code()
        assert "/account/login/" not in self.page.url and "/2fa/" not in self.page.url, self.text
        return self

    def _give_code(self) -> None:
        """A code is good once: whoever signs in again within half a minute waits for the next."""
        for wait in (0, CODE_LASTS):
            time.sleep(wait and wait - time.time() % wait + 1)
            self.page.fill("input[name=code]", signins.code())
            self.page.locator("main form button.govuk-button").first.click()
            if "/2fa/" not in self.page.url:
                return

    @property
    def text(self) -> str:
        """What stands on the page, with single spaces."""
        return " ".join(self.page.inner_text("main").split())

    @property
    def title(self) -> str:
        return self.page.inner_text("h1")

    def fill(self, **fields: str) -> Visitor:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)
        return self

    def choose(self, name: str, words: str) -> Visitor:
        """The answer of a question whose label holds these words."""
        label = self.page.locator(f"main .govuk-radios__item:has(input[name={name}]) label", has_text=words).first
        label.click()
        return self

    def pick(self, name: str, value: str) -> Visitor:
        self.page.locator(f"main input[name={name}][value='{value}']").check(force=True)
        return self

    @property
    def button(self) -> Locator:
        """The main button of the form."""
        grouped = self.page.locator("main form .govuk-button-group button.govuk-button")
        return (grouped if grouped.count() else self.page.locator("main form button.govuk-button")).first

    def press(self) -> Visitor:
        """The main button, after which no mistake is shown."""
        self.button.click()
        self.page.wait_for_load_state()
        mistakes = self.page.locator(".govuk-error-summary")
        assert mistakes.count() == 0, mistakes.inner_text()
        return self

    def matter(self, number: str) -> Visitor:
        self.open(f"interactions/{number}/")
        return self

    def act(self, number: str, name: str) -> Visitor:
        """From the page of the matter to the page of one decision."""
        self.matter(number)
        address = f'a[href*="/interactions/{number}/{name}/"]'
        link = self.page.locator(f"main {address}").first
        if not link.is_visible():
            self.page.locator(f"details:has({address}) > summary").first.click()
        link.click()
        self.page.wait_for_url(re.compile(f"/{name}/"))
        return self


def visitor(browser: Browser, server: Running, *, language: str = "kk", **options: object) -> Visitor:
    """A browser of one's own, with nobody else's cookies."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    return Visitor(context.new_page(), server, language)
