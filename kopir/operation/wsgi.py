"""What each web worker loads: the application, in a process that ends with the one that started it."""

import multiprocessing

from kopir.operation.processes import die_with_parent

if _parent := multiprocessing.parent_process():
    die_with_parent(_parent.pid or 0)

from kopir.wsgi import application  # after that: the parent may go while this loads

__all__ = ["application"]
