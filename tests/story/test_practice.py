"""A practice in a real browser: one click on a finished matter, review by a peer and by the other side, publication, two
adoptions, of which one repeats the effect and one does not; tree and map in three languages; evidence that runs out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser import Running
from tests.story.visitor import Visitor, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Ауыл жағасынан қоқыс жинайтын күн"
STEPS = "Жиын өткіздік\nКөлік таптық\nӘр сенбі жинадық"
MEASURED = "Жағадағы үйінді 14-тен 2-ге азайды"
SAME = "Үш айда үйінді екі есе азайды"
OTHER = "Көлік болмады, үйінді сол күйі тұр"
YEAR_AGO = (date.today() - timedelta(days=200)).isoformat()

MAKE = f"""
from kopir.base.actors import Actor, Role
from kopir.interactions import acts
from kopir.interactions.models import MatterKind
from kopir.interactions.words import OutcomeKind
from kopir.organisations.models import Membership
from kopir.posts.models import Appointment
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
row = Membership.objects.filter(organisation__ref="n-demo-ertis-tany").select_related("person", "organisation").first()
by = Actor(Role.MEMBER, row.person_id, row.person.name, row.organisation_id, None, tuple(row.organisation.names.items()))
values = {{"kind": MatterKind.objects.get(code="proposal"), "title": "{TITLE}", "text": "Ауыл жағасында қоқыс үйіліп жатыр.",
    "territory": Territory.objects.get(name_kk="Ұлан ауданы"), "sector": Sector.objects.get(code="3"), "asked": "Көлік бөлу",
    "legal_question": "no"}}
matter = acts.submit(acts.start_draft(by=by, values=values), by=by)
post = matter.accountable
holder = Appointment.objects.get(post=post, ends_on=None).person
official = Actor(Role.OFFICIAL, holder.pk, holder.name, post.organisation_id, post.pk, tuple(post.names.items()))
acts.answer(matter, by=official, kind=OutcomeKind.SOLVED, statement="Әр сенбіде көлік бөлінді, жаға тазарды.",
    evidence="Қабылдау актісі")
matter.refresh_from_db()
acts.give_word(matter, by=by, word="confirmed", text="Растаймыз")
print(matter.number)
"""
EXPIRE = """
from datetime import date, timedelta
from kopir.practices import acts
from kopir.practices.models import Evidence
Evidence.objects.filter(card__ref="{ref}", kind="measured", adoption=None).update(expires_on=date.today() - timedelta(days=1))
acts.expire_evidence()
"""


def test_a_practice_from_a_matter_to_two_adoptions(browser: Browser, demonstration: Running) -> None:
    number = demonstration.run(MAKE).strip()
    owner = visitor(browser, demonstration).sign_in("ulan")
    ref = one_click(owner, number)
    writes_and_asks(owner, ref)

    peer = visitor(browser, demonstration).sign_in("glubokoe")
    other = visitor(browser, demonstration, java_script_enabled=False).sign_in("ertis-tany")
    for reviewer in (peer, other):
        agrees(reviewer, ref)
    owner.open(f"practices/{ref}/publish/")
    owner.press()
    assert level_of(owner, ref) == "2"

    adopts(peer, ref, "Глубокое", "yes", SAME)
    lonely = visitor(browser, demonstration).sign_in("tensiz")
    adopts(lonely, ref, "Риддер", "no", OTHER)

    for language in ("kk", "ru", "en"):
        tree_and_map_stand(visitor(browser, demonstration, language=language), ref)
    demonstration.run(EXPIRE.format(ref=ref))
    assert level_of(owner, ref) == "1"
    assert "мерзімі өткен" in owner.text


# ---- What each of them does --------------------------------------------------------------------------------------------


def one_click(owner: Visitor, number: str) -> str:
    """From the matter's page; answers the address of the card."""
    owner.matter(number)
    owner.page.locator(f"main form[action*='/practices/from/{number}/'] button").click()
    owner.page.wait_for_url(re.compile(r"/practices/P-\d+/$"))
    assert TITLE in owner.text
    return owner.page.url.rstrip("/").rpartition("/")[2]


def writes_and_asks(owner: Visitor, ref: str) -> None:
    owner.open(f"practices/{ref}/text/kk/")
    owner.fill(steps=STEPS).press()
    proves(owner, f"practices/{ref}/proof/", MEASURED)
    owner.open(f"practices/{ref}/ask-peer/")
    owner.choose("to", "Глубокое").press()
    owner.open(f"practices/{ref}/ask-other/")
    owner.press()


def proves(by: Visitor, path: str, words: str) -> None:
    by.open(path)
    by.pick("kind", "measured").fill(words=words, dated_on=YEAR_AGO, number="17").press()


def agrees(reviewer: Visitor, ref: str) -> None:
    """By the button on the page of the card."""
    reviewer.open(f"practices/{ref}/")
    reviewer.page.locator("aside a[href*='/review/'], .k-todo a[href*='/review/']").first.click()
    reviewer.page.wait_for_url(re.compile(r"/review/\d+/"))
    reviewer.pick("agrees", "yes").press()


def adopts(by: Visitor, ref: str, place: str, answer: str, result: str) -> None:
    by.open(f"practices/{ref}/adopt/")
    by.fill(place=place, started_on=YEAR_AGO)
    by.page.keyboard.press("Tab")
    by.page.locator("main form .govuk-button-group button.govuk-button").first.click()
    if by.page.locator("main input[name=choice]").count():  # several places are called so
        by.page.locator("main .govuk-radios__item:has(input[name=choice]) label").first.click()
        by.press()
    by.open(f"practices/{ref}/")
    by.page.locator("main a[href*='/result/']").first.click()
    by.pick("repeated", answer).fill(result=result).press()
    if answer == "yes":
        proof = by.page.locator("main a[href*='/adoption-proof/']").first.get_attribute("href")
        assert proof is not None
        proves(by, proof.removeprefix(f"/{by.language}/"), SAME)


def level_of(by: Visitor, ref: str) -> str:
    """The number beside the bar of levels."""
    by.open(f"practices/{ref}/")
    found = re.search(r"(\d) / 5", by.text)
    assert found is not None, by.text
    return found[1]


def tree_and_map_stand(reader: Visitor, ref: str) -> None:
    """Both answers in the table, the tree drawn, the region of both places filled on the map."""
    reader.open(f"practices/{ref}/")
    table = reader.page.locator("#adoptions ~ table").first.inner_text()
    assert SAME in table and OTHER in table
    tree = reader.page.locator("figure.k-picture img")
    tree.scroll_into_view_if_needed()
    assert tree.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 100
    drawn = reader.page.request.get(f"{reader.server.address}{tree.get_attribute('src')}").text()
    assert "✓" in drawn and "✕" in drawn
    tile = reader.page.locator(".k-map .k-tile", has=reader.page.locator(".k-tile__value", has_text="2"))
    assert tile.count() == 1
