"""`kopir import territories` as an administrator sees it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils.translation import get_language, override

from kopir.cli import main
from kopir.territories.models import Territory
from tests.territories.files import ROWS, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejected(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    settings.KOPIR_REJECTED = tmp_path / "rejected"  # type: ignore[attr-defined]
    return tmp_path / "rejected"


def run(path: Path, *options: str) -> Result:
    with override(get_language()):  # the command speaks English; the tests after it do not
        return CliRunner().invoke(main, ["import", "territories", str(path), *options])


def test_counts_as_json(tmp_path: Path, rejected: Path) -> None:
    result = run(table(tmp_path / "k.csv"), "--json", "--as-of", "2026-07-17")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "read": 11, "created": 11, "updated": 0, "unchanged": 0, "ended": 0, "rejected": 0,
        "noted": 0, "rejected_by": {}, "noted_by": {}, "left_out": [], "other_sheets": [], "rejected_file": None,
        "notes_file": None, "dry_run": False,
    }  # fmt: skip
    assert str(Territory.objects.get(code="636200000").source_date) == "2026-07-17"
    assert not rejected.exists()


def test_counts_in_words(tmp_path: Path, rejected: Path) -> None:
    result = run(table(tmp_path / "k.csv"), "--dry-run")
    assert "      11  new territories" in result.stdout
    assert result.stdout.endswith("Nothing was changed: this was a dry run.\n")
    assert Territory.objects.count() == 0


def test_rejected_rows_go_to_a_table_in_the_administrators_language(tmp_path: Path, rejected: Path) -> None:
    result = run(table(tmp_path / "k.csv", [*ROWS, ("63", "Қате", "=1+1")]), "--json", "--language", "ru")
    kept = Path(json.loads(result.stdout)["rejected_file"])
    assert kept.parent == rejected
    with kept.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"row": "13", "column": "code", "code": "63", "reason": "Код состоит из девяти цифр, а здесь «63»."}
        ]


def test_a_wrong_file_gives_one_sentence(tmp_path: Path, rejected: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("a,b\n1,2\n")
    for wrong in (path, tmp_path / "none.csv", tmp_path):
        result = run(wrong)
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: ")
        assert len(result.stderr.splitlines()) == 1


def test_a_part_of_the_classifier_is_refused_with_the_way_out(tmp_path: Path, rejected: Path) -> None:
    run(table(tmp_path / "k.csv"))
    part = table(tmp_path / "part.csv", ROWS[:2])
    result = run(part, "--language", "en")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: The file names 2 territories, so 9 of the 11 that are in force would end. Add --partial when the file is only "
        "a part of the classifier, or --allow-ending when they did end.\n"
    )
    assert run(part, "--partial").exit_code == 0
