"""Kept pictures that nobody has asked for in a month go."""

from __future__ import annotations

import time

from kopir.base.jobs import every
from kopir.charts.drawing import folder

MONTH = 30 * 24 * 60 * 60


@every(seconds=24 * 60 * 60)
def sweep() -> int:
    """Answers how many went. Whatever is asked for again is drawn again."""
    old = [path for path in folder().glob("*/*.svg") if path.stat().st_mtime < time.time() - MONTH]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
