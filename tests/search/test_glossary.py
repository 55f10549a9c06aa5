"""Every file of the glossary keeps the rules of its README."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from kopir.base.fold import KAZAKH_LETTERS, sort_key

FOLDER = Path(__file__).parents[2] / "kopir/search/reference/glossary"
FILES = sorted(FOLDER.glob("*.csv"))
COLUMNS = ["kk", "ru", "en", "kind"]
KINDS = {"n", "adj", "v", "adv", "num", "pron", "conj", "post", "phrase", "name"}
LEAST = 5000

KAZAKH = re.compile(r"[а-яё" + KAZAKH_LETTERS + r" ,;.\-–]+", re.IGNORECASE)
RUSSIAN = re.compile(r"[а-яё ,;.\-–«»]+", re.IGNORECASE)
ENGLISH = re.compile(r"[a-z0-9 ,;.'\-/]+", re.IGNORECASE)
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))[1:]


def all_headwords() -> Iterator[tuple[str, str]]:
    for file in FILES:
        for row in rows(file):
            yield row[0].casefold(), file.name


@each_file
def test_a_file_begins_with_the_names_of_the_columns(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith(",".join(COLUMNS) + "\n")


@each_file
def test_every_row_has_four_filled_cells(file: Path) -> None:
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows(file)]
    assert filled == rows(file)
    assert {len(row) for row in filled} == {len(COLUMNS)}


@each_file
def test_every_kind_is_known(file: Path) -> None:
    assert [row for row in rows(file) if row[3] not in KINDS] == []


@each_file
def test_every_column_has_the_letters_of_its_language(file: Path) -> None:
    columns = (KAZAKH, RUSSIAN, ENGLISH)
    broken = [row for row in rows(file) if not all(letters.fullmatch(cell) for letters, cell in zip(columns, row, strict=False))]
    assert broken == []


@each_file
def test_no_synonym_is_empty_or_said_twice(file: Path) -> None:
    lists = [cell.split("; ") for row in rows(file) for cell in row[:3]]
    assert [words for words in lists if len(set(words)) < len(words)] == []
    assert [words for words in lists if "" in words or ";" in "".join(words)] == []


@each_file
def test_rows_stand_in_the_order_of_the_kazakh_alphabet(file: Path) -> None:
    keys = [(sort_key(row[0], "kk"), row[0]) for row in rows(file)]
    unsorted = [after[1] for before, after in pairwise(keys) if before[0] > after[0]]
    assert unsorted == []


def test_a_kazakh_headword_stands_once_over_all_files() -> None:
    found: dict[str, list[str]] = {}
    for word, name in all_headwords():
        found.setdefault(word, []).append(name)
    assert {word: names for word, names in found.items() if len(names) > 1} == {}


def test_the_glossary_is_large_enough_to_be_of_use() -> None:
    assert sum(len(rows(file)) for file in FILES) >= LEAST
