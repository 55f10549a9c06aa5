"""The demonstration world is built once for all tests of this folder, which stay in one process."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time
from typing import Any

import pytest

from kopir.operation.setup import begin, load_reference_data


@pytest.fixture(scope="package")
def built(lasting: Any) -> Iterator[float]:
    """How many seconds of the processor it took."""
    with lasting():
        load_reference_data()
        began = process_time()
        begin(empty=False)
        yield process_time() - began
