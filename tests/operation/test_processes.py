"""Ending of processes at the worst moment."""

from __future__ import annotations

import subprocess
import sys

SIGNALLED_WITHIN = """
import os, signal
from kopir.operation.processes import stop_on_signal
stop = stop_on_signal()
with stop._cond:  # what `stop.wait` holds for a moment at each look
    os.kill(os.getpid(), signal.SIGTERM)
print(stop.wait(60))
"""


def test_a_signal_that_comes_while_the_main_thread_looks_at_the_event_sets_it_too() -> None:
    done = subprocess.run([sys.executable, "-c", SIGNALLED_WITHIN], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout == "True\n"
