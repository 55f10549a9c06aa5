"""A primary and a hot standby, pages asked for from both: `python -m tests.operation.standby_pages` prints what was seen as JSON.

A process of its own, because the settings of standbys are read at the start.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import time
from typing import Any

from tools.postgres import SAFE, Node, ground

PAGE = "/kk/organisations/"


def main() -> None:
    with ground() as folder, tempfile.TemporaryDirectory() as data:
        password = secrets.token_hex(12)
        primary, standby = (Node(folder / name, password, (*SAFE, "fsync=off")) for name in ("primary", "standby"))
        try:
            primary.make()
            primary.start()
            standby.copy(primary, "standby", f"host=127.0.0.1 port={primary.port} user=kopir password={password}")
            standby.start()
            hosts = primary.address.replace("/postgres", f",127.0.0.1:{standby.port}/postgres")
            os.environ |= {
                "KOPIR_DATA": data, "KOPIR_DATABASE": hosts, "KOPIR_STANDBYS": standby.address, "KOPIR_STANDBY_LAG": "2",
                "KOPIR_ENCODER": "none", "KOPIR_LOG": "error", "DJANGO_SETTINGS_MODULE": "kopir.settings",
            }  # fmt: skip
            sys.stdout.write(json.dumps(seen(primary, standby)))
        finally:
            primary.stop()
            standby.stop()


def seen(primary: Node, standby: Node) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.factories import make_person

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    setup_test_environment()
    person, anybody, signed_in, writer = make_person(), Client(), Client(), Client()
    signed_in.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    writer.post("/kk/account/signup/", {"email": "wrong"})
    _until_used(anybody)
    found: dict[str, Any] = {
        "anybody": _place(anybody), "signed in": _place(signed_in), "has just written": _place(writer),
        "writing on a standby": _written(),
    }  # fmt: skip
    with connections["standby1"].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_pause()")
    make_person()
    time.sleep(3.5)
    _place(anybody)
    found["lagging"] = _place(anybody)
    found["ready says of a lagging one"] = _ready(anybody)[:4]
    with connections["standby1"].cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_resume()")
    _until_used(anybody)
    found["caught up"] = _place(anybody)
    standby.kill()
    found["gone"] = [anybody.get(PAGE).status_code, _place(anybody), _ready(anybody)]
    return found


def _place(client: Any) -> str:
    """Where the page's rows were read. A look at how the standby fares is no reading of rows."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["default"]) as first, CaptureQueriesContext(connections["standby1"]) as second:
        answer = client.get(PAGE)
    counts = [sum('FROM "' in query["sql"] for query in one.captured_queries) for one in (first, second)]
    used = [name for name, count in zip(("primary", "standby"), counts, strict=True) if count]
    return " and ".join(used) if answer.status_code == 200 else str(answer.status_code)


def _until_used(client: Any) -> None:
    end = time.monotonic() + 8
    while time.monotonic() < end and _place(client) != "standby":
        time.sleep(0.3)


def _written() -> str:
    """A standby as such, and as if it had been promoted: our own connection refuses too."""
    from django.db import connections
    from django.db.utils import Error

    from kopir.base.models import JobRun

    with connections["standby1"].cursor() as cursor:
        cursor.execute("SHOW default_transaction_read_only")
        ours = cursor.fetchone()[0]
    try:
        JobRun.objects.using("standby1").create(name="never")
    except Error:
        return f"refused, ours {ours}"
    return "written"


def _ready(client: Any) -> str:
    return str(client.get("/ready/").json()["standbys"]["standby1"])


if __name__ == "__main__":
    main()
