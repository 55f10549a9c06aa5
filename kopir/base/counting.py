"""Where sign-ins are counted: a table that all processes share."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections, router


class Counts(DatabaseCache):
    """Says so when the database cannot be written, instead of answering as if somebody else had just written the same: who
    signs in would be told of too many tries."""

    def _base_set(self, *args: Any, **more: Any) -> bool:
        faults: list[OperationalError] = []
        database = connections[router.db_for_write(self.cache_model_class)]
        with database.execute_wrapper(_noting(faults)):
            done: bool = super()._base_set(*args, **more)
        if faults and not done:
            raise faults[0]
        return done


def _noting(faults: list[OperationalError]) -> Any:
    def note(execute: Any, *asked: Any) -> Any:
        try:
            return execute(*asked)
        except OperationalError as error:
            faults.append(error)
            raise

    return note
