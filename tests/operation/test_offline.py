"""`kopir verify-receipt` needs the file and the key only."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from kopir.base.permits import ALLOWED, Rule
from kopir.journal.acts import act
from kopir.journal.models import Entry
from kopir.journal.queries import growth, head_to_keep, receipt
from kopir.journal.sealing import public_pem, seal, signing_key
from tests.factories import administrator, make_organisation
from tests.operation.world import command

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a receipt and the public key, and nothing else."""
    organisation = make_organisation()
    with act(
        Rule("organisations.edit", lambda by, subject: ALLOWED),
        by=administrator(),
        subject=organisation,
        reason="Ә",
    ):
        organisation.set_names("«Жаңа» қоғамдық бірлестігі")
        organisation.save()
    (tmp_path / "receipt.json").write_text(json.dumps(receipt(Entry.objects.latest("pk"))))
    (tmp_path / "key.pem").write_bytes(public_pem(signing_key().public))
    return tmp_path


def verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """No settings, no data folder, no home; PATH alone."""
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command("verify-receipt", *arguments), cwd=folder, env=environ, capture_output=True, text=True)


def test_a_true_receipt_says_what_it_proves(files: Path) -> None:
    done = verify(files, "receipt.json", "--key", "key.pem")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("TRUE.")
    assert "organisations.edit" in done.stdout
    assert sorted(path.name for path in files.iterdir()) == ["key.pem", "receipt.json"]


def test_a_changed_entry_is_not_true(files: Path) -> None:
    text = (files / "receipt.json").read_text().replace("organisations.edit", "organisations.edjt")
    (files / "receipt.json").write_text(text)
    done = verify(files, "receipt.json", "--key", "key.pem", "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, "proof")


def test_another_installations_key_does_not_fit(files: Path) -> None:
    (files / "key.pem").write_bytes(public_pem(signing_key(files / "other").public))
    done = verify(files, "receipt.json", "--key", "key.pem", "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, "signature")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.json", "--key", "key.pem"], "file"),
        (["receipt.json"], "no_key"),
        (["receipt.json", "--key", "receipt.json"], "key"),
    ],
)
def test_what_cannot_be_checked_exits_with_two(files: Path, arguments: list[str], code: str) -> None:
    done = verify(files, *arguments, "--json")
    assert (done.returncode, json.loads(done.stdout)["code"], done.stderr) == (2, code, "")


def test_the_json_answer_holds_the_whole_entry(files: Path) -> None:
    answer = json.loads(verify(files, "receipt.json", "--key", "key.pem", "--json").stdout)
    assert answer["entry"] == json.loads(Entry.objects.latest("pk").content)
    assert answer["key"] == signing_key().id


# ---- two heads -------------------------------------------------------------------------------------------


@pytest.fixture
def heads(files: Path) -> Path:
    """Beside the receipt: a later head, and the proof between that of the receipt and the later one."""
    for name in ("а", "ә", "б", "в"):
        organisation = make_organisation(name)
        with act(Rule("organisations.edit", lambda by, subject: ALLOWED), by=administrator(), subject=organisation):
            organisation.phone = "1"
            organisation.save()
    head = seal()
    assert head is not None
    (files / "new.json").write_text(json.dumps(head_to_keep(head.size)))
    (files / "old.json").write_text(json.dumps(head_to_keep(1)))
    (files / "proof.json").write_text(json.dumps(growth(1, head.size)))
    return files


def verify_heads(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2])}
    line = command("verify-heads", *names, "--key", "key.pem")
    return subprocess.run(line, cwd=folder, env=environ, capture_output=True, text=True)


@pytest.mark.parametrize("old", ["old.json", "receipt.json"])
def test_two_kept_heads_show_that_nothing_was_changed(heads: Path, old: str) -> None:
    done = verify_heads(heads, old, "new.json", "proof.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("TRUE. The 1 entries")


@pytest.mark.parametrize(
    ("name", "harm", "code"),
    [
        ("proof.json", {"proof": []}, "proof"),
        ("proof.json", {"proof": ["00" * 32] * 3}, "proof"),
        ("proof.json", {"first": 2}, "other"),
        ("proof.json", {"format": "x"}, "format"),
        ("old.json", {"root": "00" * 32}, "signature"),
        ("new.json", {"size": 4}, "signature"),
        ("new.json", {"size": None}, "format"),
    ],
)
def test_a_changed_head_or_proof_is_not_true(heads: Path, name: str, harm: dict[str, object], code: str) -> None:
    (heads / name).write_text(json.dumps(json.loads((heads / name).read_text()) | harm))
    done = verify_heads(heads, "old.json", "new.json", "proof.json", "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, code)
