"""What each web worker loads: the application, in a process that ends with the one that started it."""

from kopir.operation.processes import die_with_parent
from kopir.wsgi import application

die_with_parent()
__all__ = ["application"]
