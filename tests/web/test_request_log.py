"""The log of requests holds no key of a sign-in letter and no word that somebody searched for."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_line_names_the_route_and_nothing_that_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        Client().get("/kk/account/password/reset/key/abc-secretkey/?q=зат")
    lines = " ".join(record.getMessage() for record in caplog.records)
    assert "password/reset/key" in lines
    assert "secretkey" not in lines and "зат" not in lines
