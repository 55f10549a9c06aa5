"""Finding over one index: spellings, order, narrowing, and what a visitor may not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.actors import VISITOR
from kopir.interactions import acts
from kopir.interactions.models import Matter
from kopir.interactions.words import Visibility
from kopir.journal.models import Entry
from kopir.journal.sealing import seal
from kopir.organisations.models import Organisation
from kopir.search import jobs
from kopir.search.backends import Wanted, postgresql, sqlite
from kopir.search.marking import Marks, marked, snippet
from kopir.search.models import Cursor, Document, IndexRow
from kopir.search.queries import Found, Search, search, suggest
from kopir.search.queries.order import RANKED
from tests.factories import make_organisation, make_territory
from tests.interactions.world import World

pytestmark = pytest.mark.django_db


def find(text: str, language: str = "kk", **narrowed: Any) -> Found:
    return search(VISITOR, Search(text, **narrowed), language)


def names(found: Found) -> list[str]:
    return ["".join(piece.text for piece in hit.title) or hit.document.label for hit in found.hits]


def named(text: str, **narrowed: Any) -> list[str]:
    return names(find(text, **narrowed))


@pytest.fixture
def places(db: None) -> None:
    make_territory(
        "630000000",
        "Шығыс Қазақстан облысы",
        ru="Восточно-Казахстанская область",
        en="East Kazakhstan Region",
    )
    make_territory("636000000", "Ұлан ауданы", ru="Уланский район", en="Ulan District")
    make_territory("631000000", "Өскемен қаласы", ru="город Усть-Каменогорск", en="Oskemen")
    make_organisation("«Жасыл ел» қоғамдық ұйымы", ref="green", bin="990140000123")
    make_organisation("«Чёрный лебедь»", ref="swan", ru="Клуб «Чёрный лебедь»")
    jobs.rebuild()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ұлан", "Ұлан ауданы"),
        ("УЛАН", "Ұлан ауданы"),
        ("ulan", "Ұлан ауданы"),
        ("Уланский район", "Ұлан ауданы"),
        ("Öskemen", "Өскемен қаласы"),
        ("оскемен", "Өскемен қаласы"),
        ("усть-каменогорск", "Өскемен қаласы"),
        ("уйымы", "«Жасыл ел» қоғамдық ұйымы"),
        ("ҰЙЫМ", "«Жасыл ел» қоғамдық ұйымы"),
        ("жасы", "«Жасыл ел» қоғамдық ұйымы"),
        ("990140000123", "«Жасыл ел» қоғамдық ұйымы"),
        ("черный лебедь", "«Чёрный лебедь»"),
        ("ЛЕБЕДЬ чёрн", "«Чёрный лебедь»"),
    ],
)
def test_any_spelling_finds_the_name(places: None, typed: str, name: str) -> None:
    assert named(typed)[0] == name


def test_exact_stands_before_folded_and_folded_before_a_beginning(db: None) -> None:
    for name in ("Ұлан", "Улан", "Уланбек"):
        make_organisation(name)
    jobs.rebuild()
    assert named("Ұлан") == ["Ұлан", "Улан", "Уланбек"]
    assert named("улан") == ["Улан", "Ұлан", "Уланбек"]


def test_a_district_comes_before_a_village_when_typed_without_kazakh_letters(places: None) -> None:
    make_territory("630330000", "Улан ауылы", ru="село Улан")
    jobs.rebuild()
    assert (named("улан")[0], named("ұлан")[0]) == ("Ұлан ауданы", "Ұлан ауданы")


def test_names_that_sound_alike_are_found_when_no_word_is(db: None) -> None:
    make_organisation("«Шаңырақ» қоры")
    jobs.rebuild()
    found = find("Shanirak")
    assert (found.how, names(found)) == ("sound", ["«Шаңырақ» қоры"])


def test_some_words_when_not_all_are_there(places: None) -> None:
    found = find("лебедь ракета")
    assert (found.how, names(found)) == ("some", ["«Чёрный лебедь»"])


@pytest.mark.parametrize("typed", ["", "   ", "«»", "\"' AND * NEAR(", "a\x00b", ":*", "ұ" * 500, "((((", "'; drop table"])
def test_nonsense_is_answered_calmly(places: None, typed: str) -> None:
    assert find(typed).total == 0


@given(st.text(max_size=40))
def test_a_query_is_always_well_formed(text: str) -> None:
    words = text.replace("\x00", "").split() or ["x"]
    wanted = Wanted([[word] for word in words], words, words)
    for backend in (sqlite, postgresql):
        assert isinstance(backend.match(wanted), str)


def test_facets_count_what_was_found_and_narrow_it(db: None) -> None:
    world = World()
    world.received(title="Қоқыс алаңы")
    world.received(title="Қоқыс жәшігі", territory=world.glubokoe)
    jobs.rebuild()
    found = find("қоқыс")
    assert (found.facets.kinds, found.facets.places, found.facets.sectors) == (
        {"sector": 1, "matter": 2},
        {"630000000": 2},
        {"3": 3},
    )
    assert (found.total, find("қоқыс", kind="matter").total, find("қоқыс", territory=world.ulan).total) == (
        3,
        2,
        1,
    )
    assert (find("қоқыс", sector="3").total, find("қоқыс", sector="4").total) == (3, 0)


def test_the_field_itself_comes_before_matters_that_mention_the_word(db: None) -> None:
    World().received(title="Тазалық", text="Қоқыс көп.")
    jobs.rebuild()
    assert [hit.document.kind for hit in find("қоқыс").hits] == ["sector", "matter"]


def test_pages_hold_twenty_and_end(db: None) -> None:
    for number in range(43):
        make_organisation(f"Бірлік {number:02}")
    jobs.rebuild()
    found = [find("бірлік", page=page) for page in (1, 2, 3, 4)]
    assert [(len(one.hits), one.page, one.pages, one.total) for one in found] == [
        (20, 1, 3, 43), (20, 2, 3, 43), (3, 3, 3, 43), (3, 3, 3, 43),
    ]  # fmt: skip
    shown = [name for one in found[:3] for name in names(one)]
    assert sorted(shown) == [f"Бірлік {number:02}" for number in range(43)]


# --- what a visitor may not know -------------------------------------------------------------------------------

SECRET = "Қупия тақырып"


@dataclass
class Restricted:
    world: World
    matter: Matter


@pytest.fixture
def restricted(db: None) -> Restricted:
    world = World()
    matter = world.received(title=SECRET, text="Сыртқа шықпайтын мәтін", visibility="restricted", restricted_because="wish")
    jobs.rebuild()
    return Restricted(world, matter)


@pytest.mark.parametrize("typed", ["тақырып", "шықпайтын", "Алаң"])
def test_texts_of_a_restricted_matter_are_not_found(restricted: Restricted, typed: str) -> None:
    assert find(typed) == Found()


def test_the_author_of_a_restricted_matter_is_not_found_by_it(restricted: Restricted) -> None:
    assert find("жасыл ел").facets.kinds == {"organisation": 1}


def test_number_and_place_of_a_restricted_matter_are_found(restricted: Restricted) -> None:
    number = restricted.matter.number
    assert named(str(number), kind="matter") == [number]
    assert named("ұлан ұсыныс", kind="matter") == [number]


def test_a_matter_restricted_a_moment_ago_is_left_out_before_the_index_knows(db: None) -> None:
    matter = World().received(title=SECRET)
    jobs.rebuild()
    assert find("тақырып").total == 1
    Matter.objects.filter(pk=matter.pk).update(visibility=Visibility.RESTRICTED)
    assert find("тақырып") == Found()


def test_a_draft_is_not_indexed(db: None) -> None:
    World().draft(title=SECRET)
    jobs.rebuild()
    assert find("тақырып").total == 0


# --- keeping the index -----------------------------------------------------------------------------------------


def test_the_index_follows_the_journal(db: None) -> None:
    world = World()
    matter = world.received(title="Бір жаңа мәселе")
    seal()
    jobs.catch_up()
    assert named("жаңа мәселе", kind="matter") == ["Бір жаңа мәселе"]
    acts.restrict(matter, by=world.author, because="personal_data")
    seal()
    assert jobs.catch_up() == 1
    assert named("жаңа мәселе", kind="matter") == []
    assert jobs.catch_up() == 0


def test_mending_adds_what_is_missing_and_drops_what_is_gone(db: None) -> None:
    kept, gone = make_organisation("Бірінші"), make_organisation("Екінші")
    assert jobs.mend() >= 2
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
    jobs.mend()
    assert (named("екінші"), named("бірінші")) == ([], ["Бірінші"])
    assert IndexRow.objects.count() == Document.objects.count()


def test_rebuilding_twice_gives_the_same(places: None) -> None:
    before = [(row.pk, row.kind, row.key) for row in Document.objects.order_by("pk")]
    assert jobs.rebuild() == len(before)
    assert [(row.pk, row.kind, row.key) for row in Document.objects.order_by("pk")] == before
    assert (Cursor.objects.count(), named("ұлан")[0]) == (1, "Ұлан ауданы")


def test_a_renamed_organisation_renews_its_matters(db: None) -> None:
    world = World()
    world.received()
    jobs.rebuild()
    row = Organisation.objects.get(pk=world.author.organisation_id)
    row.set_names(kk="«Самал» қоры")
    row.save()
    entry = Entry(subject_kind="organisations.organisation", subject_id=str(row.pk), content="{}")
    for kind, keys in jobs.affected([entry]).items():
        jobs.index(kind, sorted(keys))
    assert find("самал").facets.kinds == {"organisation": 1, "matter": 1}


# --- how many questions to the database ------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_two_queries_however_much_is_found(db: None, number: int, django_assert_num_queries: Any) -> None:
    for place in range(number):
        make_organisation(f"Бірлік {place}")
    jobs.rebuild()
    with django_assert_num_queries(2):
        assert find("бірлік").total == number


def test_as_many_are_shown_as_counted_when_newer_ones_are_not_meant(db: None) -> None:
    """Above the number that is ranked: the choice of the best must look at what was found, not at the newest rows."""
    for place in range(3):
        make_organisation(f"Бірлік {place}")
    for place in range(RANKED):
        make_organisation(f"Басқа {place}")
    jobs.rebuild()
    found = find("бірлік")
    assert (found.total, len(found.hits), len(suggest(VISITOR, "бірл"))) == (3, 3, 3)


# --- marks -----------------------------------------------------------------------------------------------------


@given(st.text(max_size=200))
def test_marking_keeps_every_letter(text: str) -> None:
    assert "".join(piece.text for piece in marked(text, Marks(("а", "b")))) == text


def test_marks_stand_on_words_that_begin_so() -> None:
    pieces = marked("Ұлан <b>ауданы</b>", Marks(("улан", "ауд")))
    assert [piece.text for piece in pieces if piece.found] == ["Ұлан", "ауданы"]


def test_a_snippet_shows_the_surroundings_of_the_first_word_found() -> None:
    text = "сөз " * 100 + "өзен жағасы " + "соңы " * 100
    pieces = snippet(text, Marks(("озен",)))
    assert [piece.text for piece in pieces if piece.found] == ["өзен"]
    assert len("".join(piece.text for piece in pieces)) < 300
    assert snippet("", Marks(("озен",))) == []
