"""Every CSV keeps one convention (kopir/base/tables.py): codes, words beside them, yes and no, days and times."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import transaction

from kopir.search import keeping
from tests.permissions.routes import ROLES, TABLE
from tests.permissions.test_routes import Asked, address
from tests.permissions.whole import Whole
from tests.web.test_budgets import READERS, grow

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORMS = {"public:measurement_template"}  # written to be filled in and handed back, in the words of its form

CODES = frozenset(
    [
        "ref",
        "code",
        "kind",
        "state",
        "status",
        "rank",
        "legal_form",
        "level",
        "territory",
        "territory_code",
        "sector",
        "post",
        "body",
        "body_ref",
        "organisation",
        "owner",
        "author",
        "language",
        "act",
        "role",
        "subject_kind",
        "verdict",
        "outcome",
        "library",
        "duty",
        "power",
        "substitute",
        "substitute_ref",
        "card",
        "other_word",
        "later_check",
        "repeated",
        "parent",
        "of",
        "matter",
    ]
)
MARKS = frozenset(
    [
        "demonstration",
        "to_be_confirmed",
        "is_draft",
        "is_heading",
        "vacant",
        "good",
        "empty",
        "thin",
        "moved",
        "counted_as_met",
        "held",
        "proved_by_an_act",
        "never_proved",
    ]
)
CODE = re.compile(r"[A-Za-z0-9_.:, -]*")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)?")
TIME = re.compile(r"(\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d)?)?")
SAID = ("True", "False", "None")
# Columns of words that bear the name of a code elsewhere.
WORDS = {("handovers:items_csv", "status")}


def test_every_column_of_every_file_keeps_the_convention() -> None:
    asked = Asked(Whole())
    grow(asked, 0)
    keeping.mend()
    files = {name: found for name in sorted(TABLE) if name not in FORMS and (found := _rows(asked, name))}
    assert len(files) > 50
    wrong = [(name, *one) for name, rows in files.items() for one in _wrong(name, rows)]
    assert wrong == []


def _rows(asked: Asked, name: str) -> list[list[str]]:
    """The file as the first of the readers whom the table lets in gets it; nothing when it is none."""
    letters = dict(zip(ROLES, TABLE[name], strict=True))
    role = next((role for role in READERS if letters[role] == "o"), None)
    if role is None:
        return []
    with transaction.atomic():
        answer: Any = asked.clients[role].get(address(name, asked))
        whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    is_file = answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/csv")
    return list(csv.reader(io.StringIO(whole.decode("utf-8-sig")))) if is_file else []


def _wrong(name: str, rows: list[list[str]]) -> list[tuple[str, str]]:
    header, *lines = rows
    assert len({*header}) == len(header), (name, header)
    lacking = [(column, "a word without its code") for column in header if _is_alone(column, header)]
    cells = {(column, cell) for line in lines for column, cell in zip(header, line, strict=True)}
    return lacking + sorted(pair for pair in cells if (name, pair[0]) not in WORDS and not _is_kept(*pair))


def _is_alone(column: str, header: list[str]) -> bool:
    return column.endswith("_name") and column.removesuffix("_name") not in header


def _is_kept(column: str, cell: str) -> bool:
    if cell in SAID:
        return False
    if column in MARKS:
        return cell in ("", "0", "1")
    if column in CODES:
        return bool(CODE.fullmatch(cell))
    if column.endswith("_on") or column in ("since", "until", "source_date", "last_day", "date"):
        return bool(DAY.fullmatch(cell))
    return bool(TIME.fullmatch(cell)) if column == "at" or column.endswith("_at") else True


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("is_draft", "True"), ("good", "yes"), ("kind", "уәкілетті лауазымды тұлға"), ("due_on", "27.11.2026"),
        ("closed_at", "2026-08-29 02:51:16.703068+00:00"), ("at", "2026-08-29T02:51:16"), ("title", "None"),
    ],
)  # fmt: skip
def test_what_breaks_it(column: str, cell: str) -> None:
    assert not _is_kept(column, cell)
