"""Small classifiers written for tests: one region with what a classifier has in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook

from kopir.territories.reading import Row

REGION = ("630000000", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область")
ULAN = ("636200000", "Ұлан ауданы", "Уланский район")
ROWS = [
    REGION,
    ("631000000", "Өскемен Қ.Ә.", "Усть-Каменогорск Г.А."),
    ("631010000", "Өскемен қ.", "г.Усть-Каменогорск"),
    ULAN,
    ("636237000", "Алмасай а.о.", "Алмасайский с.о."),
    ("636237100", "Алмасай а.", "с.Алмасай"),
    ("636237102", "Бірлік а.", "с.Бирлик"),
    ("634000000", "Глубокое ауданы", "Глубоковский район"),
    ("634033000", "Алтай а.ә.", "с.а.Алтайский"),
    ("634033100", "Алтай а.", "с.Алтайский"),
    ("634800000", "Алтай ауданы", "район Алтай"),
]


def rows(lines: Iterable[tuple[str, str, str]] = ROWS) -> list[Row]:
    return [Row(number, *line) for number, line in enumerate(lines, start=2)]


def table(
    path: Path,
    lines: Iterable[tuple[str, str, str]] = ROWS,
    *,
    header: tuple[str, str, str] = ("code", "name_kk", "name_ru"),
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *lines])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def workbook(path: Path, lines: Iterable[tuple[str, str, str]] = ROWS) -> Path:
    """As the statistics bureau writes it: the code whole and in pieces, numbers as numbers, a title above."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Жіктеуіш / Классификатор"])
    sheet.append(["te", "ab", "cd", "ef", "hij", "k", "name_kaz", "name_rus", "nn"])
    for number, (code, kk, ru) in enumerate(lines, start=1):
        pieces = [int(piece) for piece in (code[:2], code[2:4], code[4:6], code[6:])]
        sheet.append([int(code), *pieces, 2, kk, ru, number])
    book.save(path)
    return path
