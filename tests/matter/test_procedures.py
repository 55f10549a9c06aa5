"""How matters are worked on: everybody reads it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.matter.people import Country, browser, read

pytestmark = pytest.mark.django_db


def test_everybody_reads_how_matters_are_worked_on() -> None:
    Country()
    address = "/kk/interactions/procedures/"
    assert "лауазым мәселеге жауап береді" in read(browser(), address)
    with CaptureQueriesContext(connection) as captured:
        read(browser(), address)
    assert len(captured) == 3
