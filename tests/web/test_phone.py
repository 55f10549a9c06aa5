"""The first screen of a phone shows the page, and what unfolds needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
WIDTHS = {"phone": 360, "desktop": 1200}


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("light", ["", "?light=1"], ids=["whole", "light"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_header_leaves_a_phone_to_the_page(
    browser: Browser, server: Running, language: str, light: str, with_script: bool
) -> None:
    phone = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 640}, java_script_enabled=with_script)
    phone.goto(f"{server.address}/{language}/watch/gaps/{light}")
    heading = phone.locator("h1").bounding_box()
    assert heading and heading["y"] < (260 if light else 190)
    hidden = [phone.locator(one) for one in (".k-nav a >> nth=0", "#site-search", ".k-signin")]
    assert not any(one.is_visible() for one in hidden)
    phone.locator(".k-menu summary").focus()
    phone.keyboard.press("Enter")
    assert all(one.is_visible() for one in hidden)
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.id") == "site-search" if with_script else True
    phone.context.close()


def test_escape_closes_the_menu_from_whatever_it_unfolded(browser: Browser, server: Running) -> None:
    phone = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 640})
    phone.goto(f"{server.address}/kk/watch/gaps/")
    rooms, menu = phone.locator(".k-nav a >> nth=0"), phone.locator(".k-menu summary")
    for inside in (menu, phone.locator("#site-search"), rooms):
        menu.click()
        inside.focus()
        phone.keyboard.press("Escape")
        assert not rooms.is_visible()
        assert phone.evaluate("document.activeElement.parentNode.className") == "k-menu"
    menu.click()
    phone.locator(".k-footer a >> nth=0").focus()
    phone.keyboard.press("Escape")
    assert rooms.is_visible(), "who is elsewhere keeps what is open"
    phone.context.close()


def test_a_wide_screen_shows_all_of_it_at_once(browser: Browser, server: Running) -> None:
    page = browser.new_page(viewport={"width": WIDTHS["desktop"], "height": 640})
    page.goto(f"{server.address}/kk/watch/gaps/")
    assert not page.locator(".k-menu").is_visible()
    assert all(page.locator(one).is_visible() for one in (".k-nav a >> nth=0", "#site-search", ".k-signin"))
    page.context.close()


def test_a_language_is_short_to_the_eye_and_whole_to_the_ear(browser: Browser, server: Running) -> None:
    phone = browser.new_page(viewport={"width": WIDTHS["phone"], "height": 640})
    phone.goto(f"{server.address}/kk/")
    assert phone.get_by_role("link", name="Русский", exact=True).is_visible()
    assert phone.get_by_role("link", name="English", exact=True).is_visible()
    phone.context.close()
