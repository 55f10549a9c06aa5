"""Other forms of a word, other keyboard layouts, suggestions, facets; and that none of them tells what may not be known."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kopir.base.actors import VISITOR
from kopir.base.layouts import other_layouts
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.search import jobs
from kopir.search.queries import Found, Search, in_order, search, suggest
from kopir.search.queries.readings import better_spelling
from tests.factories import make_organisation, make_territory
from tests.interactions.world import World

pytestmark = pytest.mark.django_db


def find(text: str, **narrowed: Any) -> Found:
    return search(VISITOR, Search(text, **narrowed))


def labels(found: Found) -> list[str]:
    return [hit.document.label for hit in found.hits]


# ---- Forms of words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Мектептеріміздің жанындағы жол", "мектеп"),
        ("Мектепке баратын жол", "мектептер"),
        ("Просим построить пандусы", "пандус построили"),
        ("Waste sorting for villages", "village"),
        ("Мектепке баратын жол", "mektep"),
    ],
)
def test_any_form_of_a_word_finds_the_others(written: str, typed: str) -> None:
    matter = World().received(title="Өтініш", text=written, language="kk" if typed[0] in "мm" else "ru")
    jobs.rebuild()
    assert labels(find(typed, kind="matter")) == [matter.number]


def test_the_word_itself_stands_before_its_other_forms() -> None:
    world = World()
    other = world.received(title="Бірінші", text="Мектептерге жол керек")
    itself = world.received(title="Екінші", text="Әр мектеп үшін жол керек")
    jobs.rebuild()
    assert labels(find("мектеп", kind="matter")) == [itself.number, other.number]


def test_the_found_form_is_marked() -> None:
    World().received(title="Өтініш", text="Ауылдағы мектептерімізге жол керек")
    jobs.rebuild()
    [hit] = find("мектебі", kind="matter").hits
    assert [piece.text for piece in hit.snippet if piece.found] == ["мектептерімізге"]


# ---- Other layouts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vtrntg", "мектеп"),
        ("5fksv", "ғалым"),
        ("5алым", "ғалым"),
        ("ысрщщд", "school"),
        ("gfylec", "пандус"),
        ("9qsv", "ұйым"),
    ],
)
def test_the_same_keys_on_another_layout(typed: str, meant: str) -> None:
    assert meant in list(other_layouts(typed))


@pytest.mark.parametrize("typed", ["2026-000123", "990140000123", "", "«»"])
def test_numbers_and_signs_have_no_other_layout(typed: str) -> None:
    assert list(other_layouts(typed)) == []


def test_a_text_on_the_wrong_layout_finds_what_was_meant() -> None:
    make_organisation("«Шапағат» қоры", ru="Фонд «Милосердие»")
    jobs.rebuild()
    found = find("vbkjcthlbt")
    assert (found.instead, found.total) == ("милосердие", 1)
    assert find("милосердие").instead == ""


def test_the_spelling_of_what_was_found_is_offered() -> None:
    make_organisation("Ұйым «Үміт»")
    jobs.rebuild()
    assert (find("уйым").meant, find("ұйым").meant, find("uiym umit").meant) == ("ұйым", "", "ұйым үміт")


def test_a_spelling_is_taken_from_what_is_shown_only() -> None:
    assert better_spelling(["уйым"], [("уйым",)], ["Ұйым", "ұйым"]) == "ұйым"
    assert better_spelling(["уйым"], [("уйым",)], ["уйым", "ұйым"]) == ""
    assert better_spelling(["уйым"], [("уйым",)], []) == ""


# ---- Facets ----------------------------------------------------------------------------------------------------


def test_facets_of_language_state_and_year() -> None:
    world = World()
    world.received(title="Алаң бір")
    answered = world.received(title="Алаң екі", language="ru")
    world.answer(answered)
    jobs.rebuild()
    facets = find("алаң", kind="matter").facets
    assert facets.languages == {"kk": 1, "ru": 1}
    assert facets.states == {"matter:open": 1, "matter:answered": 1}
    assert sum(facets.years.values()) == 2
    assert labels(find("алаң", state="matter:answered")) == [answered.number]
    assert labels(find("алаң", language="ru", kind="matter")) == [answered.number]
    assert find("алаң", period="1999").total == 0


def test_a_facet_counts_what_the_others_leave() -> None:
    world = World()
    world.received(title="Алаң бір")
    world.answer(world.received(title="Алаң екі", language="ru"))
    jobs.rebuild()
    found = find("алаң", kind="matter", language="ru")
    assert (found.total, found.facets.languages, found.facets.states) == (1, {"kk": 1, "ru": 1}, {"matter:answered": 1})


def test_the_place_facet_shows_what_lies_inside_the_chosen_place() -> None:
    world = World()
    make_territory("636230000", "Бозанбай ауылдық округі", world.ulan)
    world.received(title="Алаң бір")
    world.received(title="Алаң екі", territory=world.glubokoe)
    jobs.rebuild()
    assert find("алаң", kind="matter").facets.places == {"630000000": 2}
    assert find("алаң", kind="matter", territory=world.place).facets.places == {"636000000": 1, "634000000": 1}
    assert find("алаң", kind="matter", territory=world.ulan).total == 1


# ---- Suggestions and the file ----------------------------------------------------------------------------------


def test_suggestions_come_while_the_last_word_is_only_begun() -> None:
    make_organisation("«Жасыл ел» қоғамдық бірлестігі")
    jobs.rebuild()
    assert [[str(one.name("kk")) for one in suggest(VISITOR, typed)] for typed in ("ж", "жас", "zhas", ";fc")] == [
        [], *[["«Жасыл ел» қоғамдық бірлестігі"]] * 3,
    ]  # fmt: skip


def test_suggestions_look_at_names_only() -> None:
    World().received(title="Алаң", text="Ерекше сөздер мәтінде")
    jobs.rebuild()
    assert suggest(VISITOR, "ерекше") == []


def test_the_file_holds_all_that_was_found(client: Client) -> None:
    for number in range(25):
        make_organisation(f"Бірлік {number:02}")
    jobs.rebuild()
    assert len(in_order(VISITOR, Search("бірлік"))) == 25
    lines = b"".join(client.get("/kk/search.csv?q=бірлік").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert (len(lines), lines[0].split(",")[0]) == (26, "kind")


# ---- What nobody may know --------------------------------------------------------------------------------------

HIDDEN = "Құпиялық"


@pytest.fixture
def hidden() -> Matter:
    """Restricted after the index knew it, before the index learns of it."""
    matter = World().received(title=f"{HIDDEN} тақырып", text="Айтылмайтын мәтін", for_whom="Жасырын топ")
    jobs.rebuild()
    assert suggest(VISITOR, HIDDEN[:5]) and find("айтылмайтын").total == 1
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.RESTRICTED)
    return matter


@pytest.mark.parametrize("indexed_anew", [False, True])
@pytest.mark.parametrize("typed", [HIDDEN, "kupialyk", "айтылмайтын", "айтылмайтындар", "жасырын", "0egbzks0"])
def test_a_restricted_matter_speaks_neither_in_counts_nor_suggestions(hidden: Matter, typed: str, indexed_anew: bool) -> None:
    if indexed_anew:
        jobs.rebuild()
    found = find(typed)
    assert hidden.number not in labels(found)
    assert (found.facets.kinds.get("matter", 0), found.meant, found.instead) == (0, "", "")
    assert suggest(VISITOR, typed) == [] == in_order(VISITOR, Search(typed, kind="matter"))


def test_the_pages_tell_nothing_of_it_either(hidden: Matter, client: Client) -> None:
    asked = (f"search/?q={HIDDEN}", "search/?q=айтылмайтын", f"suggest/search/?q={HIDDEN[:5]}", f"tried/?text={HIDDEN} тақырып")
    for page in asked:
        text = client.get(f"/kk/{page}").content.decode()
        assert "тақырып</" not in text.replace(f"{HIDDEN} тақырып</textarea>", "") and hidden.number not in text, page


@pytest.mark.parametrize("number", [1, 3])
def test_one_query_suggests_however_many(number: int, django_assert_num_queries: Any) -> None:
    for place in range(number):
        make_organisation(f"Бірлік {place}")
    jobs.rebuild()
    with django_assert_num_queries(1):
        assert len(suggest(VISITOR, "бірл")) == number
