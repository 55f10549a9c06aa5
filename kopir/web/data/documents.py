"""Texts of a document that an administrator hands in: read at once, looked at, then taken in or put aside.

Between the look and the decision the texts lie in the store of files in their plain form, whatever they came as, and the session
remembers their hashes. What the first reading warned of is remembered too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from kopir.base import files, stored
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, language_name
from kopir.organisations.models import Organisation
from kopir.regulation.queries import Given
from kopir.regulation.reading import Parsed, Source, Text, pair, read, read_text
from kopir.regulation.writing import markdown


@dataclass(frozen=True)
class Handed:
    """What a session remembers. `texts`: hash by language."""

    texts: dict[str, str]
    warnings: list[str]
    ref: str = ""
    kind: str = ""
    starts_on: str = ""
    scope: str = ""
    source: str = ""
    title_kk: str = ""
    title_ru: str = ""

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    def text(self) -> Text:
        """Read again from its plain form; Refused when the store lost it."""
        found = pair([read_text(_stored(sha256)) for sha256 in self.texts.values()])
        return replace(found, warnings=[*self.warnings, *found.warnings])

    def given(self) -> Given:
        titles = {language: title for language, title in (("kk", self.title_kk), ("ru", self.title_ru)) if title}
        scope = Organisation.objects.filter(ref=self.scope).first() if self.scope else None
        day = date.fromisoformat(self.starts_on) if self.starts_on else None
        return Given(self.ref, self.kind, day, scope, self.source, titles)


def _stored(sha256: str) -> str:
    with files.open_stored(sha256) as file:
        return file.read().decode()


def hand_in(given: Mapping[str, Any], reader: str, ref: str = "") -> Handed:
    """Raises Refused when a file cannot be read, or the texts do not belong together. `ref`: of a document that is known."""
    parsed = list(_read_all(given, reader))
    text = pair(parsed)
    texts = {language: _keep(markdown(head, text.points), language) for language, head in text.heads.items()}
    scope, day = given.get("scope"), given.get("starts_on")
    return Handed(
        texts=texts,
        warnings=list(text.warnings),
        ref=ref or given.get("ref", ""),
        kind=given.get("kind", ""),
        starts_on=day.isoformat() if day else "",
        scope=scope.ref if scope else "",
        source=given.get("source", ""),
        title_kk=given.get("title_kk", ""),
        title_ru=given.get("title_ru", ""),
    )


def _read_all(given: Mapping[str, Any], reader: str) -> Iterator[Parsed]:
    for language in LANGUAGES:
        upload, pasted = given.get(f"file_{language}"), given.get(f"text_{language}", "")
        if upload:
            with _on_disk(upload) as path:
                yield _as(read(Source(path, upload.name)), language, f"file_{language}", reader)
        elif pasted.strip():
            yield _as(read_text(pasted), language, f"text_{language}", reader)


def _as(parsed: Parsed, language: str, field: str, reader: str) -> Parsed:
    """What was given as Kazakh is Kazakh, unless the head of the file says otherwise."""
    said = parsed.head.language if parsed.says_language else ""
    if said not in ("", language):
        words = {"given": language_name(language, reader), "said": language_name(said, reader)}
        reason = _("Given as %(given)s, but the file says %(said)s.") % words
        raise Refused("other_language", reason, _("Put it into the other field."), field=field)
    return replace(parsed, head=replace(parsed.head, language=language))


@contextmanager
def _on_disk(upload: Any) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "handed-in"
        size = 0
        with path.open("wb") as file:
            for chunk in upload.chunks():
                size += len(chunk)
                if size > files.max_file_bytes():
                    raise Refused("file_too_large", _("The file is too large."), field="file_kk")
                file.write(chunk)
        yield path


def _keep(text: str, language: str) -> str:
    return files.store(SimpleUploadedFile(f"{language}.txt", text.encode())).sha256


def put_aside(handed: Handed, but: frozenset[str] = frozenset()) -> None:
    """The plain forms go, unless the same content is attached somewhere."""
    for sha256 in set(handed.texts.values()) - but:
        stored.forget(sha256)
