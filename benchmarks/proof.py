"""`docs/proof.md` is written by the commands themselves: each replaces its own section, and leaves the others as they are."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "docs" / "proof.md"
HEAD = """# Proof

What was measured, by which command, when and on which machine. Each section is written by the command that it names; run it
again and it replaces its section. What falls short of its target stands first in its section.
"""


def write(title: str, command: str, lines: Sequence[str], *, file: Path = FILE) -> None:
    """The section `title`, anew or for the first time."""
    section = "\n".join([f"## {title}", "", f"`{command}`  ", f"{origin()}", "", *lines, ""])
    text = file.read_text(encoding="utf-8") if file.exists() else HEAD
    mine = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.M | re.S)
    text = mine.sub(lambda _: f"{section}\n", text) if mine.search(text) else f"{text.rstrip()}\n\n{section}"
    file.write_text(f"{text.rstrip()}\n", encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    return [*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)]


def about(number: int) -> int:
    """With two figures, so that what a run adds to a world does not make another section of it."""
    return int(float(f"{number:.2g}"))


def origin() -> str:
    """Date, machine and commit; how busy the machine was with other things is part of what a time means."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=FILE.parent)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit.stdout.strip()}, {os.cpu_count()} processors, {memory:.0f} GB,"
        f" load {os.getloadavg()[0]:.1f} when it ended."
    )
