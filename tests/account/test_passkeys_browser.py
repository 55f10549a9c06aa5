"""A passkey in a real browser against a real server: set up, sign in with it alone, use it as the second step and as a proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
MAKE = """
from allauth.account.models import EmailAddress
from tests.factories import make_person
person = make_person("Айгүл", email={email!r}, language="kk")
EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """With a device that holds keys and says yes, and with every complaint of the browser kept."""
    opened = context.new_page()
    opened.complaints = []  # type: ignore[attr-defined]
    opened.on("console", lambda said: said.type == "error" and opened.complaints.append(said.text))  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))  # type: ignore[attr-defined]
    driver = context.new_cdp_session(opened)
    driver.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    driver.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return opened


def complaints(page: Page) -> list[str]:
    """Refusals of the content security policy and errors of scripts; where the front page leads is not asked here."""
    return [said for said in page.complaints if "404" not in said]  # type: ignore[attr-defined]


def sign_in_by_password(page: Page, server: Running, email: str) -> None:
    page.goto(f"{server.address}/kk/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", "correct horse battery")
    page.click("form:has([name=login]) button")


def add_key(page: Page, server: Running, name: str, *, alone: bool = True) -> None:
    page.goto(f"{server.address}/kk/account/2fa/webauthn/add/")
    if "/reauthenticate/" in page.url:
        page.fill("[name=password]", "correct horse battery")
        page.click("main form button")
    page.fill("[name=name]", name)
    page.set_checked("[name=passwordless]", alone)
    page.click("[data-passkey-button]")
    page.wait_for_url(lambda url: not url.endswith("/add/"))


def sign_out(page: Page, server: Running) -> None:
    page.goto(f"{server.address}/kk/account/logout/")
    page.click("main form button")


def test_a_passkey_signs_in_alone(server: Running, page: Page):
    server.run(MAKE.format(email="alone@example.kz"))
    sign_in_by_password(page, server, "alone@example.kz")
    add_key(page, server, "Кеңседегі компьютер")
    page.goto(f"{server.address}/kk/account/2fa/webauthn/")
    assert page.inner_text("tbody th") == "Кеңседегі компьютер"
    sign_out(page, server)
    page.goto(f"{server.address}/kk/account/login/?next=/kk/account/edit/")
    page.click("[data-passkey-button]")
    page.wait_for_url(f"{server.address}/kk/account/edit/")
    assert page.input_value("[name=name]") == "Айгүл"
    assert complaints(page) == []


def test_a_key_can_be_the_second_step_and_the_proof(server: Running, page: Page):
    server.run(MAKE.format(email="second@example.kz"))
    sign_in_by_password(page, server, "second@example.kz")
    add_key(page, server, "Кілт", alone=False)
    sign_out(page, server)
    sign_in_by_password(page, server, "second@example.kz")
    assert page.url == f"{server.address}/kk/account/2fa/authenticate/"
    page.click("[data-passkey-button]")
    page.wait_for_url(lambda url: "/2fa/" not in url)
    page.goto(f"{server.address}/kk/account/2fa/totp/activate/")
    page.click("text=Кіру кілтімен растау")
    page.click("[data-passkey-button]")
    page.wait_for_url("**/2fa/totp/activate/")
    assert page.locator("img.k-qr").count() == 1
    assert complaints(page) == []


def test_a_key_is_renamed_and_taken_away(server: Running, page: Page):
    server.run(MAKE.format(email="away@example.kz"))
    sign_in_by_password(page, server, "away@example.kz")
    add_key(page, server, "Бірінші")
    page.goto(f"{server.address}/kk/account/2fa/webauthn/")
    page.click("tbody >> text=Атын өзгерту")
    page.fill("[name=name]", "Екінші")
    page.click("main form button")
    assert page.inner_text("tbody th") == "Екінші"
    page.click("tbody >> text=Алып тастау")
    page.click("main form button")
    assert page.locator("tbody").count() == 0
    letters = "\n".join(server.letters())
    assert len(re.findall(r"^To: away@example\.kz$", letters, re.M)) == 2


def test_saying_no_leaves_words_and_another_way(server: Running, page: Page, context: BrowserContext):
    page.goto(f"{server.address}/ru/account/login/")
    page.click("[data-passkey-button]")
    page.wait_for_selector("form[data-passkey] [role=alert]")
    assert "Ключ доступа не использован" in page.inner_text("form[data-passkey] [role=alert]")
    assert page.locator("[data-passkey-button]").is_visible()


def test_without_javascript_the_page_says_so(server: Running, browser: Browser):
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{server.address}/kk/account/login/")
    assert "JavaScript керек" in page.inner_text("main")
    assert not page.locator("[data-passkey-button]").is_visible()
    plain.close()
