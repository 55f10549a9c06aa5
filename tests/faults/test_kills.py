"""A hundred interrupted runs: nothing acknowledged is lost, nothing is half done, nobody is told twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own: the killed processes really commit."""
    own = settings.DATABASES["default"]
    if own["ENGINE"].endswith("sqlite3"):
        yield "sqlite"
        return
    import psycopg

    address = f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST'].replace('/', '%2F')}:{own['PORT']}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS kopir_kills WITH (FORCE)")
        connection.execute("CREATE DATABASE kopir_kills")
        yield f"{address}/kopir_kills"
        connection.execute("DROP DATABASE kopir_kills WITH (FORCE)")


@pytest.mark.slow
def test_a_hundred_interrupted_runs_lose_nothing(database: str, tmp_path: Path) -> None:
    environment = {**os.environ, "KOPIR_DATA": str(tmp_path), "KOPIR_DATABASE": database}
    environment.pop("KOPIR_MAIL", None)
    command = [sys.executable, "-m", "tests.faults.kills", "--runs", "100"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    assert done.stdout, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["acknowledged"] > 50  # fewer on a busy machine
    found = {name: result[name] for name in ("lost", "half_done", "journal_problems", "twice")}
    assert found == {"lost": [], "half_done": [], "journal_problems": [], "twice": []}
