"""Practices from files: what is recognised, what is taken, going on after a kill, and a trial that leaves nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils.translation import override
from docx import Document

from kopir.base import files
from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.idents import check_digit
from kopir.journal.models import Entry, Withheld
from kopir.practices import acts, jobs, queries
from kopir.practices.importing.fields import propose
from kopir.practices.importing.reading import markdown_parts, read
from kopir.practices.models import Card, CardText, Import, ImportedCard, RejectedRow
from tests.matter.people import browser
from tests.practices.test_cards import refused
from tests.practices.world import Memory, fresh

pytestmark = pytest.mark.django_db

HEADINGS = ("Атауы", "Мәселе", "Не жасалды", "Нәтиже", "Бюджет")
ROWS = [
    ("Жылы аялдама", "Балалар суықта автобус күтеді", "1. Жиын өткіздік\n2. Аялдама салдық", "Ауру азайды", "1 200 000"),
    ("", "Атауы жоқ жол", "", "", ""),
    ("Көпір", "", "", "", ""),
    ("Кітапхана", "Кітап жоқ еді", "Сөре қойдық", "40 оқырман", "көп"),
]
REPORT = """# Жылы аялдама
Кіріспе сөз
## Мәселе
Балалар суықта күтеді
## Не жасалды
- Жиын
- Аялдама
# Кітапхана
## Мәселе
Кітап жоқ
"""


@pytest.fixture
def world() -> Memory:
    return Memory()


def table(folder: Path, rows: Any = ROWS, headings: Any = HEADINGS, name: str = "практика.csv", **options: Any) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, **{"delimiter": ";", **options}).writerows([headings, *rows])
    path = folder / name
    path.write_bytes(out.getvalue().encode())
    return path


def many(folder: Path, number: int) -> Path:
    return table(folder, [(f"Тәжірибе {one}", f"Мәселе {one}", "Жұмыс", "", "") for one in range(number)])


def handed(world: Memory, path: Path, **about: Any) -> Import:
    told = acts.About("2019 жылғы жинақ", date(2019, 5, 1), territory=world.ulan, sector=world.sector, **about)
    return acts.hand_in(path, path.name, told, by=world.district)


def brought(world: Memory, path: Path, **about: Any) -> Import:
    row = handed(world, path, **about)
    return fresh(acts.go_on(acts.begin_import(row, row.mapping, by=world.district)))


# ---- Reading -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        ("Атауы", "Мәселе", "Не жасалды?", "Нәтижесі"),
        ("Название практики", "Проблема, которую решали", "Что было сделано", "Результаты"),
        ("Title", "Problem", "What was done", "Outcome"),
    ],
)
def test_headings_are_recognised_in_three_languages(headings: tuple[str, ...]) -> None:
    assert list(propose(headings).values()) == ["title", "problem", "steps", "results"]


@pytest.mark.parametrize("options", [{"delimiter": ";"}, {"delimiter": ","}, {"delimiter": "\t"}])
def test_a_table_is_read_with_any_separator(tmp_path: Path, options: dict[str, str]) -> None:
    found = read(table(tmp_path, **options), "a.csv")
    assert found.headings == list(HEADINGS)
    assert [number for number, _cells in found.rows] == [2, 3, 4, 5]


def test_a_table_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Название;Проблема\nМост;Нет дороги\n".encode("cp1251"))
    assert read(path, path.name).rows == [(2, {"Название": "Мост", "Проблема": "Нет дороги"})]


def test_columns_about_persons_and_personal_numbers_are_not_kept(tmp_path: Path) -> None:
    number = f"90010130012{check_digit('90010130012')}"
    found = read(table(tmp_path, [("Көпір", f"ЖСН {number}", "Асан")], ("Атауы", "Мәселе", "Басшы")), "a.csv")
    assert found.left_out == ["Басшы"]
    assert number not in str(found) and "Асан" not in str(found)


def test_markdown_gives_a_practice_under_each_highest_heading(tmp_path: Path) -> None:
    path = tmp_path / "есеп.md"
    path.write_text(REPORT, encoding="utf-8")
    with override("en"):
        found = read(path, path.name)
    assert [cells["Title"] for _number, cells in found.rows] == ["Жылы аялдама", "Кітапхана"]
    first = found.rows[0][1]
    assert (first["Мәселе"], first["Не жасалды"]) == ("Балалар суықта күтеді", "- Жиын\n- Аялдама")
    assert first["Text under the title"] == "Кіріспе сөз"


def test_a_text_cut_in_the_middle_of_a_letter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.md"
    path.write_bytes("# Мәселе\n".encode() * 30 + b"\xd0\n")
    with pytest.raises(Refused):
        read(path, path.name)


def test_a_text_with_headings_of_one_rank_is_one_practice(tmp_path: Path) -> None:
    path = tmp_path / "Жылы аялдама.md"
    path.write_text("# Мәселе\nСуық\n# Нәтиже\nЖылы\n", encoding="utf-8")
    with override("en"):
        assert [cells for _number, cells in read(path, path.name).rows] == [
            {"Title": "Жылы аялдама", "Мәселе": "Суық", "Нәтиже": "Жылы"}
        ]
    assert list(markdown_parts("## A ##\nb")) == [(2, "A"), (0, "b")]


def test_a_word_document_is_read_by_its_headings(tmp_path: Path) -> None:
    document = Document()
    for heading, rank, words in (("Жылы аялдама", 1, ""), ("Мәселе", 2, "Суық"), ("Көпір", 1, ""), ("Мәселе", 2, "Жол жоқ")):
        document.add_heading(heading, rank)
        document.add_paragraph(words)
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx", "a.docx")
    assert [cells["Мәселе"] for _number, cells in found.rows] == ["Суық", "Жол жоқ"]


def test_a_word_document_of_tables_is_a_practice_a_table(tmp_path: Path) -> None:
    document = Document()
    form = document.add_table(rows=0, cols=2)
    for heading, words in (("Атауы", "Жылы аялдама"), ("Мәселе", "Суық")):
        cells = form.add_row().cells
        cells[0].text, cells[1].text = heading, words
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx", "a.docx").rows == [(1, {"Атауы": "Жылы аялдама", "Мәселе": "Суық"})]


@pytest.mark.parametrize(("name", "code"), [("a.pdf", "file_kind"), ("a.docx", "file_mismatch"), ("a.csv", "wrong_file")])
def test_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7 not this")
    refused(code, lambda: read(tmp_path / name, name))


# ---- Taking over ---------------------------------------------------------------------------------------------------


def test_rows_become_drafts_in_their_own_language_with_source_and_row(world: Memory, tmp_path: Path) -> None:
    row = brought(world, table(tmp_path))
    card = Card.objects.get(imported__origin=row)
    text = card.texts.get()
    assert (row.state, row.created, row.rejected) == ("done", 1, 3)
    assert (card.state, card.owner, card.territory, card.sector) == ("draft", world.district_post, world.ulan, world.sector)
    assert (card.cost_tenge, text.language, text.step_lines) == (1_200_000, "kk", ["Жиын өткіздік", "Аялдама салдық"])
    assert (card.imported.row, card.imported.origin.source) == (2, "2019 жылғы жинақ")
    assert card.ref == f"P-{card.pk:04}"


def test_rows_that_are_not_taken_are_a_table_with_their_reasons(world: Memory, tmp_path: Path) -> None:
    row = brought(world, table(tmp_path))
    with override("en"):
        found = list(queries.rejected_rows(row))
    assert [line[:3] for line in found] == [
        [3, "Атауы", "there is no title"],
        [4, "", "besides the title nothing is told"],
        [5, "Бюджет", "this should be a whole number"],
    ]
    assert queries.rejected_columns(row) == ["row", "column", "reason", *HEADINGS]
    assert found[2][3:] == list(ROWS[3])


def test_what_did_not_work_becomes_a_card_of_that_kind(world: Memory, tmp_path: Path) -> None:
    path = table(tmp_path, [("Көпір", "Жол жоқ", "Ақша болмады")], ("Атауы", "Мәселе", "Неге болмады"))
    assert Card.objects.get(imported__origin=brought(world, path)).kind == "failed"


def test_place_and_sector_of_a_row_go_before_those_of_the_file(world: Memory, tmp_path: Path) -> None:
    good = ("А", "Мәселе", world.glubokoe.name_kk, world.sector.code)
    rows = [good, ("Б", "Мәселе", "Атлантида", ""), ("В", "Мәселе", "", "Ғарыш")]
    row = brought(world, table(tmp_path, rows, ("Атауы", "Мәселе", "Аудан", "Сала")))
    assert Card.objects.get(imported__origin=row).territory == world.glubokoe
    assert [one.fault for one in row.rejected_rows.all()] == ["no_place", "no_sector"]


def test_the_same_practice_twice_in_a_file_is_one_card(world: Memory, tmp_path: Path) -> None:
    row = brought(world, table(tmp_path, [ROWS[0], ("\x0bЖылы аялдама", *ROWS[0][1:])]))
    assert (row.created, [one.fault for one in row.rejected_rows.all()]) == (1, ["twice"])


def test_a_mapping_without_title_or_words_is_refused(world: Memory, tmp_path: Path) -> None:
    row = handed(world, table(tmp_path))
    refused("no_title", lambda: acts.begin_import(row, {"Мәселе": "problem"}, by=world.district))
    refused("no_words", lambda: acts.begin_import(row, {"Атауы": "title"}, by=world.district))
    twice = {"Атауы": "title", "Мәселе": "title", "Нәтиже": "results"}
    refused("twice", lambda: acts.begin_import(row, twice, by=world.district))


def test_two_columns_may_go_to_one_text(world: Memory, tmp_path: Path) -> None:
    row = handed(world, table(tmp_path))
    mapping = {"Атауы": "title", "Мәселе": "problem", "Нәтиже": "problem"}
    acts.go_on(acts.begin_import(row, mapping, by=world.district))
    assert CardText.objects.get(title="Жылы аялдама").problem == "Балалар суықта автобус күтеді\n\nАуру азайды"


def test_the_same_file_a_second_time_makes_nothing_new(world: Memory, tmp_path: Path) -> None:
    path = table(tmp_path)
    waiting = handed(world, path)
    assert handed(world, path) == waiting
    acts.go_on(acts.begin_import(waiting, waiting.mapping, by=world.district))
    refused("imported_already", lambda: handed(world, path))


# ---- Going on ------------------------------------------------------------------------------------------------------


def test_an_import_that_was_broken_off_goes_on_behind_its_last_row(world: Memory, tmp_path: Path) -> None:
    row = handed(world, many(tmp_path, 450))
    acts.go_on(acts.begin_import(row, row.mapping, by=world.district), most=1)
    assert (fresh(row).state, fresh(row).done, Card.objects.count()) == ("running", 200, 200)
    jobs.go_on_importing()
    assert (fresh(row).state, fresh(row).done, fresh(row).created) == ("done", 450, 450)
    assert len({one.row for one in ImportedCard.objects.all()}) == 450


def test_a_batch_that_fails_leaves_nothing_half_done(world: Memory, tmp_path: Path) -> None:
    row = handed(world, many(tmp_path, 450))
    acts.begin_import(row, row.mapping, by=world.district)

    def killed(now: Import) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        acts.go_on(row, progress=killed)
    assert (fresh(row).done, Card.objects.count(), CardText.objects.count()) == (200, 200, 200)
    acts.go_on(fresh(row))
    assert (fresh(row).state, Card.objects.count()) == ("done", 450)


def test_two_hands_at_once_do_not_make_a_card_twice(world: Memory, tmp_path: Path) -> None:
    row = handed(world, many(tmp_path, 300))
    acts.begin_import(row, row.mapping, by=world.district)
    other = fresh(row)
    acts.go_on(row, most=1)
    acts.go_on(other)
    assert Card.objects.count() == 200
    acts.go_on(fresh(row))
    assert Card.objects.count() == 300


# ---- A trial -------------------------------------------------------------------------------------------------------


def traces(*words: str) -> list[str]:
    """Tables of the whole database in which one of these words stands."""
    found = []
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            rows = str(list(model._base_manager.values()))
            found += [model._meta.label for word in words if word in rows]
    return found


def rows_of(*models: type[Model]) -> list[int]:
    return [model._base_manager.count() for model in models]


def test_a_trial_is_removed_without_a_trace(world: Memory, tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    row = brought(world, table(tmp_path))
    words = ("Жылы аялдама", "Кітап жоқ еді", "2019 жылғы жинақ", "практика.csv")
    assert set(traces(*words)) >= {"practices.CardText", "practices.RejectedRow", "practices.Import"}
    assert files.stored_path(row.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        found = acts.forget_import(row, by=world.district)
    assert (found.gone, found.kept) == (1, [])
    assert rows_of(Card, CardText, Import, ImportedCard, RejectedRow) == [0, 0, 0, 0, 0]
    assert traces(*words) == []
    assert not files.stored_path(row.sha256).exists()


def test_the_journal_keeps_that_there_was_an_import_and_that_it_was_removed(world: Memory, tmp_path: Path) -> None:
    row = brought(world, table(tmp_path))
    acts.forget_import(row, by=world.district)
    kept = Entry.objects.filter(subject_kind="practices.import", subject_id=str(row.pk)).order_by("pk")
    assert [entry.act for entry in kept] == [
        "practices.import", "practices.begin_import", "practices.import_rows", "practices.forget_import",
    ]  # fmt: skip
    assert '"gone":1' in Withheld.objects.get(pk=kept.last().pk).values


def test_a_card_somebody_has_worked_with_stays_with_its_source(world: Memory, tmp_path: Path) -> None:
    row = brought(world, table(tmp_path, [ROWS[0], ("Кітапхана", "Кітап жоқ еді", "Сөре қойдық", "", "")]))
    touched = Card.objects.get(texts__title="Кітапхана")
    acts.write(touched, by=world.district, language="kk", words={"results": "40 оқырман"})
    assert queries.worked_with(row) == [touched]
    found = acts.forget_import(fresh(row), by=world.district)
    assert (found.gone, found.kept) == (1, [touched])
    assert fresh(touched).imported.origin == row and not fresh(row).is_trial
    refused("not_trial", lambda: acts.forget_import(fresh(row), by=world.district))


def test_cards_that_are_kept_cannot_be_removed_together(world: Memory, tmp_path: Path) -> None:
    row = acts.keep_import(brought(world, table(tmp_path)), by=world.district)
    refused("not_trial", lambda: acts.forget_import(row, by=world.district))


def test_a_removed_import_that_was_under_way_makes_no_more_cards(world: Memory, tmp_path: Path) -> None:
    row = handed(world, many(tmp_path, 300))
    acts.go_on(acts.begin_import(row, row.mapping, by=world.district), most=1)
    elsewhere = fresh(row)
    acts.forget_import(fresh(row), by=world.district)
    acts.go_on(elsewhere, by=SYSTEM)
    assert Card.objects.count() == 0


def test_untouched_drafts_of_a_file_do_not_fill_the_desk(world: Memory, tmp_path: Path) -> None:
    brought(world, table(tmp_path))
    own = world.card()
    assert queries.own_cards(world.district) == [own]
    assert len(queries.own_imports(world.district)) == 1 and queries.own_imports(world.neighbour) == []
    with pytest.raises(Refused, match="not_found"):
        queries.import_for(world.neighbour, queries.own_imports(world.district)[0].pk)


# ---- Pages ---------------------------------------------------------------------------------------------------------


def test_the_pages_lead_from_the_file_to_the_cards_and_back(world: Memory, tmp_path: Path) -> None:
    client = browser(world.district)
    given = SimpleUploadedFile("практика.csv", table(tmp_path).read_bytes())
    values = {"file": given, "source": "Жинақ", "dated_on": "2019-05-01", "language": "", "is_trial": "on"}
    answer = client.post("/en/practices/import/", {**values, "place": world.ulan.code, "sector": world.sector.pk})
    page = client.get(answer["Location"]).content.decode()
    assert 'name="c0"' in page and "Балалар суықта автобус күтеді" in page
    chosen = {"c0": "title", "c1": "problem", "c2": "steps", "c3": "results", "c4": ""}
    look = client.get(f"{answer['Location']}look/", chosen).content.decode()
    assert "Of the first 4 rows 2 would become cards" in look and Card.objects.count() == 0
    assert client.get(f"{answer['Location']}look/", {"c1": "problem"}).content.decode().count("Say which column holds the title")
    client.post(f"{answer['Location']}begin/", chosen)
    done = client.get(answer["Location"]).content.decode()
    assert Card.objects.count() == 2 and "Жылы аялдама" in done
    lines = b"".join(client.get(f"{answer['Location']}rejected.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "there is no title" in lines
    assert "2 cards go" in client.get(f"{answer['Location']}forget/").content.decode()
    client.post(f"{answer['Location']}forget/")
    assert (Card.objects.count(), Import.objects.count()) == (0, 0)


# ---- Files as people make them -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_a_text_is_read_in_the_encodings_of_tables(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "есеп.md"
    path.write_bytes(REPORT.encode(encoding))
    with override("en"):
        assert [cells["Title"] for _number, cells in read(path, path.name).rows] == ["Жылы аялдама", "Кітапхана"]


def test_kazakh_in_eight_bits_is_not_taken_for_broken_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Тәжірибелер жинағы;\nАтауы;Мәселе\nТұрғын үй;Тәртіп жоқ\n".encode("kz1048"))
    assert read(path, path.name).rows == [(3, {"Атауы": "Тұрғын үй", "Мәселе": "Тәртіп жоқ"})]


def test_a_title_above_the_headings_is_no_heading(tmp_path: Path) -> None:
    rows = [("", "", "", "", ""), HEADINGS, *ROWS]
    found = read(table(tmp_path, rows, ("2019 жылғы жинақ", "", "", "", "")), "a.csv")
    assert (found.headings, found.rows[0][0]) == (list(HEADINGS), 4)


def test_headings_that_nobody_knows_are_read_for_a_person_to_name(tmp_path: Path) -> None:
    found = read(table(tmp_path, [("Көпір", "Жол жоқ")], ("Бір", "Екі")), "a.csv")
    assert (found.headings, len(found.rows)) == (["Бір", "Екі"], 1)


def test_no_cell_is_lost_for_want_of_a_heading(tmp_path: Path) -> None:
    rows = [("Көпір", "Жол жоқ", "тағы мәселе", "атаусыз", "артық")]
    with override("en"):
        found = read(table(tmp_path, rows, ("Атауы", "Мәселе", "Мәселе", "")), "a.csv")
    assert found.headings == ["Атауы", "Мәселе", "Мәселе (3)", "Column 4", "Beyond the last column"]
    assert list(found.rows[0][1].values()) == list(rows[0])


def test_a_table_of_a_document_loses_no_cell(tmp_path: Path) -> None:
    document = Document()
    form = document.add_table(rows=0, cols=2)
    for heading, words in (("Атауы", "Жылы аялдама"), ("Мәселе", "Суық"), ("", "Жел"), ("Мәселе", "Қар"), ("Басшы", "Асан")):
        cells = form.add_row().cells
        cells[0].text, cells[1].text = heading, words
    document.save(str(tmp_path / "a.docx"))
    found = read(tmp_path / "a.docx", "a.docx")
    assert found.rows[0][1]["Мәселе"] == "Суық\nЖел\nҚар"
    assert (found.left_out, "Асан" in str(found.rows)) == (["Басшы"], False)
