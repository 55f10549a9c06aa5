"""Keys of an installation live in files only its own user can read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


class KeyGone(Exception):
    """A key that cannot be made anew is not where it must be. Its words are a sentence for whoever runs the machine."""


def secret_key(given: str, folder: Path) -> str:
    """The given key, or one made once and kept in `folder/secret`."""
    return given or keep(folder / "secret", secrets.token_urlsafe(48).encode()).decode()


def keep(path: Path, content: bytes) -> bytes:
    """Write `content` unless the file is there already; answer what the file holds. Safe when several
    processes or threads come at once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = _partial(path, content)
        try:
            os.link(partial, path)
        except FileExistsError:
            pass
        finally:
            partial.unlink()
        _make_durable(path.parent)
    return path.read_bytes()


def put(path: Path, content: bytes) -> None:
    """Write `content` in the place of what the file holds, if there is one; nobody reads half of it."""
    _partial(path, content).replace(path)
    _make_durable(path.parent)


def _partial(path: Path, content: bytes) -> Path:
    """A file beside it that no other thread, process or machine writes to."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        partial.unlink()
        raise
    return partial


def _make_durable(folder: Path) -> None:
    """The name of a file too, not only its content, is on disk: what a key signs may be committed at once."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
