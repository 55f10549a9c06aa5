"""Files of keys: made once, whoever comes at the same time, and never half."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kopir.base.keys import keep, put


def test_of_those_who_make_a_key_at_once_all_get_the_same(tmp_path: Path) -> None:
    for number in range(30):
        path = tmp_path / f"key{number}"
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(keep, [path] * 8, [bytes([one]) * 5000 for one in range(8)]))
        assert found == {path.read_bytes()}
    assert len(list(tmp_path.iterdir())) == 30


def test_what_is_put_there_replaces_the_whole_and_only_the_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "list"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, [path] * 8, [bytes([one]) * 5000 for one in range(8)]))
    assert path.read_bytes() in {bytes([one]) * 5000 for one in range(8)}
    assert ([one.name for one in tmp_path.iterdir()], path.stat().st_mode & 0o777) == (["list"], 0o600)


@pytest.mark.parametrize("make", [keep, put])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        make(tmp_path / "key", b"content")
    assert list(tmp_path.iterdir()) == []
