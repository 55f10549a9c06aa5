"""Every figure on a screen names its definition, its source and its date; every chart has its table beside it too."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils.translation import override

from kopir.effects import acts
from kopir.web.public.definitions import DEFINITIONS
from kopir.web.public.definitions.closings import CLOSINGS
from kopir.web.public.definitions.effects import EFFECTS
from kopir.web.public.definitions.matters import MATTERS
from tests.effects.asking import Later
from tests.effects.test_benefit import reached
from tests.matter.people import browser, read

WEB = Path(__file__).parents[2] / "kopir" / "web"
# The living style page shows the component bare; the administrator's page of letters counts its own table.
BARE = {"ui/style.html", "data/letters.html"}
# These say once, above their figures, when and from what they were counted.
SAID_ONCE = {"public/home.html", "public/parts/work.html"}
TAG = re.compile(r"{% (counted|figure|chart_of|chart) (.*?) %}")


def templates() -> dict[str, str]:
    return {str(path).rpartition("/templates/")[2]: path.read_text(encoding="utf-8") for path in WEB.rglob("templates/**/*.html")}


def tags(*names: str) -> list[tuple[str, str, str]]:
    """Template, tag and what stands in it; of all pages with figures of people's business."""
    rows = [(name, found[1], found[2]) for name, text in sorted(templates().items()) for found in TAG.finditer(text)]
    return [row for row in rows if row[1] in names and row[0] not in BARE]


# ---- Definitions ---------------------------------------------------------------------------------------------------


def test_no_two_figures_have_one_code() -> None:
    assert len(DEFINITIONS) == len(MATTERS) + len(EFFECTS) + len(CLOSINGS)


@pytest.mark.parametrize("code", DEFINITIONS)
def test_a_definition_says_rule_inputs_and_source_in_three_languages(code: str) -> None:
    one = DEFINITIONS[code]
    with override("en"):
        english = [str(words) for words in (one.name, one.rule, one.inputs, one.source)]
    assert all(english)
    for language in ("kk", "ru"):
        with override(language):
            told = [str(words) for words in (one.name, one.rule, one.inputs, one.source)]
        assert [words for words, same in zip(told, english, strict=True) if words == same] == [], language


@pytest.mark.django_db
def test_every_definition_stands_on_the_page_of_definitions() -> None:
    page = read(browser(), "/en/definitions/")
    assert [code for code in DEFINITIONS if f'id="{code}"' not in page] == []


# ---- Templates -----------------------------------------------------------------------------------------------------


def test_every_counted_figure_and_chart_has_a_definition_that_exists() -> None:
    rows = [(name, re.match(r'"(\w+)"', inside)) for name, _tag, inside in tags("counted", "chart_of")]
    assert len(rows) > 30
    assert [name for name, found in rows if found is None or found[1] not in DEFINITIONS] == []


def test_every_figure_in_a_template_gives_definition_source_and_date() -> None:
    rows = tags("figure")
    lacking = [(name, part) for name, _tag, inside in rows for part in ("definition=", "source=", "date=") if part not in inside]
    assert len(rows) > 15 and lacking == []


def test_every_counted_figure_gives_its_date_or_the_page_says_it_once() -> None:
    rows = [(name, inside) for name, _tag, inside in tags("counted", "chart_of") if name not in SAID_ONCE]
    assert [(name, inside) for name, inside in rows if "date=" not in inside] == []
    for name in SAID_ONCE:
        assert re.search(r"Counted now[^%]*% {% when counts.at|Counted now.*?{% when counts.at", templates()[name])


# ---- Pages ---------------------------------------------------------------------------------------------------------


class Figures(HTMLParser):
    """What stands in each element of class `k-figure` or `k-chart`: classes and names of the elements inside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, set[str]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in ("div", "figure"):
            kind = next((name for name in ("k-figure", "k-chart") if name in classes), "")
            self._open.append(kind)
            if kind:
                self.found.append((kind, set()))
        if any(self._open):
            self.found[-1][1].update([tag, *classes])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("div", "figure") and self._open:
            self._open.pop()


def lacking(page: str) -> list[tuple[str, set[str]]]:
    parser = Figures()
    parser.feed(page)
    needed = {"k-figure": {"k-figure__details", "k-figure__source", "time"}}
    needed["k-chart"] = needed["k-figure"] | {"svg", "title", "desc", "table", "figcaption"}
    assert parser.found
    return [(kind, needed[kind] - inside) for kind, inside in parser.found if not needed[kind] <= inside]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_figure_and_chart_of_effects_is_read_with_its_definition_source_and_date(language: str) -> None:
    world = Later()
    world.received(), world.closed(200)
    effect = reached(world, 100, 5000)
    reached(world, 30, 2000), reached(world, 50, 2500)
    acts.name_gain(effect, by=world.author, words="Жоспар")
    world.ngo.funding.create(year=2025, source="grant", percent=90, stated_by="member")
    body, ngo = world.district_post.organisation.ref, world.ngo.ref
    addresses = (
        f"territories/{world.place.pk}/needs/", f"territories/{world.place.pk}/benefit/", f"organisations/{body}/benefit/",
        f"sectors/{world.sector.code}/benefit/", f"organisations/{ngo}/effect/", f"organisations/{ngo}/effect/frame/",
        f"territories/{world.place.pk}/benefit/sheets/", "figures/formal-closing/",
    )  # fmt: skip
    for address in addresses:
        assert (address, lacking(read(browser(), f"/{language}/{address}"))) == (address, [])
