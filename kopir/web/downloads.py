"""Tables as CSV files, streamed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone

from kopir.base.tables import csv_lines


def csv_download(name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    """`kopir-<name>-<today>.csv`, written while it is read: memory stays flat however many rows there are."""
    response = StreamingHttpResponse(csv_lines(chain([header], rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kopir-{name}-{timezone.localdate()}.csv"'
    return response
