"""What each web worker loads: the application, in a process that ends with the one that started it."""

import multiprocessing
import signal
from importlib import import_module

from kopir.operation.processes import die_with_parent

if _parent := multiprocessing.parent_process():
    # Told to stop while it loads, it stops at once: what to do with signals it has from its parent, which only notes them.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Its parent gives a worker that does not end of itself five seconds. Without the parent nobody would, so it ends at once.
    die_with_parent(_parent.pid or 0, signal.SIGKILL)

from kopir.wsgi import application  # after that: the parent may go while this loads

import_module("kopir.web.urls")  # all pages, here and now: else the first visitor waits for them

__all__ = ["application"]
