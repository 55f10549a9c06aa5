"""Charts: what is drawn, what is said beside it, what is kept."""

from __future__ import annotations

import os
import re
import time
from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx import Document

from kopir.charts import Bar, Chart, Point, bars, columns, course, png, svg
from kopir.charts.chart import WIDTH
from kopir.charts.drawing import folder
from kopir.charts.jobs import MONTH, sweep
from kopir.charts.looks import LOOKS
from kopir.papers import Figures, Paper, Picture, docx_bytes, pdf_bytes

KAZAKH = "Көкпекті ауданы: әлеуметтік қызмет, ғимарат, үй, қоғам"
SVG = "{http://www.w3.org/2000/svg}"


def people(*rows: Bar) -> Chart:
    return bars("people", "Қамтылған адамдар", "Аудандар бойынша", rows or [Bar(KAZAKH, 120, 150)], unit="адам", head="Аудан")


def money() -> Chart:
    rows = [("2024", {"тапсырыс": 80.0, "грант": 20.0}), ("2025", {"тапсырыс": 55.0, "қызмет": 45.0})]
    return columns("money", "Қаржы", "Екі жыл", rows, head="Жыл")


def texts(drawn: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def widths(drawn: str) -> list[float]:
    """Of every bar, in the order drawn."""
    return [float(found) for found in re.findall(r'd="M0,[\d.]+h([\d.]+)v', drawn)[1:]]


def test_a_picture_has_a_title_and_a_description_and_no_voice_for_each_part() -> None:
    root = ElementTree.fromstring(svg(people()))
    named = {one.get("id"): one.text for one in root if one.get("id")}
    assert [named[one] for one in root.attrib["aria-labelledby"].split()] == ["Қамтылған адамдар", "Аудандар бойынша"]
    assert root.get("role") == "img" and root.get("lang") == "kk"
    assert not [one for one in root.iter() if one is not root and (one.get("role") or one.get("aria-label"))]


def test_kazakh_letters_arrive_as_text() -> None:
    assert KAZAKH[:48] in texts(svg(people()))[0] and "120–150" in texts(svg(people()))


def test_a_bar_is_as_long_as_its_value() -> None:
    long, short = widths(svg(people(Bar("a", 100), Bar("b", 25))))
    assert short * 4 == long


def test_of_a_range_both_ends_are_drawn() -> None:
    high, low = widths(svg(people(Bar("a", 60, 120))))
    assert low * 2 == high


def test_nothing_counted_is_drawn_without_a_bar_and_says_zero() -> None:
    assert widths(svg(people(Bar("a", 0)))) == [0] and "0" in texts(svg(people(Bar("a", 0))))


def test_a_page_follows_its_look_and_paper_has_plain_colours() -> None:
    assert "var(--govuk-brand-colour, #0b5e78)" in svg(people())
    assert "var(" not in svg(people(), "paper") and "#0b5e78" in svg(people(), "paper")
    assert LOOKS["page"].keys() == LOOKS["paper"].keys()


@pytest.mark.parametrize("chart", [people(), money(), course("c", "Курс", "Өсу", [Point("2024", 1), Point("2025", 3)])])
def test_no_colour_is_left_by_its_meaning_and_nothing_needs_a_style(chart: Chart) -> None:
    drawn = svg(chart)
    assert '"@' not in drawn and "style=" not in drawn and "<style" not in drawn and "http" not in drawn.split(">", 1)[1]


def test_parts_of_a_whole_keep_their_look_in_every_row() -> None:
    chart = money()
    assert chart.header == ["Жыл", "тапсырыс", "грант", "қызмет"]
    assert chart.rows == [["2024", "80.0", "20.0", "—"], ["2025", "55.0", "—", "45.0"]]


def test_a_course_begins_at_zero_and_shows_its_target() -> None:
    chart = course("c", "Курс", "Өсу", [Point("2024", 10), Point("2025", 30)], target=Point("Нысана", 40))
    drawn = svg(chart)
    assert "Нысана: 40" in texts(drawn) and "stroke-dasharray" in drawn
    assert [row[1] for row in chart.rows] == ["10", "30", "40"]


def test_what_was_drawn_is_kept_and_anything_else_is_drawn_anew(settings, tmp_path) -> None:
    settings.KOPIR_DATA = tmp_path
    first = svg(people())
    assert svg(people()) == first and len(list(folder().glob("*/*.svg"))) == 1
    svg(people(), "paper"), svg(people(), language="ru"), svg(people(Bar("a", 1)))
    assert len(list(folder().glob("*/*.svg"))) == 4


def test_kept_pictures_that_nobody_asks_for_go(settings, tmp_path) -> None:
    settings.KOPIR_DATA = tmp_path
    svg(people()), svg(people(), "paper")
    old, _new = sorted(folder().glob("*/*.svg"))
    os.utime(old, (time.time(), time.time() - MONTH - 60))
    assert sweep() == 1 and not old.exists()


def test_papers_hold_pictures_and_figures_in_both_forms() -> None:
    chart = people()
    blocks = [Figures([("120–150", "адам"), ("7", "қажеттілік")]), Picture(svg(chart, "paper"), chart.description, png(chart))]
    paper = Paper("Пайда", "kk", blocks)
    assert pdf_bytes(paper).startswith(b"%PDF")
    document = Document(BytesIO(docx_bytes(paper)))
    assert len(document.inline_shapes) == 1
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "Аудандар бойынша"
    assert "120–150 адам" in [one.text for one in document.paragraphs]


def test_the_number_of_the_longest_bar_stays_within_the_picture() -> None:
    chart = bars("a", "A", "a", [Bar("Сала", 19_345_678, words="12\u00a0345\u00a0678–19\u00a0345\u00a0678")])
    longest = chart.spec["layer"][1]["data"]["values"][0]
    assert longest["low"] + len(longest["words"]) * 9 < WIDTH
