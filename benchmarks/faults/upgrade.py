"""Does the data of an earlier release survive the upgrade? `python -m benchmarks.faults.upgrade --from COMMIT`.

Takes the program of that commit out of the repository, has it make an installation with a little of everything, and then does
what the runbook says: a backup by the old program, `kopir setup` and `kopir journal verify` by this one. Then no row may be
missing, the tables must be those of a new installation, and the journal, the count of all matters and a page must be good.
On SQLite, and on the PostgreSQL of `python -m tools.postgres`. Exit status 1 when anything differs; `--proof` writes into
docs/proof.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
MADE_ANEW = ("django_", "auth_permission", "kopir_cache", "search_", "base_jobrun")  # by the program itself, not by people
SHAPE = """
from kopir.operation.begin import set_up_django; set_up_django()
import json
from django.db import connection
found = {}
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        columns = sorted(one.name for one in connection.introspection.get_table_description(cursor, table))
        rules = connection.introspection.get_constraints(cursor, table).values()
        said = sorted(str((one["columns"], one["unique"], one["check"])) for one in rules)
        found[table] = {"columns": columns, "rules": said}
print(json.dumps(found))
"""
PAGE = """
from kopir.operation.begin import set_up_django; set_up_django()
from django.test import Client
from kopir.interactions.models import Matter
client = Client(HTTP_HOST="localhost")
numbers = Matter.objects.exclude(number=None).values_list("number", flat=True)
print(sorted({client.get(f"/kk/interactions/{number}/").status_code for number in numbers}))
"""


class Installation:
    """A data folder, worked on by one program or another."""

    def __init__(self, data: Path, name: str) -> None:
        given = os.environ.get("KOPIR_DATABASE", "sqlite")
        self.data, self.database = data, given
        if given != "sqlite":
            import psycopg

            with psycopg.connect(given, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            self.database = urlsplit(given)._replace(path=f"/{name}").geturl()

    def run(self, program: Path, *arguments: object) -> str:
        rest = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
        own = {"KOPIR_DATA": str(self.data), "KOPIR_DATABASE": self.database, "PYTHONPATH": str(program), "KOPIR_LOG": "error"}
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(command, cwd=program, env=rest | own, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(command[:5])}: {done.stdout[-1000:]}{done.stderr[-2000:]}")
        return done.stdout

    def kopir(self, program: Path, *arguments: object) -> str:
        return self.run(program, "-m", "kopir.cli", *arguments)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="commit", required=True, help="the earlier release")
    parser.add_argument("--proof", action="store_true", help="write what was found into docs/proof.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kopir-upgrade-") as folder:
        found = upgraded(options.commit, Path(folder))
    if options.proof:
        keep(found)
    print(json.dumps(found, ensure_ascii=False))
    return 0 if is_good(found) else 1


def upgraded(commit: str, folder: Path) -> dict[str, Any]:
    before = earlier(commit, folder / "program")
    old, new = Installation(folder / "old", "upgraded"), Installation(folder / "new", "begun")
    old.run(before, ROOT / "benchmarks" / "faults" / "filling.py")
    old.kopir(before, "backup", folder / "before")
    old.kopir(ROOT, "setup", "--empty")
    verified = json.loads(old.kopir(ROOT, "journal", "verify", "--json"))
    counted = json.loads(old.kopir(ROOT, "check", "conservation", "--json"))
    old.kopir(ROOT, "backup", folder / "after")
    new.kopir(ROOT, "setup", "--empty")
    rows = [json.loads((folder / name / "manifest.json").read_text())["counts"] for name in ("before", "after")]
    return {
        "from": commit,
        "database": "sqlite" if old.database == "sqlite" else "postgresql",
        "rows_before": sum(rows[0].values()),
        "rows_missing": fewer(*rows),
        "tables_that_differ": differing(*(json.loads(one.run(ROOT, "-c", SHAPE)) for one in (old, new))),
        "journal_problems": verified["problems"],
        "conservation_good": counted["good"],
        "pages": old.run(ROOT, "-c", PAGE).strip(),
    }


def earlier(commit: str, folder: Path) -> Path:
    """The program of the commit, in a folder of its own. Ends with words when there is no such commit."""
    folder.mkdir()
    archive = folder.with_suffix(".tar")
    packing = subprocess.run(["git", "archive", "--output", str(archive), commit], cwd=ROOT, capture_output=True, text=True)
    if packing.returncode:
        raise SystemExit(f"The program of {commit} cannot be had: {packing.stderr.strip()}")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder


def fewer(before: dict[str, int], after: dict[str, int]) -> dict[str, list[int]]:
    """By table, what was there and what is."""
    kept = {table: [number, after.get(table, 0)] for table, number in before.items() if not table.startswith(MADE_ANEW)}
    return {table: numbers for table, numbers in kept.items() if numbers[1] < numbers[0]}


def differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What the tables have on one side only."""
    found = [f"{table} only {'before' if table in old else 'anew'}" for table in sorted(set(old) ^ set(new))]
    for table in sorted(set(old) & set(new)):
        for what, there in old[table].items():
            odd = sorted(set(there) ^ set(new[table][what]))
            found += [f"{table}: {one}" for one in odd]
    return found


def is_good(found: dict[str, Any]) -> bool:
    bad = found["rows_missing"] or found["tables_that_differ"] or found["journal_problems"]
    return not bad and found["conservation_good"] and found["pages"] == "[200]"


def keep(found: dict[str, Any]) -> None:
    from benchmarks import proof

    short = [f"- {name}: {found[name]}" for name in ("rows_missing", "tables_that_differ", "journal_problems") if found[name]]
    said = (
        f"{found['rows_before']} rows of the earlier release. Looked for: missing rows, tables other than in a new installation,"
        " problems of the journal, matters that are not accounted for, matters whose page does not open."
    )
    around = "" if found["database"] == "sqlite" else "python -m tools.postgres "
    command = f"{around}python -m benchmarks.faults.upgrade --from {found['from']} --proof"
    lines = ["Short of its target:", "", *(short or ["- nothing"]), "", said]
    proof.write(f"Upgrade from {found['from']}, {found['database']}", command, lines)


if __name__ == "__main__":
    sys.exit(main())
