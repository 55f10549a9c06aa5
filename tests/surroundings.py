"""Read before anything else (see addopts in pyproject.toml): Django reads its settings before any conftest is read, and the
suite must have a data folder of its own. PostgreSQL is used when KOPIR_DATABASE says so."""

import os
import tempfile
from pathlib import Path

os.environ["KOPIR_DATA"] = tempfile.mkdtemp(prefix="kopir-tests-")
(Path(os.environ["KOPIR_DATA"]) / "static").mkdir()
os.environ["KOPIR_LIMITS"] = "no"  # a suite asks faster than any person; tests/hostile/test_pace.py counts all the same
os.environ["KOPIR_KEPT_PAGES"] = (
    "0"  # a test's end takes the journal back, which never happens elsewhere; see tests/web/test_kept.py
)

# The browser's driver keeps an event loop in the main thread until the run ends, and Django would take every test after it
# for asynchronous code. Nothing here is: the driver waits while a test works.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
