"""The demonstration world is built once for all tests of this folder, which stay in one process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from kopir.operation.setup import begin, load_reference_data


@pytest.fixture(scope="package")
def built(lasting: Any) -> Iterator[int]:
    """How many questions the database was asked for it."""
    asked = 0

    def count(execute: Any, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*given)

    with lasting():
        load_reference_data()
        with connection.execute_wrapper(count):
            begin(empty=False)
        yield asked
