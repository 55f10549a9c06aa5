"""A slow line: what a page weighs, whole journeys at 50 kB/s and 400 ms, and no doubles when the line breaks, somebody presses
twice or goes back."""

from __future__ import annotations

import gzip
import re
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

import pytest

from tests.browser import Running
from tests.story.test_pages import LANGUAGES, PUBLIC
from tests.story.test_story import answer, ready_to_send, sees_on_the_desk, write_proposal
from tests.story.visitor import Visitor, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Route

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KB = 1024
FIRST_VIEW = 100 * KB  # a page with everything that it links, packed, for somebody whose browser holds nothing
PAGE = 20 * KB  # the page alone, packed
HEAVIER = {"journal/": 24 * KB}  # pages that may weigh more, and how much
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50 * KB, "uploadThroughput": 50 * KB}  # ms, bytes a second
LINKED = re.compile(r'<(?:script[^>]* src|img[^>]* src|link[^>]* rel="(?:stylesheet|icon|preload)"[^>]* href)="([^"]+)"')


def packed(address: str) -> bytes:
    """What goes over the line."""
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked, timeout=120) as answered:
        return bytes(answered.read())


def words(sent: bytes) -> str:
    return (gzip.decompress(sent) if sent[:2] == b"\x1f\x8b" else sent).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_weighs_more_than_its_budget(demonstration: Running, language: str) -> None:
    number = re.search(r"\d{4}-\d{6}", words(packed(f"{demonstration.address}/kk/interactions/")))
    assert number is not None
    linked: dict[str, int] = {}
    heavy = {}
    for path in [path.format(number=number[0]) for path in PUBLIC]:
        address = f"{demonstration.address}/{language}/{quote(path, safe='/?=&')}"
        sent = packed(address)
        parts = {urljoin(address, part) for part in LINKED.findall(words(sent))}
        assert parts, "every page links at least its stylesheet"
        for part in parts - linked.keys():
            linked[part] = len(packed(part))
        whole = len(sent) + sum(linked[part] for part in parts)
        if len(sent) > HEAVIER.get(path, PAGE) or whole > FIRST_VIEW:
            heavy[path] = (len(sent), whole)
    assert heavy == {}


# ---- Journeys at 50 kB/s and 400 ms ------------------------------------------------------------------------------


@pytest.fixture
def author(browser: Browser, demonstration: Running) -> Iterator[Visitor]:
    who = visitor(browser, demonstration).sign_in("ertis-tany")
    yield who
    who.page.context.close()


def line(who: Visitor) -> CDPSession:
    session = who.page.context.new_cdp_session(who.page)
    session.send("Network.enable")
    return session


def test_a_matter_is_written_and_answered_on_a_slow_line(browser: Browser, demonstration: Running, author: Visitor) -> None:
    line(author).send("Network.emulateNetworkConditions", SLOW)
    number = write_proposal(author)
    district = visitor(browser, demonstration).sign_in("ulan")
    line(district).send("Network.emulateNetworkConditions", SLOW)
    sees_on_the_desk(district, number)
    answer(district, number, "Орын ашылды, дөңгелектерді енді аптасына екі рет алып кетеді.")
    assert "Орын ашылды" in author.matter(number).text
    district.page.context.close()


def test_who_is_responsible_is_found_on_a_slow_line(browser: Browser, demonstration: Running) -> None:
    who = visitor(browser, demonstration)
    line(who).send("Network.emulateNetworkConditions", SLOW)
    who.open("")
    who.page.fill("main [name=place]", "Улан")
    who.page.fill("main [name=words]", "қоқыс")
    who.page.locator("main form button.govuk-button").first.click()
    who.page.locator("main a", has_text="Қоршаған орта").first.click()
    assert "Ұлан ауданы әкімінің орынбасары" in who.text
    who.page.context.close()


# ---- No doubles --------------------------------------------------------------------------------------------------


def sent(demonstration: Running, title: str) -> int:
    """How many matters with this title were sent."""
    counted = f"Matter.objects.filter(title={title!r}).exclude(number=None).count()"
    return int(demonstration.run(f"from kopir.interactions.models import Matter; print({counted})").splitlines()[-1])


def test_pressing_twice_sends_one_matter(demonstration: Running, author: Visitor) -> None:
    title = "Екі рет басылған түйме туралы ұсыныс"
    ready_to_send(author, title)
    line(author).send("Network.emulateNetworkConditions", SLOW)
    author.button.dblclick()
    author.page.wait_for_url("**/sent/")
    assert sent(demonstration, title) == 1


def test_an_answer_lost_on_the_way_is_not_sent_again(demonstration: Running, author: Visitor) -> None:
    """The server took it, the line broke before the answer came; the person goes back and presses again."""
    title = "Жауабы жолда жоғалған ұсыныс"
    ready_to_send(author, title)
    last_page = author.page.url

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    author.page.route("**/send/", lose, times=1)
    author.button.click()
    author.page.wait_for_url("chrome-error://**")
    assert sent(demonstration, title) == 1
    send_from(author, last_page)
    assert sent(demonstration, title) == 1


def test_a_line_gone_before_sending_loses_nothing(demonstration: Running, author: Visitor) -> None:
    """The browser may try again by itself when the line is back, and so may the person."""
    title = "Желі жоқ кезде жіберілген ұсыныс"
    ready_to_send(author, title)
    last_page = author.page.url
    author.page.context.set_offline(True)
    author.button.click()
    author.page.wait_for_url("chrome-error://**")
    assert sent(demonstration, title) == 0
    author.page.context.set_offline(False)
    send_from(author, last_page)
    assert sent(demonstration, title) == 1


def send_from(author: Visitor, last_page: str) -> None:
    """The last page is opened again, and its button pressed if it is still there."""
    author.page.goto(last_page)
    if "/sent/" not in author.page.url:
        author.button.click()
        author.page.wait_for_url("**/sent/")
    assert re.search(r"\d{4}-\d{6}", author.text)


def test_going_back_after_sending_does_not_send_again(demonstration: Running, author: Visitor) -> None:
    title = "Артқа қайтып, тағы жіберілген ұсыныс"
    ready_to_send(author, title)
    author.press()
    number = re.search(r"\d{4}-\d{6}", author.text)
    author.page.go_back(wait_until="load")
    if author.button.is_visible() and "/check/" in author.page.url:
        author.button.click()
        author.page.wait_for_url("**/sent/")
    assert number is not None and sent(demonstration, title) == 1
