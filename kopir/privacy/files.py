"""What is kept about a person as one ZIP: a CSV for each kind, and everything as JSON. Written row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from kopir.base.tables import csv_lines
from kopir.people.models import Person
from kopir.privacy.kept import Earlier, Kept, kept_about

IN_MEMORY = 4 * 1024 * 1024  # bytes; what is longer waits on the disk


def packed(person: Person) -> IO[bytes]:
    """An open file at its beginning; it vanishes when it is closed."""
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # type: ignore[assignment] # noqa: SIM115 - closed by the response
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        kinds = kept_about(person)
        _write(archive, "kopir.json", _json_lines(kinds))
        for kept in kinds:
            _write(archive, f"{kept.kind}.csv", _csv(kept))
    file.seek(0)
    return file


def _write(archive: ZipFile, name: str, texts: Iterator[str]) -> None:
    with archive.open(name, "w") as place:
        for text in texts:
            place.write(text.encode())


def _csv(kept: Kept | Earlier) -> Iterator[str]:
    """The columns of the first row head the file: a row that points to the person in a further place tells no more."""
    rows = kept.rows()
    first = next(rows, None)
    if first is None:
        return iter(())
    header = list(first)
    return csv_lines(chain([header], ([row.get(name) for name in header] for row in chain([first], rows))))


def _json_lines(kinds: list[Kept | Earlier]) -> Iterator[str]:
    """One object: {kind: {"name": …, "rows": […]}}."""
    yield "{"
    for place, kept in enumerate(kinds):
        yield f'{"," if place else ""}\n{json.dumps(kept.kind)}: {{"name": {json.dumps(kept.name, ensure_ascii=False)}, "rows": ['
        for number, row in enumerate(kept.rows()):
            yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
        yield "]}"
    yield "\n}\n"
