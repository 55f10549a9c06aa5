"""`kopir verify-receipt FILE`, `kopir verify-heads FIRST SECOND PROOF`: need the files and the public key only.

No database, no settings, no network.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kopir.journal.growth import check_growth
from kopir.journal.receipts import BadReceipt, Checked, check

GOOD, BAD, UNABLE = 0, 1, 2
KEY_NAME = "journal.pub.pem"
NO_KEY = "Give the installation's public key with --key. Each installation publishes it."


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="The installation's public key (PEM).")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify_receipt(file: Path, key: Path | None, as_json: bool) -> None:
    """Say whether a receipt is true, and what it proves. Exits 0 when it is, 1 when it is not, 2 when that cannot be told."""
    outcome = _outcome(file, key)
    click.echo(json.dumps(outcome, ensure_ascii=False, indent=2) if as_json else "\n".join(in_words(outcome)))
    sys.exit({"good": GOOD, "bad": BAD}.get(outcome["verdict"], UNABLE))


def _outcome(file: Path, key: Path | None) -> dict[str, Any]:
    """`verdict` is good, bad or unable; the other names depend on it."""
    found = key or _key_at_hand()
    if found is None:
        return _unable("no_key", NO_KEY)
    try:
        receipt, pem = file.read_bytes(), found.read_bytes()
    except OSError as error:
        return _unable("file", f"{error.filename} cannot be read: {error.strerror}.")
    try:
        checked = check(receipt, pem)
    except BadReceipt as problem:
        return _faulty(problem)
    return _proven(checked, found)


@click.command()
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.argument("proof", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="The installation's public key (PEM).")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def verify_heads(first: Path, second: Path, proof: Path, key: Path | None, as_json: bool) -> None:
    """Say whether nothing was changed between two kept heads (or receipts), by the PROOF between them. Exits 0, 1 or 2."""
    outcome = _growth((first, second, proof), key)
    click.echo(json.dumps(outcome, ensure_ascii=False, indent=2) if as_json else "\n".join(growth_in_words(outcome)))
    sys.exit({"good": GOOD, "bad": BAD}.get(outcome["verdict"], UNABLE))


def _growth(files: tuple[Path, Path, Path], key: Path | None) -> dict[str, Any]:
    found = key or _key_at_hand()
    if found is None:
        return _unable("no_key", NO_KEY)
    try:
        first, second, proof, pem = (file.read_bytes() for file in (*files, found))
        return {"verdict": "good", **asdict(check_growth(first, second, proof, pem)), "key_file": str(found)}
    except OSError as error:
        return _unable("file", f"{error.filename} cannot be read: {error.strerror}.")
    except BadReceipt as problem:
        return _faulty(problem)


def growth_in_words(outcome: Mapping[str, Any]) -> list[str]:
    if outcome["verdict"] != "good":
        return in_words(outcome)
    return [
        f"TRUE. The {outcome['first']} entries sealed at {outcome['first_at']} stand unchanged, in the same order, among the",
        f"{outcome['second']} that were sealed at {outcome['second_at']}.",
        f"Both heads are signed with the key in {outcome['key_file']}.",
    ]


def _faulty(problem: BadReceipt) -> dict[str, Any]:
    verdict = "unable" if problem.code == "key" else "bad"
    return {"verdict": verdict, "code": problem.code, "words": str(problem)}


def _unable(code: str, words: str) -> dict[str, Any]:
    return {"verdict": "unable", "code": code, "words": words}


def _key_at_hand(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The key of the installation on this machine, if there is one."""
    path = Path(environ.get("KOPIR_DATA", "data")) / "keys" / KEY_NAME
    return path if path.is_file() else None


def _proven(checked: Checked, key: Path) -> dict[str, Any]:
    return {
        "verdict": "good",
        "entry": checked.content,
        "leaf": checked.leaf,
        "size": checked.size,
        "signed_at": checked.signed_at,
        "key": checked.key_id,
        "key_file": str(key),
    }


def in_words(outcome: Mapping[str, Any]) -> list[str]:
    if outcome["verdict"] == "bad":
        return ["NOT TRUE.", outcome["words"]]
    if outcome["verdict"] == "unable":
        return ["Cannot be checked.", outcome["words"]]
    return [
        "TRUE. The journal held this entry, exactly so, when its head was signed.",
        "",
        *(f"  {name:<12}{value}" for name, value in _lines(outcome["entry"])),
        "",
        f"It is entry {outcome['leaf'] + 1} of the {outcome['size']} that were sealed at {outcome['signed_at']},",
        f"signed with the key {outcome['key']} ({outcome['key_file']}).",
        "The receipt proves that the act was recorded and has not been changed since. It does not prove that what was",
        "said in it is so.",
    ]


def _lines(entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The parts of an entry that people ask for; the whole content stands in the file."""
    told = [
        ("when", entry.get("at")),
        ("act", entry.get("act")),
        ("about", entry.get("label")),
        ("by", _actor(entry)),
        ("reason", entry.get("reason")),
        (
            "apart",
            "some values are kept apart for privacy; their fingerprint is sealed" if entry.get("withheld") else "",
        ),
    ]
    return [(name, str(value)) for name, value in told if value]


def _actor(entry: Mapping[str, Any]) -> str:
    """The role, and for whom, in the first of the languages that is there."""
    names = entry.get("for") or {}
    name = next((names[language] for language in ("kk", "ru", "en") if names.get(language)), "")
    return f"{name} ({entry.get('role', '')})" if name else str(entry.get("role", ""))
