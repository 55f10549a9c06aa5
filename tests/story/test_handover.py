"""A change of official in a real browser: forty open matters, from the announced departure to the successor's signature. The
leaver works in Kazakh on a desktop, the successor on a phone without JavaScript."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import Running
from tests.story.test_story import verdict
from tests.story.visitor import Visitor, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

POST = "authorised-636300000"
BEFORE, AFTER = "post-636300000", "narynnan-keyin"
MATTERS = 40
PROMISE = "Алаңның орнын келесі аптада көрсетеміз."
NOTE = "Полигонның шартын бірінші аптада ұзарту керек."

MAKE = f"""
from kopir.demo.cast import Cast
from kopir.interactions import acts
from kopir.interactions.models import MatterKind
from kopir.organisations.models import Organisation
from kopir.base.actors import Actor, Role
from kopir.organisations.models import Membership
from kopir.posts.models import Appointment, Post
from kopir.sectors.models import Sector
from kopir.territories.models import Territory
row = Membership.objects.filter(organisation__ref="n-demo-ertis-tany").select_related("person", "organisation").first()
by = Actor(Role.MEMBER, row.person_id, row.person.name, row.organisation_id, None, tuple(row.organisation.names.items()))
post = Post.objects.get(ref="{POST}")
for number in range({MATTERS}):
    values = {{"kind": MatterKind.objects.get(code="proposal"), "title": f"Қоқысты бөлек жинау алаңы, {{number + 1}}-көше",
        "text": "Қалдықты өзен жағасына тастайды, бөлек жинайтын алаң керек.", "territory": Territory.objects.get(pk="636300000"),
        "sector": Sector.objects.get(code="3"), "asked": "Алаң ашу", "legal_question": "no"}}
    matter = acts.submit(acts.start_draft(by=by, values=values), by=by)
    assert matter.accountable_id == post.pk
holder = Appointment.objects.get(post=post, ends_on=None).person
official = Actor(Role.OFFICIAL, holder.pk, holder.name, post.organisation_id, post.pk, tuple(post.names.items()))
acts.write(matter, by=official, text="{PROMISE}")
Cast().person("{AFTER}", "Нарынның жаңа уәкілі")
print(Appointment.objects.get(post=post, ends_on=None).pk)
"""
FOLLOW = "from kopir.handovers import acts, telling; acts.follow_changes(); telling.announce()"


def test_forty_open_matters_change_hands(browser: Browser, demonstration: Running, tmp_path: Path) -> None:
    appointment = demonstration.run(MAKE).strip()
    admin = visitor(browser, demonstration).sign_in("admin")
    last_day(admin, appointment, date.today() + timedelta(days=10))
    demonstration.run(FOLLOW)

    leaver = visitor(browser, demonstration).sign_in(BEFORE)
    prepares_and_signs(leaver)

    last_day(admin, appointment, date.today() - timedelta(days=1))
    appoint(admin)
    demonstration.run(FOLLOW)

    phone = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
    new = visitor(browser, demonstration, **phone).sign_in(AFTER)
    number = takes_item_by_item(new)
    answers_the_question(leaver)
    decides_again_and_signs(new, number)
    receipt_verifies_offline(new, tmp_path)


# ---- What each of them does --------------------------------------------------------------------------------------------


def last_day(admin: Visitor, appointment: str, day: date) -> None:
    admin.open(f"data/posts/one/{POST}/appointments/{appointment}/end/")
    admin.fill(ends_on=day.isoformat(), reason="Басқа жұмысқа ауысты").press()


def appoint(admin: Visitor) -> None:
    admin.open(f"data/posts/one/{POST}/appointments/add/")
    admin.fill(person=f"{AFTER}@demo.example", starts_on=date.today().isoformat(), legal_basis="2026 жылғы бұйрық").press()


def prepares_and_signs(leaver: Visitor) -> None:
    leaver.open("desk/")
    leaver.page.get_by_role("link", name="Ізбасарыңызға қалдыратын істерді дайындаңыз").click()
    assert leaver.page.locator("main a[href*='/items/']").count() >= MATTERS
    pack = leaver.page.url
    leaver.page.locator("main a[href$='/notes/']").click()
    leaver.page.locator("main textarea").first.fill(NOTE)
    leaver.press()
    leaver.page.locator("main a[href$='/promises/']").click()
    assert PROMISE in leaver.text
    for choice in leaver.page.locator("main input[type=radio][value=yes]").all():
        choice.check(force=True)
    leaver.press()
    leaver.page.locator("main a[href$='/sign/']").click()
    leaver.press()
    assert leaver.page.url == pack and "ізбасарды күтіп тұр" in leaver.text


def takes_item_by_item(new: Visitor) -> str:
    """The first matter is asked about, the second refused, the others taken; answers the number of the item in question."""
    new.open("desk/")
    assert "Бұл лауазымға кіріскен күніңіз" in new.text
    new.page.get_by_role("link", name="Іс тапсыру топтамасын ашу").click()
    assert NOTE in new.text and PROMISE in new.text
    new.page.locator("main a[href$='/next/']").click()
    asked, seen = "", 0
    while re.search(r"/items/\d+/", new.page.url) and seen < 3 * MATTERS:
        seen += 1
        if seen == 1:
            asked = new.page.url
            assert new.page.locator("main ol li").count() >= 1, "the story stands on the page"
            new.pick("answer", "question").fill(words="Неге осы көше бірінші?").press()
        elif seen == 2:
            new.pick("answer", "refused").fill(words="Бұл көше көрші ауданға өтті.").press()
        else:
            new.pick("answer", "taken").press()
    assert seen > MATTERS
    return asked


def answers_the_question(leaver: Visitor) -> None:
    """The post is no longer his, the question still reaches him."""
    leaver.open("desk/handover/")
    leaver.page.get_by_role("link", name="Неге осы көше бірінші?").click()
    leaver.fill(words="Тұрғындар сол жерден бастауды сұрады.").press()


def decides_again_and_signs(new: Visitor, item: str) -> None:
    new.page.goto(item)
    assert "Тұрғындар сол жерден бастауды сұрады." in new.text
    new.pick("answer", "taken").press()
    new.page.locator("main a[href$='/sign/']").first.click()
    new.press()
    assert "қол қойылды" in new.text


def receipt_verifies_offline(new: Visitor, folder: Path) -> None:
    with new.page.expect_download() as waited:
        new.page.locator("a[href$='/receipt/sign.json']").click()
    receipt, key = folder / "receipt.json", folder / "key.pem"
    waited.value.save_as(receipt)
    key.write_bytes(new.page.request.get(f"{new.server.address}/kk/journal/key.pem").body())
    assert verdict(receipt, key, folder) == (0, "good")
