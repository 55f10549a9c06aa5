"""Background entry points of the search."""

from __future__ import annotations

from kopir.base.jobs import every
from kopir.search import acts, keeping
from kopir.search.keeping import affected, index, rebuild
from kopir.search.meaning import client, making

__all__ = ["affected", "catch_up", "index", "mend", "rebuild", "understand"]


@every(seconds=1)
def catch_up() -> int:
    """After each act, by the journal."""
    return keeping.catch_up()


@every(seconds=1)
def understand() -> int:
    """Passages of what was indexed; when nobody can tell what texts mean, they go on waiting."""
    try:
        return making.make(most=64)
    except client.Absent:
        return 0


@every(seconds=300)
def mend() -> int:
    """Now and then, by looking for what is missing; a rebuild that was interrupted or asked for by an upgrade goes on."""
    if keeping.Rebuild.objects.filter(ended_at=None).exists():
        keeping.rebuild()
    return keeping.mend()


@every(seconds=60)
def tell_what_is_new() -> int:
    """People are told what has come to the searches they keep."""
    return acts.tell_what_is_new()
