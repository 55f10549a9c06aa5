"""What tests share. See surroundings.py for what must come even earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation
from hypothesis import settings

pytest_plugins = ["tests.browser"]

settings.register_profile("untimed", deadline=None)  # no test fails because the machine has other work
settings.load_profile("untimed")

# Hashing is slow by intent; in tests it only costs minutes. The servers that browser tests start hash as they should.
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.hookimpl(tryfirst=True)  # before the processes read the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """When the suite runs in several processes, one of them has the browser and its servers from the start; slow tests stay
    with those of their file, which share what was built for them. Plans are asked first, of tables no other test has swollen."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        elif item.get_closest_marker("slow") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items.sort(key=lambda item: (item.get_closest_marker("browser") is None, item.path.stem != "test_plans"))


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = QUICK_HASHERS


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """What one test reads in Russian the next one reads in the installation's own language again."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """While the browser's driver keeps its event loop, Django opens a second connection beside the first and forgets it.
    PostgreSQL drops no database that somebody is connected to."""
    yield
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def lasting(django_db_setup: None, django_db_blocker: Any) -> Callable[[], AbstractContextManager[None]]:
    """For a world that many tests share: built once, in a transaction that is taken back when the last of them is done.

        @pytest.fixture(scope="module")
        def built(lasting: Any) -> Iterator[World]:
            with lasting():
                yield World()

    Each test still has a savepoint of its own: what it does in the database is gone after it. What acts change in the objects
    is not, so where acts are done the test gets a copy of them (`copy.deepcopy`).
    """

    @contextmanager
    def opened() -> Iterator[None]:
        with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK_HASHERS), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return opened
