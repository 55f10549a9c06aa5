"""Who may replace the key that signs the journal."""

from __future__ import annotations

from kopir.base.actors import Actor
from kopir.base.permits import Permit, is_system, permission
from kopir.journal.models import Key


@permission("journal.new_key")
def may_replace_key(by: Actor, key: Key) -> Permit:
    """Köpir itself, by a command on its own machine: nobody over the network."""
    return is_system(by)
