"""What Django itself costs on this machine: one SELECT by its key and a template of the wished size; one INSERT.

`python -m benchmarks.web.bare PORT` serves it as `kopir serve` serves Köpir: the same server, threads and database.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from kopir import settings as installed

LINE = "<p>{{ row.1 }}: {{ row.2 }}, {{ row.3 }} ({{ number }})</p>\n"
TABLE = "CREATE TABLE IF NOT EXISTS benchmark_bare (id {serial} PRIMARY KEY, written varchar(200) NOT NULL)"
_LINE_BYTES = 100

if not settings.configured:
    settings.configure(
        DATABASES=installed.DATABASES,
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="benchmarks.web.bare",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
_templates: dict[int, Any] = {}


def page(request: HttpRequest, key: int) -> HttpResponse:
    """`?size=` bytes, roughly."""
    lines = max(int(request.GET.get("size", 20_000)) // _LINE_BYTES, 1)
    if lines not in _templates:
        source = "<!doctype html><title>Bare</title>{% for number in lines %}" + LINE + "{% endfor %}"
        _templates[lines] = engines["django"].from_string(source)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number, state, received_at FROM interactions_matter WHERE id = %s", [key])
        row = cursor.fetchone()
    return HttpResponse(_templates[lines].render({"row": row, "lines": range(lines)}))


def insert(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_bare (written) VALUES (%s)", ["a bare row"])
    return HttpResponse("written")


def make_table() -> None:
    serial = "bigserial" if connection.vendor == "postgresql" else "integer"
    with connection.cursor() as cursor:
        cursor.execute(TABLE.format(serial=serial))


def drop_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS benchmark_bare")


urlpatterns = [path("page/<int:key>/", page), path("insert/", insert)]
application = get_wsgi_application()


def main(port: str) -> None:
    from granian.constants import HTTPModes, Interfaces
    from granian.server import Server

    from kopir.operation.web import THREADS

    Server(
        "benchmarks.web.bare:application", address="127.0.0.1", port=int(port), interface=Interfaces.WSGI,
        http=HTTPModes.http1, websockets=False, workers=int(os.environ.get("KOPIR_WEB_PROCESSES", "1")),
        blocking_threads=THREADS, backlog=1024,
    ).serve()  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
