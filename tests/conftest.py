"""What tests share. See surroundings.py for what must come even earlier."""

from __future__ import annotations

from typing import Any

import pytest

pytest_plugins = ["tests.browser"]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Hashing is slow by intent; here it only costs minutes. The servers that browser tests start hash as they should."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
