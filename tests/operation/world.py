"""Installations of their own for tests: a data folder, perhaps a database, and the `kopir` command run as people run it."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg


@dataclass
class Installation:
    data: Path
    database: str = "sqlite"

    @property
    def environ(self) -> dict[str, str]:
        rest = {name: value for name, value in os.environ.items() if not name.startswith(("KOPIR_", "DJANGO_"))}
        return {**rest, "KOPIR_DATA": str(self.data), "KOPIR_DATABASE": self.database}

    def kopir(self, *arguments: object, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments),
            env={**self.environ, **environ},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=600,
        )

    def json(self, *arguments: object) -> Any:
        return json.loads(self.kopir(*arguments, "--json").stdout)

    def python(self, code: str) -> subprocess.Popen[str]:
        """A process within the installation."""
        begin = "from kopir.operation.begin import set_up_django; set_up_django()\n"
        return subprocess.Popen([sys.executable, "-c", begin + code], env=self.environ, text=True, stdout=subprocess.PIPE)


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "kopir.cli", *map(str, arguments)]


def new_installation(data: Path) -> Installation:
    """On the kind of database that the suite runs on; its database is new and empty."""
    given = os.environ.get("KOPIR_DATABASE", "sqlite")
    if given == "sqlite":
        return Installation(data)
    name = f"installation_{secrets.token_hex(6)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return Installation(data, urlsplit(given)._replace(path=f"/{name}").geturl())
