"""The whole story in a real browser and in Kazakh: from an NGO to the district, aside, up, down, contested, reopened, closed
by both sides; and everything verified offline."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import ROOT, Running
from tests.story.visitor import Visitor, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "Асубұлақ ауылында жарамсыз дөңгелектерді қабылдайтын орын ашу"
TEXT = (
    "Ауылда ескі дөңгелектерді тапсыратын орын жоқ, сондықтан тұрғындар оларды сай мен жол жиегіне тастап кетеді. "
    "Біз көктемде екі жүзге жуық дөңгелек жинадық, бірақ оларды қайта өңдейтін зауытқа жеткізуге көлік керек."
)
REFUSAL = "Асубұлақ ауылы біздің ауданға жатпайды, мердігермен шарт та бізде жоқ."
EVIDENCE = "2026 жылғы жұмыстарды қабылдау актісі және суреттер."


def test_a_matter_travels_to_the_post_and_back(browser: Browser, demonstration: Running, tmp_path: Path) -> None:
    author = visitor(browser, demonstration).sign_in("ertis-tany")
    number = write_proposal(author)

    district = visitor(browser, demonstration).sign_in("ulan")
    sees_on_the_desk(district, number)
    hand_over(district, number, "Глубокое")

    neighbour = visitor(browser, demonstration).sign_in("glubokoe")
    sees_on_the_desk(neighbour, number)
    neighbour.act(number, "refuse").fill(reason=REFUSAL).press()

    district.matter(number)
    assert REFUSAL in district.text
    raise_up(district, number)

    region = visitor(browser, demonstration).sign_in("vko")
    region.act(number, "accept").press()
    decision = "Бюджет тақырыбы өзгертілді, көлікке қаражат бөлінді. Жұмысты аудан жалғастырсын."
    region.act(number, "return-down").fill(decision=decision).press()

    district.matter(number)
    assert decision in district.text
    answer(district, number, "Дөңгелек қабылдау орны ашылды, бірінші көлік екі жүз дөңгелекті зауытқа апарды.")

    author.matter(number)
    assert EVIDENCE in author.text
    give_word(author, number, "contested", "Орын әлі ашылған жоқ: бүгін бардық, қақпасы жабық тұр.")

    answer(region, number, "Қабылдау орны енді күн сайын ашық, кестесі қақпада тұр, жауаптысы тағайындалды.")
    give_word(author, number, "confirmed", "Иә, енді ашық. Рақмет!")
    assert state_of(author, number) == "жабылды"

    author.act(number, "reopen").fill(reason="Екі күннен кейін орын қайтадан жабылып қалды.").press()
    sees_on_the_desk(region, number)
    answer(region, number, "Кезекші ауыстырылды, орын қайта ашылды, енді екі адам кезектесіп жұмыс істейді.")
    give_word(author, number, "confirmed", "Растаймыз, жұмыс істеп тұр.")
    assert state_of(author, number) == "жабылды"

    receipt_verifies_offline(author, number, tmp_path)
    laws_hold(demonstration)


# ---- What each of them does --------------------------------------------------------------------------------------


def write_proposal(author: Visitor) -> str:
    """One question a page; answers the number that stands on the last one."""
    ready_to_send(author)
    author.press()
    found = re.search(r"\d{4}-\d{6}", author.text)
    assert found is not None, author.text
    assert author.page.locator('a[href$="receipt.json"]').count() == 1
    return found[0]


def ready_to_send(author: Visitor, title: str = TITLE) -> None:
    """Everything is written; the last page with its button is open."""
    author.open("cabinet/matters/new/")
    author.choose("kind", "Ұсыныс").press()
    author.fill(title=title, text=TEXT).press()
    author.fill(place="Ұлан ауданы")
    author.page.keyboard.press("Tab")
    author.choose("sector", "қоршаған ортаны қорғау").press()
    if "/nearby/" in author.page.url:
        author.page.locator("main .govuk-button-group a.govuk-button").click()
    author.fill(for_whom="Асубұлақ ауылының тұрғындары", people_concerned="850").press()
    author.fill(asked="Қабылдау орнын белгілеу және көлік бөлу.", offered="Жиырма ерікті және түсіндіру жұмысы.").press()
    author.press()
    author.pick("legal_question", "no").pick("reader", "public").press()
    assert TEXT in author.text and "Ұлан ауданы әкімінің орынбасары" in author.text


def sees_on_the_desk(official: Visitor, number: str) -> None:
    official.open("desk/")
    assert number in official.text


def hand_over(official: Visitor, number: str, to: str) -> None:
    official.act(number, "hand-over")
    official.choose("to", to).fill(reason="Дөңгелектердің көбі көрші аудан жолының бойында жатыр.").press()
    assert "Глубокое ауданы әкімінің орынбасары" in official.matter(number).text


def raise_up(official: Visitor, number: str) -> None:
    official.act(number, "raise").choose("power", "бюджеттік тақырыптарды өзгерту")
    official.choose("to", "Шығыс Қазақстан облысы")
    official.fill(reason="Көлікке қаражат бөлу үшін бюджет тақырыбын өзгерту керек, ауданда ондай өкілеттік жоқ.").press()
    assert "бюджеттік тақырыптарды өзгерту" in official.matter(number).text


def answer(official: Visitor, number: str, statement: str) -> None:
    official.act(number, "answer").pick("kind", "solved").fill(statement=statement, evidence=EVIDENCE).press()
    assert statement in official.matter(number).text


def give_word(author: Visitor, number: str, word: str, text: str) -> None:
    author.act(number, "word").pick("word", word).fill(text=text).press()
    assert text in author.matter(number).text


def state_of(reader: Visitor, number: str) -> str:
    reader.matter(number)
    return reader.page.locator("main h1 ~ p [class*=tag]").first.inner_text().strip()


# ---- Whether it can be verified ----------------------------------------------------------------------------------


def receipt_verifies_offline(author: Visitor, number: str, folder: Path) -> None:
    """With the downloaded file and the published key alone: no settings, no database, an empty folder."""
    author.open(f"interactions/{number}/receipt/")
    with author.page.expect_download() as waited:
        author.page.locator('a[href$="receipt.json"]').first.click()
    receipt, key = folder / "receipt.json", folder / "key.pem"
    waited.value.save_as(receipt)
    with urllib.request.urlopen(f"{author.server.address}/kk/journal/key.pem") as published:
        key.write_bytes(published.read())
    assert verdict(receipt, key, folder) == (0, "good")
    receipt.write_text(receipt.read_text().replace(number, "2026-999999"))
    assert verdict(receipt, key, folder) == (1, "bad")


def verdict(receipt: Path, key: Path, folder: Path) -> tuple[int, str]:
    command = [sys.executable, "-m", "kopir.cli", "verify-receipt", str(receipt), "--key", str(key), "--json"]
    bare = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    done = subprocess.run(command, env=bare, cwd=folder, capture_output=True, text=True)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)["verdict"]


def laws_hold(server: Running) -> None:
    """Nothing is lost, and the journal is whole once everything is sealed."""
    count, law = told(server, "check", "conservation")
    assert (count, law["good"]) == (0, True), law
    for _ in range(20):
        code, journal = told(server, "journal", "verify")
        if not journal.get("waiting"):
            break
        time.sleep(1)
    assert (code, journal["problems"]) == (0, []), journal


def told(server: Running, *command: str) -> tuple[int, dict[str, object]]:
    whole = [sys.executable, "-m", "kopir.cli", *command, "--json"]
    done = subprocess.run(whole, env=server.environment, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, json.loads(done.stdout)
