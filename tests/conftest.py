"""The suite runs on its own data folder, and on PostgreSQL when KOPIR_DATABASE says so."""

import os
import tempfile

os.environ["KOPIR_DATA"] = tempfile.mkdtemp(prefix="kopir-tests-")
