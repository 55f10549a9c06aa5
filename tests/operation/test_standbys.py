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
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpResponse

from kopir.environment import WrongSetting, read
from kopir.operation.databases import copied
from kopir.web.reading import ReadPlace
from tests.operation.standby_pages import KEPT, PAGE
from tools.postgres import NoPostgres, programs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def seen(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The tables are copied from the database of the suite: making them anew would take longer than all else here."""
    if connection.vendor != "postgresql":
        pytest.skip("STANDBYS ARE NOT TESTED on SQLite: run `python -m tools.postgres pytest tests/operation/test_standbys.py`")
    try:
        programs()
    except NoPostgres as problem:
        pytest.skip(f"STANDBYS ARE NOT TESTED: {problem}")
    folder = tmp_path_factory.mktemp("copy")
    with copied(connection.settings_dict, folder, folder):
        pass
    plain = {name: value for name, value in os.environ.items() if not name.startswith("KOPIR_")}
    command = [sys.executable, "-m", "tests.operation.standby_pages", str(folder), str(os.getpid())]
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


@pytest.mark.slow
@pytest.mark.django_db  # so that the suite's database is there to be copied
def test_pages_without_a_sign_in_come_from_the_standby(seen: dict[str, Any]) -> None:
    assert seen["anybody"] == "standby"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["signed in", "has just sent", "asking for a new password"])
def test_everybody_else_reads_at_the_primary(seen: dict[str, Any], who: str) -> None:
    assert seen[who] == "primary"


@pytest.mark.slow
def test_a_page_that_wrote_reads_what_it_wrote(seen: dict[str, Any]) -> None:
    assert seen["a page after it wrote"] == "default"


@pytest.mark.slow
def test_nothing_is_written_on_a_standby(seen: dict[str, Any]) -> None:
    assert seen["writing on a standby"] == "refused, ours on"


@pytest.mark.slow
def test_a_page_from_a_standby_is_kept_under_the_state_of_that_standby(seen: dict[str, Any]) -> None:
    """Kept, without the act that the standby had not seen yet; and with it as soon as the standby had."""
    assert seen["kept"] == [True, False, True]


@pytest.mark.slow
def test_a_standby_that_lags_is_left_alone_until_it_has_caught_up(seen: dict[str, Any]) -> None:
    assert (seen["lagging"], seen["caught up"]) == (["primary", "lags"], "standby")


@pytest.mark.slow
@pytest.mark.parametrize("page", [PAGE, KEPT])
def test_a_standby_that_is_gone_is_not_noticed_by_the_reader(seen: dict[str, Any], page: str) -> None:
    assert seen[f"gone before {page}"] == [200, "primary", "not in use"]


@pytest.mark.slow
def test_the_promoted_standby_has_all_that_was_acknowledged(seen: dict[str, Any]) -> None:
    assert (seen["lost"], seen["conservation"], seen["journal"]) == (0, True, True)
    assert seen["after"] == ["primary", "not in use"]


@pytest.mark.skipif(bool(settings.KOPIR_STANDBYS), reason="there are standbys")
def test_without_standbys_no_request_and_no_query_takes_a_step_more() -> None:
    assert settings.DATABASE_ROUTERS == []
    with pytest.raises(MiddlewareNotUsed):
        ReadPlace(lambda _: HttpResponse())


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
