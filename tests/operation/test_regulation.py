"""`kopir regulation import` and `export`: what goes out comes in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kopir.operation.regulation import regulation
from kopir.posts.reference import load as load_posts
from kopir.regulation.acts import load_reference
from kopir.regulation.models import Duty, Norm, NormVersion
from kopir.regulation.queries import DUTIES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reference() -> None:
    load_posts()
    load_reference()


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(regulation, arguments)
    return result.exit_code, result.output


def _exported(folder: Path, *options: str) -> list[str]:
    code, text = call("export", DUTIES, str(folder), *options)
    assert code == 0, text
    return text.split()


@pytest.mark.parametrize("form", [(), ("--docx",)])
def test_export_taken_in_again_changes_nothing(tmp_path: Path, form: tuple[str, ...]) -> None:
    files = _exported(tmp_path, *form)
    code, text = call("import", *files, "--json")
    assert (len(files), code, json.loads(text)["unchanged"]) == (3, 0, True)
    assert NormVersion.objects.count() == 1


@pytest.mark.parametrize("form", [(), ("--docx",)])
def test_export_makes_an_equal_version_elsewhere(tmp_path: Path, form: tuple[str, ...]) -> None:
    files, digest = _exported(tmp_path, *form), NormVersion.objects.get().hash
    for model in (Duty, NormVersion, Norm):
        model.objects.all().delete()
    code, text = call("import", *files, "--publish", "--json")
    assert (code, json.loads(text)["state"]) == (0, "announced")
    version = NormVersion.objects.get()
    assert (version.hash, version.norm.ref, version.norm.kind, version.norm.is_draft) == (digest, DUTIES, "working_list", True)


def test_dry_run_tells_and_changes_nothing(tmp_path: Path) -> None:
    files = _exported(tmp_path)
    kk = next(Path(file) for file in files if file.endswith(".kk.md"))
    kk.write_text(kk.read_text("utf-8").replace("мерзімінде", "үш күнде").replace("13. ", "13. Жаңа "), "utf-8")
    code, text = call("import", *files, "--starts-on", "2030-01-01", "--dry-run", "--json")
    report = json.loads(text)
    assert (code, report["changed"], report["added"], report["mismatches"]) == (0, 2, 0, [])
    assert NormVersion.objects.count() == 1
    assert "Nothing was changed" in call("import", *files, "--starts-on", "2030-01-01", "--dry-run")[1]


def test_changed_text_under_the_day_of_a_published_one_is_refused(tmp_path: Path) -> None:
    files = _exported(tmp_path)
    Path(files[0]).write_text(Path(files[0]).read_text("utf-8").replace("1. ", "1. Және "), "utf-8")
    code, text = call("import", *files, "--language", "en")
    assert code == 2
    assert "later day" in text


def test_unreadable_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 nonsense")
    code, text = call("import", str(path), "--ref", "one", "--starts-on", "2030-01-01")
    assert code == 2 and "Traceback" not in text


def test_document_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, text = call("export", "nothing", str(tmp_path))
    assert (code, "no document" in text) == (1, True)
    assert call("export", DUTIES, str(tmp_path), "--on", "2000-01-01")[0] == 1
