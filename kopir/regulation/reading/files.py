"""From a file on the disk or a pasted text to its paragraphs. Every file is judged by its content before it is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from kopir.base import files
from kopir.base.errors import Refused
from kopir.base.filenames import extension_of
from kopir.base.tongue import detect
from kopir.regulation.reading import markdown
from kopir.regulation.reading.shapes import Parsed

MAX_BYTES = 10 * files.MB
MAX_TEXT = 2 * files.MB
TEXTS = ("md", "markdown", "txt")


class Source(NamedTuple):
    """A file and what it was called by whoever gave it."""

    path: Path
    name: str


def read(source: Source) -> Parsed:
    """Raises Refused: empty, too large, of another kind, not UTF-8, with macros, damaged, packed to burst."""
    extension = extension_of(source.name)
    with source.path.open("rb") as file:
        head = file.read(files.HEAD)
    limit = MAX_TEXT if extension in TEXTS else MAX_BYTES
    if source.path.stat().st_size > limit:
        raise _refuse("file_too_large", _("The file is larger than %(limit)d MB.") % {"limit": limit // files.MB})
    if extension in TEXTS:
        files.inspect(source.path, files.kind_of(head, "text.txt"))
        return read_text(source.path.read_text(encoding="utf-8"), source.name)
    if extension == "docx":
        from kopir.regulation.reading import docx  # heavy, and needed only for such a file

        files.inspect(source.path, files.kind_of(head, source.name))
        return docx.parse(source.path, source.name)
    raise _refuse("file_kind", _("Files of this kind are not read here."), _("Save the text as .docx or .md and try again."))


def read_text(text: str, name: str = "") -> Parsed:
    """Of a pasted text too: without a head the language is guessed from the words."""
    if not text.strip():
        raise _refuse("file_empty", _("The file is empty."), _("Check the file and attach it again."))
    if len(text) > MAX_TEXT:
        raise _refuse("file_too_large", _("The file is larger than %(limit)d MB.") % {"limit": MAX_TEXT // files.MB})
    parsed = markdown.parse(text, name)
    if parsed.head.language:
        return parsed
    said = " ".join(line.text for line in parsed.lines[:200])
    return replace(parsed, head=replace(parsed.head, language=detect(said)), says_language=False)


def _refuse(code: str, reason: str, next_step: str = "") -> Refused:
    return Refused(code, reason, next_step, field="files")
