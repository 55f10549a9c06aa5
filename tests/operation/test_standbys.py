"""Who reads where when there is a hot standby, and what happens when it lags or is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kopir.environment import WrongSetting, read
from tools.postgres import NoPostgres, programs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        pytest.skip("STANDBYS ARE NOT TESTED on SQLite: run `python -m tools.postgres pytest tests/operation/test_standbys.py`")
    try:
        programs()
    except NoPostgres as problem:
        pytest.skip(f"STANDBYS ARE NOT TESTED: {problem}")
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
    command = [sys.executable, "-m", "tests.operation.standby_pages"]
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


def test_pages_without_a_sign_in_come_from_the_standby(seen: dict[str, Any]) -> None:
    assert seen["anybody"] == "standby"


def test_who_is_signed_in_or_has_just_written_reads_at_the_primary(seen: dict[str, Any]) -> None:
    assert (seen["signed in"], seen["has just written"]) == ("primary", "primary")


def test_nothing_is_written_on_a_standby(seen: dict[str, Any]) -> None:
    assert seen["writing on a standby"] == "refused, ours on"


def test_a_standby_that_lags_is_left_alone_until_it_has_caught_up(seen: dict[str, Any]) -> None:
    assert (seen["lagging"], seen["ready says of a lagging one"], seen["caught up"]) == ("primary", "lags", "standby")


def test_a_standby_that_is_gone_is_not_noticed_by_the_reader(seen: dict[str, Any]) -> None:
    assert seen["gone"] == [200, "primary", "not in use"]


def test_of_several_hosts_the_one_that_may_be_written_to_is_used() -> None:
    one = read({"KOPIR_DATA": "/tmp", "KOPIR_DATABASE": "postgresql://me:p%40ss@a:5432,b:5433/kopir?sslmode=require"})["DATABASE"]
    assert (one["HOST"], one["PORT"], one["USER"], one["PASSWORD"]) == ("a,b", "5432,5433", "me", "p@ss")
    assert (one["OPTIONS"]["target_session_attrs"], one["OPTIONS"]["sslmode"]) == ("read-write", "require")


@pytest.mark.parametrize("name", ["KOPIR_DATABASE", "KOPIR_STANDBYS"])
def test_an_option_that_libpq_would_refuse_stops_the_start(name: str) -> None:
    with pytest.raises(WrongSetting, match=name):
        read({"KOPIR_DATA": "/tmp", name: "postgresql://me:hush@a/kopir?colour=red"})


def test_sqlite_has_no_standbys() -> None:
    with pytest.raises(WrongSetting, match="KOPIR_STANDBYS"):
        read({"KOPIR_DATA": "/tmp", "KOPIR_STANDBYS": "postgresql://me@a/kopir"})
