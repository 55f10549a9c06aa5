"""The demonstration world is built once for all tests of this folder, which stay in one process."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time
from typing import Any

import pytest
from django.db import transaction

from kopir.operation.setup import begin, load_reference_data


@pytest.fixture(scope="package")
def built(django_db_setup: Any, django_db_blocker: Any) -> Iterator[float]:
    """The world within a transaction that is taken back; how many seconds of the processor it took."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference_data()
        began = process_time()
        begin(empty=False)
        yield process_time() - began
        transaction.set_rollback(True)
