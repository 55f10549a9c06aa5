"""What tests of signing in share."""

import pytest
from django.db import transaction


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the commit is done at once: a test's transaction never commits, and the library's letters need the
    request, which is over when the callbacks could be run afterwards."""
    monkeypatch.setattr(transaction, "on_commit", lambda act, *_where, **_how: act())
