"""Background entry points of the search."""

from __future__ import annotations

from kopir.base.jobs import every, in_turns
from kopir.search import acts, keeping
from kopir.search.keeping import affected, index, rebuild
from kopir.search.meaning import client, making

__all__ = ["affected", "catch_up", "go_on_rebuilding", "index", "mend", "rebuild", "understand"]


@every(seconds=1)
def catch_up() -> int:
    """After each act, by the journal; after an act in bulk, by looking through what it may have touched."""
    keeping.index_unsealed()
    return in_turns(lambda: keeping.read_some() or keeping.mend_hurried())


@every(seconds=1)
def understand() -> int:
    """Passages of what was indexed; when nobody can tell what texts mean, they go on waiting."""
    try:
        return making.make(most=64)
    except client.Absent:
        return 0


@every(seconds=60)
def mend() -> int:
    """By looking for what is missing, some keys of each kind at a time, however many there are."""
    return keeping.mend_some()


@every(seconds=60)
def go_on_rebuilding() -> int:
    """A rebuild that was interrupted or asked for by an upgrade."""
    return in_turns(keeping.rebuild_some)


@every(seconds=60)
def tell_what_is_new() -> int:
    """People are told what has come to the searches they keep."""
    return acts.tell_what_is_new()
