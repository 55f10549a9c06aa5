"""What a backup says about itself: `manifest.json`, with the hash of every other file. Needs no database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FORMAT = "kopir-backup-1"
NAME = "manifest.json"
KEYS = "keys"
CHUNK = 1024 * 1024


class BadBackup(Exception):
    """The words say what is wrong with the folder."""


@dataclass(slots=True)
class Manifest:
    """Times are UTC, ISO 8601. `counts`: rows by table. `files`: path in the backup → [size in bytes, SHA-256].

    `missing`, `damaged`: hashes of attached files that were not whole when the backup was made.
    """

    made_at: str
    version: str
    engine: str
    last_entry: int | None = None
    last_entry_at: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    format: str = FORMAT

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n")

    def add(self, folder: Path, path: Path) -> None:
        """List a file that is in place."""
        self.files[path.relative_to(folder).as_posix()] = (path.stat().st_size, digest(path))


def read(folder: Path) -> Manifest:
    """Raises BadBackup when the folder is not a backup of this kind."""
    try:
        content: dict[str, Any] = json.loads((folder / NAME).read_text())
        if content.get("format") != FORMAT:
            raise BadBackup(f"{folder} is a backup of another kind: {content.get('format')}.")
        return Manifest(**content)
    except FileNotFoundError:
        raise BadBackup(f"{folder} is not a backup: it has no {NAME}. An unfinished backup has none.") from None
    except (ValueError, TypeError, AttributeError):
        raise BadBackup(f"{folder / NAME} is damaged.") from None


def check(manifest: Manifest, find: Callable[[str], Path]) -> None:
    """Every listed file against its size and hash. Raises BadBackup that names the first bad one."""
    for name, (size, sha256) in sorted(manifest.files.items()):
        path = find(name)
        if not path.is_file():
            raise BadBackup(f"The backup lacks {name}.")
        if path.stat().st_size != size or digest(path) != sha256:
            raise BadBackup(f"{name} in the backup is damaged.")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy(source: Path, target: Path) -> str:
    """Copies, readable by the owner only, and answers the hash of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sha256 = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        target.chmod(0o600)
        while chunk := reading.read(CHUNK):
            sha256.update(chunk)
            writing.write(chunk)
    return sha256.hexdigest()
