"""The main pages of the demonstration: nothing for axe to find in three languages, nothing wider than a small phone, and the
first journeys without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser import Running
from tests.story.axe import found_by_axe
from tests.story.test_story import write_proposal
from tests.story.visitor import Visitor, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES = ("kk", "ru", "en")
A_MATTER = "interactions/{number}/"
# Who looks (nobody: without signing in) → pages.
PUBLIC = [
    "", "responsible/", "territories/", "territories/636200000/", "sectors/3/", "organisations/",
    "organisations/n-demo-ertis-tany/", "posts/", "posts/authorised-636200000/", "interactions/", A_MATTER,
    "search/?q=қоқыс", "journal/", "open-data/", "watch/conservation/", "demo/", "account/login/",
    "regulation/", "regulation/authorised-officials-draft/", "regulation/authorised-officials-draft/compare/",
    "regulation/authorised-officials-draft/changes/2/", "regulation/duties/meetings/", "posts/authorised-636200000/duties/",
    "watch/coverage/", "watch/contradictions/", "practices/", "practices/evidence/", "ways/", "glossary/",
    "territories/630000000/benefit/", "territories/630000000/benefit/sheets/", "territories/630000000/needs/",
    "organisations/n-demo-ertis-tany/effect/", "organisations/n-demo-ertis-tany/effect/frame/",
    "tried/?text=қоқыс", "watch/same/", "watch/synergy/", "watch/handovers/", "posts/authorised-636200000/timeline/",
]  # fmt: skip
SIGNED_IN = {
    "ertis-tany": [
        "cabinet/",
        "cabinet/matters/",
        "cabinet/matters/new/",
        "cabinet/organisation/",
        "cabinet/help/",
        "cabinet/help/new/",
        "account/",
    ],
    "ulan": [
        "desk/",
        "desk/waiting/",
        "desk/posts/",
        "desk/answers/",
        "desk/notices/",
        "desk/duties/",
        "desk/plan/",
        "desk/reports/",
        "desk/coverage/",
        "desk/duties/powers/",
        "desk/proofs/",
        "desk/practices/",
        "desk/timeline/",
        "desk/synergy/",
    ],
    "katon": ["desk/", "desk/handover/"],
    "coordinator": ["watch/"],
    "admin": ["data/"],
}
PAGES = [("", PUBLIC), *SIGNED_IN.items()]


@pytest.fixture(scope="module", params=PAGES, ids=lambda pair: pair[0] or "nobody")
def looking(request: pytest.FixtureRequest, browser: Browser, demonstration: Running) -> Iterator[tuple[Visitor, list[str]]]:
    """A visitor, signed in where a name is given, with the pages to look at. The policy against foreign scripts is off, as
    axe is one."""
    address, pages = request.param
    who = visitor(browser, demonstration, bypass_csp=True, reduced_motion="reduce")
    if address:
        who.sign_in(address)
    who.open("interactions/")
    number = re.search(r"\d{4}-\d{6}", who.text)
    assert number is not None
    yield who, [path.format(number=number[0]) for path in pages]
    who.page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(looking: tuple[Visitor, list[str]], language: str) -> None:
    who, pages = looking
    who.language = language
    found = {}
    for path in pages:
        who.open(path)
        found[path] = found_by_axe(who)
    assert {path: problems for path, problems in found.items() if problems} == {}


def test_nothing_is_wider_than_a_small_phone(looking: tuple[Visitor, list[str]]) -> None:
    who, pages = looking
    who.page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for language in LANGUAGES:
        who.language = language
        for path in pages:
            who.open(path)
            wide[f"{language}/{path}"] = who.page.evaluate("document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 320} == {}


# ---- Without JavaScript ------------------------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser, demonstration: Running) -> Iterator[Visitor]:
    who = visitor(browser, demonstration, java_script_enabled=False)
    yield who
    who.page.context.close()


def test_who_is_responsible_is_found_without_javascript(plain: Visitor) -> None:
    """Home, a place in another spelling and a few words; the field that Köpir proposes; the post."""
    plain.open("")
    plain.page.fill("main [name=place]", "Улан")
    plain.page.fill("main [name=words]", "қоқыс")
    plain.page.locator("main form button.govuk-button").first.click()
    plain.page.locator("main a", has_text="Қоршаған орта").first.click()
    assert "Ұлан ауданы әкімінің орынбасары" in plain.text
    plain.page.locator('main a[href*="/posts/authorised-636200000/"]').first.click()
    assert plain.title.endswith("Ұлан ауданы әкімінің орынбасары")


def test_a_matter_is_written_without_javascript(plain: Visitor) -> None:
    plain.sign_in("ertis-tany")
    assert re.fullmatch(r"\d{4}-\d{6}", write_proposal(plain))
