"""Says loudly when pages were not checked for accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.story.axe import AXE, LACKING

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not AXE.exists():
        terminalreporter.write_line(f"!!!! PAGES WERE NOT CHECKED WITH AXE: {LACKING} !!!!", red=True, bold=True)
