"""A primary and a hot standby, pages asked for from both, one killed, the other promoted: prints what was seen as JSON.

A process of its own, because the settings of standbys are read at the start: `python -m tests.operation.standby_pages FOLDER
PARENT`, where FOLDER holds a copy of an empty database with all its tables, and PARENT is the process it ends with.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kopir.operation.processes import die_with_parent
from tools.postgres import SAFE, Node, ground

LINK = "/kk/account/password/reset/key/1-c8x-0123456789abcdef/"
PAGE, KEPT = "/kk/journal/heads/", "/kk/interactions/"  # the first is never kept, the second is


def main(copy: str, parent: str) -> None:
    die_with_parent(int(parent))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ground() as folder, tempfile.TemporaryDirectory() as data:
        password = secrets.token_hex(12)
        primary, standby = (Node(folder / name, password, (*SAFE, "fsync=off")) for name in ("primary", "standby"))
        try:
            primary.make()
            primary.start()
            os.environ |= {
                "KOPIR_DATA": data, "KOPIR_DATABASE": primary.address.replace("/postgres", f",127.0.0.1:{standby.port}/postgres"),
                "KOPIR_STANDBYS": standby.address, "KOPIR_STANDBY_LAG": "2", "KOPIR_ENCODER": "none", "KOPIR_LOG": "error",
                "KOPIR_LIMITS": "no", "DJANGO_SETTINGS_MODULE": "kopir.settings",
            }  # fmt: skip
            _fill(Path(copy), Path(data))
            standby.copy(primary, "standby", f"host=127.0.0.1 port={primary.port} user=kopir password={password}")
            standby.start()
            sys.stdout.write(json.dumps(seen(primary, standby)))
        finally:
            primary.stop()
            standby.stop()


def _fill(copy: Path, data: Path) -> None:
    from kopir.environment import read
    from kopir.operation.databases import put_back

    (data / "static").mkdir()
    put_back(read()["DATABASE"], copy, data)


def seen(primary: Node, standby: Node) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connections, transaction
    from django.test.utils import setup_test_environment

    from tests.interactions.world import World

    setup_test_environment()
    with transaction.atomic():
        world = World()
    found = who_reads_where(world) | keeping(world) | lagging(world) | going(standby)
    with connections["default"].cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        cursor.execute("SELECT pg_reload_conf()")
    return found | promoting(world, primary, standby)


# ---- What was seen ---------------------------------------------------------------------------------------


def who_reads_where(world: Any) -> dict[str, Any]:
    from django.db import DEFAULT_DB_ALIAS, router
    from django.test import Client

    from kopir.base import standbys
    from kopir.interactions.models import Matter
    from tests.matter.people import browser

    writer = Client()
    writer.post("/kk/journal/receipt/", {})
    _until(lambda: _place(Client()) == "standby")
    found = {
        "anybody": _place(Client()), "signed in": _place(browser(world.author)), "has just sent": _place(writer),
        "asking for a new password": _place(Client(), LINK), "writing on a standby": _written(),
    }  # fmt: skip
    standbys.read_from("standby1")
    world.received()
    found["a page after it wrote"] = router.db_for_read(Matter)
    standbys.read_from(DEFAULT_DB_ALIAS)
    return found


def keeping(world: Any) -> dict[str, Any]:
    """The page is asked for while the standby has not seen the act yet, and again when it has. Counted by the reader alone."""
    from django.test import Client
    from django.test.utils import override_settings

    with override_settings(KOPIR_STANDBY_LAG=60):
        with paused():
            number = world.received().number
            early = Client().get(KEPT)
        _until(_caught_up)
        late = Client().get(KEPT)
    return {"kept": ["ETag" in early.headers, number in early.content.decode(), number in late.content.decode()]}


def lagging(world: Any) -> dict[str, Any]:
    from django.test import Client

    with paused():
        world.received()
        _until(lambda: _ready().startswith("lags"))
        found = {"lagging": [_place(Client()), _ready()[:4]]}
    _until(lambda: _place(Client()) == "standby")
    return found | {"caught up": _place(Client())}


def going(standby: Node) -> dict[str, Any]:
    from django.db import connections
    from django.test import Client

    from kopir.base import standbys

    found = {}
    for page in (PAGE, KEPT):
        _until(lambda: _place(Client()) == "standby")
        standby.kill()
        standbys.here().looked = time.monotonic()  # it goes right after somebody looked
        found[f"gone before {page}"] = [Client().get(page).status_code, _place(Client()), _ready()]
        standby.start()
        connections["standby1"].close()  # as the next request does with a broken one
        standbys.here().all[0].ask_at = 0.0
    return found


def promoting(world: Any, primary: Node, standby: Node) -> dict[str, Any]:
    from django.db import connections
    from django.test import Client

    from kopir.interactions import conservation
    from kopir.interactions.models import Matter
    from kopir.journal.sealing import seal
    from kopir.journal.verification import verify

    _until(_synchronous)
    acknowledged = {world.received().number for _ in range(5)}
    primary.kill()
    standby.promote()
    connections.close_all()  # each request does so with a broken one
    there = set(Matter.objects.filter(number__in=acknowledged).values_list("number", flat=True))
    world.received()
    seal()
    return {
        "lost": len(acknowledged - there), "conservation": conservation.check().good, "journal": verify().good,
        "after": [_place(Client()), _ready()],
    }  # fmt: skip


# ---- How it was seen -------------------------------------------------------------------------------------


@contextmanager
def paused() -> Iterator[None]:
    """The standby gets everything and shows nothing of it."""
    _asked("standby1", "SELECT pg_wal_replay_pause()")
    try:
        yield
    finally:
        _asked("standby1", "SELECT pg_wal_replay_resume()")


def _asked(alias: str, query: str) -> Any:
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute(query)
        return (cursor.fetchone() or [None])[0]


def _caught_up() -> bool:
    place = _asked("default", "SELECT pg_current_wal_flush_lsn()")
    return bool(_asked("standby1", f"SELECT pg_last_wal_replay_lsn() >= '{place}'"))


def _synchronous() -> bool:
    return bool(_asked("default", "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"))


def _place(client: Any, page: str = PAGE) -> str:
    """Where the page's rows were read. A look at how the standby fares is no reading of rows."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as first, CaptureQueriesContext(connections["standby1"]) as second:
        answer = client.get(page)
    counts = [sum('FROM "' in query["sql"] for query in one.captured_queries) for one in (first, second)]
    used = [name for name, count in zip(("primary", "standby"), counts, strict=True) if count]
    return " and ".join(used) if answer.status_code == 200 else str(answer.status_code)


def _until(holds: Callable[[], bool], most: float = 15) -> None:
    end = time.monotonic() + most
    while time.monotonic() < end and not holds():
        time.sleep(0.2)


def _written() -> str:
    """A standby as such, and as if it had been promoted: our own connection refuses too."""
    from django.db.utils import Error

    from kopir.base.models import JobRun

    ours = _asked("standby1", "SHOW default_transaction_read_only")
    try:
        JobRun.objects.using("standby1").create(name="never")
    except Error:
        return f"refused, ours {ours}"
    return "written"


def _ready() -> str:
    from django.test import Client

    return str(Client().get("/ready/").json()["standbys"]["standby1"])


if __name__ == "__main__":
    main(*sys.argv[1:])
