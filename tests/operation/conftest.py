"""One installation, prepared once: preparing takes seconds. Tests that change it take a copy by backup and restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.operation.world import Installation, new_installation


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Prepared with --empty, with one administrator: so with entries in the journal."""
    installation = new_installation(tmp_path_factory.mktemp("real"))
    done = installation.kopir("setup", "--empty")
    assert done.returncode == 0, done.stderr
    done = installation.kopir("administrator", "first@example.kz", "--name", "First", "--generate")
    assert done.returncode == 0, done.stderr
    return installation


@pytest.fixture
def fresh(tmp_path: Path) -> Installation:
    """A place where nothing is yet."""
    return new_installation(tmp_path / "fresh")
