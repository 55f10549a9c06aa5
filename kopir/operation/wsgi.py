"""What each web worker loads: the application, in a process that ends with the one that started it."""

import multiprocessing
from importlib import import_module

from kopir.operation.processes import die_with_parent

if _parent := multiprocessing.parent_process():
    die_with_parent(_parent.pid or 0)

from kopir.wsgi import application  # after that: the parent may go while this loads

import_module("kopir.web.urls")  # all pages, here and now: else the first visitor waits for them

__all__ = ["application"]
