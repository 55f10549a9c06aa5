"""Private files: what may be handed in, and where it lies.

A file is judged by its content, never by its name or by what the browser says. It is streamed to
`KOPIR_FILES/incoming`, inspected and scanned there, and only then moved under its own hash, so a crash leaves
nothing half-written under a hash. Nothing here knows who may read a file; pages must ask that first.

Settings: KOPIR_FILES (folder), KOPIR_MAX_FILE_MB (default 20), KOPIR_SCANNER (see `scanner`).
"""

import codecs
import hashlib
import os
import re
import shlex
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from kopir.base import foreign
from kopir.base.errors import Refused
from kopir.base.filenames import extension_of, shown_name
from kopir.base.troubles import Trouble, trouble_of

HEAD = 4096  # bytes that `kind_of` looks at
NAME_LIMIT = 150  # characters
MAX_PARTS = 2000  # entries of an office file
MAX_UNPACKED = 300 * 1024 * 1024  # bytes, all entries together
MAX_RATIO = 200  # unpacked to packed, for entries over a megabyte
SCAN_SECONDS = 120
MB = 1024 * 1024

Verdict = Literal["clean", "infected", "unavailable"]
Scan = Callable[[Path], Verdict]


@dataclass(frozen=True)
class FileKind:
    """`mime` is what the file is served as; the first of `extensions` is the one given to a name without."""

    code: str
    mime: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
ALLOWED = {
    kind.code: kind
    for kind in (
        FileKind("pdf", "application/pdf", ("pdf",)),
        FileKind("png", "image/png", ("png",)),
        FileKind("jpg", "image/jpeg", ("jpg", "jpeg")),
        FileKind("webp", "image/webp", ("webp",)),
        FileKind("docx", _OFFICE + "wordprocessingml.document", ("docx",)),
        FileKind("xlsx", _OFFICE + "spreadsheetml.sheet", ("xlsx",)),
        FileKind("pptx", _OFFICE + "presentationml.presentation", ("pptx",)),
        FileKind("odt", _ODF + "text", ("odt",)),
        FileKind("ods", _ODF + "spreadsheet", ("ods",)),
        FileKind("odp", _ODF + "presentation", ("odp",)),
        FileKind("txt", "text/plain; charset=utf-8", ("txt",)),
        FileKind("csv", "text/csv; charset=utf-8", ("csv",)),
    )
}
PICTURES = ("png", "jpg", "jpeg", "webp")
WITH_MACROS = ("docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "potm", "ppsm")
_BY_EXTENSION = {extension: kind for kind in ALLOWED.values() for extension in kind.extensions}
_ZIPPED = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
    "odp": "content.xml",
}
_ACTIVE_PART = re.compile(r"vbaProject|vbaData|/activeX/|/embeddings/.*\.(bin|exe)$|^Basic/|^Scripts/", re.I)
_ACTIVE_TYPE = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX", re.I)
_FOREIGN = re.compile(rb"<(!doctype|html|svg|script|iframe|\?php)|%PDF-|PK\x03\x04", re.I)  # in a picture
_NOT_TEXT = re.compile(rb"\s*(<[!?a-z]|#!|%PDF|MZ)", re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class StoredFile:
    """`size` in bytes; `sha256` is the address for `open_stored`; `name` is safe to show and to offer."""

    sha256: str
    size: int
    mime: str
    name: str


class Upload(Protocol):
    """What `store` needs of Django's UploadedFile."""

    name: str | None

    def chunks(self) -> Iterator[bytes]: ...


def allowed_words() -> str:
    return ", ".join(extension for kind in ALLOWED.values() for extension in kind.extensions)


def accepts(*codes: str, also: Sequence[str] = ()) -> str:
    """For the `accept` of a file input: the endings of these kinds, or of all; `also` are endings that are read elsewhere than
    here. It helps to choose, and is no check."""
    kinds = [ALLOWED[code] for code in codes] or list(ALLOWED.values())
    endings = [extension for kind in kinds for extension in kind.extensions]
    return ",".join(f".{ending}" for ending in (*endings, *also))


def _refuse(code: str, reason: str, next_step: str = "") -> Refused:
    return Refused(code, reason, next_step, field="file")


def _unknown(name: str = "", head: bytes = b"") -> Refused:
    """Says what the file is, as far as that is known, and that it is not what its name says."""
    named, found = extension_of(name), foreign.known(head)
    if named in WITH_MACROS and head.startswith(b"PK"):
        return _macros()
    words = {"named": named, "found": found.name if found else ""}
    if named in _BY_EXTENSION and found:
        reason = _("The name says “%(named)s”, but inside is %(found)s.") % words
    elif named in PICTURES:
        reason = _("The name says “%(named)s”, but the content is not a picture.") % words
    elif named in _BY_EXTENSION:
        reason = _("The name says “%(named)s”, but the content is something else.") % words
    elif found:
        reason = _("Files of this kind are not accepted: inside is %(found)s.") % words
    else:
        reason = _("Files of this kind are not accepted.")
    step = _("Save it in one of these kinds and attach it again: %(kinds)s.") % {"kinds": allowed_words()}
    return _refuse("file_kind", reason, str(found.step) if found and found.step else step)


def _macros() -> Refused:
    return _refuse(
        "file_macros",
        _("The file holds macros or other programs."),
        _("Save it without macros (for example as docx or pdf) and attach it again."),
    )


def _suspicious() -> Refused:
    return _refuse(
        "file_unsafe",
        _("The file holds something that does not belong to its kind, so it may be dangerous."),
        _("Open it in its own program, save it anew and attach the new file."),
    )


# ---- What it is ------------------------------------------------------------------------------------------


def kind_of(first_bytes: bytes, name: str) -> FileKind:
    """The kind by the first `HEAD` bytes; the name only tells apart what begins alike, and must agree.

    Office files are taken at their name here and looked into by `inspect`. Raises Refused: `file_empty`,
    `file_kind`, `file_mismatch`, `file_unsafe`.
    """
    if not first_bytes:
        raise _refuse("file_empty", _("The file is empty."), _("Check the file and attach it again."))
    named = _BY_EXTENSION.get(extension_of(name))
    found = _by_content(first_bytes, named)
    if found is None or (named is None and extension_of(name)):
        raise _unknown(name, first_bytes)
    if named not in (None, found):
        raise _refuse(
            "file_mismatch",
            _("The name says “%(named)s”, but the content is “%(found)s”.") % {"named": extension_of(name), "found": found.code},
            _("Give the file its right extension or save it anew, then attach it again."),
        )
    return found


def _by_content(head: bytes, named: FileKind | None) -> FileKind | None:
    if head.startswith(b"%PDF-"):
        return ALLOWED["pdf"]
    if head.startswith(b"PK\x03\x04"):
        return named if named and named.code in _ZIPPED else None
    picture = _picture(head)
    if picture:
        if _FOREIGN.search(head):
            raise _suspicious()
        return picture
    return _plain_text(head, named)


def _picture(head: bytes) -> FileKind | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return ALLOWED["png"]
    if head.startswith(b"\xff\xd8\xff"):
        return ALLOWED["jpg"]
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return ALLOWED["webp"]
    return None


def _plain_text(head: bytes, named: FileKind | None) -> FileKind | None:
    """UTF-8 text that is neither markup nor a script. A character cut at the end of the head is no fault."""
    if named not in (None, ALLOWED["txt"], ALLOWED["csv"]):
        return None
    body = head.removeprefix(codecs.BOM_UTF8)
    if _CONTROL.search(body) or _NOT_TEXT.match(body):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        raise _refuse(
            "file_encoding",
            _("The text is not in the UTF-8 encoding."),
            _("Save it as UTF-8 and attach it again."),
        ) from None
    return named or ALLOWED["txt"]


def inspect(path: Path, kind: FileKind) -> None:
    """The look at the whole file that its beginning cannot give. Raises Refused like `kind_of`."""
    if kind.code in _ZIPPED:
        _inspect_zip(path, kind)
    elif kind.code in ("txt", "csv"):
        _inspect_text(path, kind)
    elif zipfile.is_zipfile(path):
        raise _suspicious()


def _inspect_text(path: Path, kind: FileKind) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            for chunk in iter(partial(file.read, MB), b""):
                decoder.decode(chunk)
                if _CONTROL.search(chunk):
                    raise _unknown(f"x.{kind.code}")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise _unknown(f"x.{kind.code}") from None


def _inspect_zip(path: Path, kind: FileKind) -> None:
    """Reads the table of contents and at most a megabyte of types; nothing is unpacked to disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if _is_bomb(parts) or any(_is_odd(part) for part in parts):
                raise _suspicious()
            if not _has_shape(archive, kind):
                raise _unknown(f"x.{kind.code}")
            if any(_ACTIVE_PART.search(part.filename) for part in parts) or _ACTIVE_TYPE.search(_types(archive)):
                raise _macros()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, zlib.error):
        raise _suspicious() from None


def _is_bomb(parts: Sequence[zipfile.ZipInfo]) -> bool:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        return True
    return any(part.file_size > max(MB, MAX_RATIO * part.compress_size) for part in parts)


def _is_odd(part: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(part.filename)
    return bool(part.flag_bits & 1) or path.is_absolute() or ".." in path.parts or "\\" in part.filename


def _types(archive: zipfile.ZipFile) -> bytes:
    """The start of the list of part types (OOXML) or of the mimetype (ODF)."""
    names = archive.namelist()
    name = "[Content_Types].xml" if "[Content_Types].xml" in names else "mimetype"
    if name not in names:
        return b""
    with archive.open(name) as file:
        return file.read(MB)


def _has_shape(archive: zipfile.ZipFile, kind: FileKind) -> bool:
    if _ZIPPED[kind.code] not in archive.namelist():
        return False
    return kind.mime.encode() in _types(archive) or kind.code in ("docx", "xlsx", "pptx")


# ---- What it is called -----------------------------------------------------------------------------------


def clean_name(name: str, kind: FileKind) -> str:
    """The name that is kept: at most NAME_LIMIT characters, with the extension of its kind."""
    stem, dot, extension = shown_name(name).rpartition(".")
    if not dot or extension.lower() not in kind.extensions:
        stem, extension = (f"{stem}{dot}{extension}", kind.extensions[0])
    stem = stem.strip(" .")[: NAME_LIMIT - len(extension) - 1].rstrip(" .")
    return f"{stem or 'file'}.{extension}"


# ---- Whether it is clean ---------------------------------------------------------------------------------


def scanner() -> Scan | None:
    """What KOPIR_SCANNER names: a dotted path of a function (Path → Verdict), or a command, or nothing.

    A command gets the path as its last argument and answers like clamdscan: 0 clean, 1 infected, else unable.
    """
    named = getattr(settings, "KOPIR_SCANNER", "")
    if not named:
        return None
    if isinstance(named, str) and re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", named):
        found: Scan = import_string(named)
        return found
    return partial(_run_scanner, shlex.split(named) if isinstance(named, str) else list(named))


def _run_scanner(command: Sequence[str], path: Path) -> Verdict:
    try:
        done = subprocess.run([*command, str(path)], capture_output=True, timeout=SCAN_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "unavailable"
    verdicts: dict[int, Verdict] = {0: "clean", 1: "infected"}
    return verdicts.get(done.returncode, "unavailable")


def _demand_clean(path: Path, scan: Scan | None) -> None:
    verdict = scan(path) if scan else "clean"
    if verdict == "infected":
        raise _refuse(
            "file_infected",
            _("The virus scanner found something dangerous in the file."),
            _("Check your computer, then attach a clean file."),
        )
    if verdict != "clean":
        raise _refuse(
            "scanner_unavailable",
            _("The virus scanner does not answer, so the file was not accepted."),
            _("Try again in a few minutes; if it goes on, tell the administrator."),
        )


# ---- Where it lies ---------------------------------------------------------------------------------------


def max_file_bytes() -> int:
    return int(getattr(settings, "KOPIR_MAX_FILE_MB", 20)) * MB


def store(upload: Upload, *, max_bytes: int | None = None, scan: Scan | None = None) -> StoredFile:
    """Takes the file in whole or not at all; the same content twice is one file on disk.

    `max_bytes` and `scan` stand for the settings when not given. Raises Refused: `file_too_large`, `disk_full`,
    `file_infected`, `scanner_unavailable`, `file_macros` and what `kind_of` raises.
    """
    with _room(), _incoming() as (path, file):
        head, size, sha256 = _receive(upload, file, max_bytes or max_file_bytes())
        kind = kind_of(head, upload.name or "")
        inspect(path, kind)
        _demand_clean(path, scan or scanner())
        _settle(path, stored_path(sha256))
    return StoredFile(sha256, size, kind.mime, clean_name(upload.name or "", kind))


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if trouble_of(error) is not Trouble.FULL:
            raise
        raise _refuse(
            "disk_full",
            _("There is no room for the file on the machine of Köpir, so it was not kept."),
            _("Tell the administrators, and attach it later. What you typed can be sent without it."),
        ) from None


@contextmanager
def _incoming() -> Iterator[tuple[Path, BinaryIO]]:
    """A temporary file beside the stored ones, so that the last move is atomic; gone if not settled."""
    folder = Path(settings.KOPIR_FILES) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield path, file
    finally:
        path.unlink(missing_ok=True)


def _receive(upload: Upload, file: BinaryIO, max_bytes: int) -> tuple[bytes, int, str]:
    """Streams to disk; (first bytes, size, sha256). Stops at the first byte over the limit."""
    head, size, digest = b"", 0, hashlib.sha256()
    for chunk in upload.chunks():
        size += len(chunk)
        if size > max_bytes:
            raise _refuse(
                "file_too_large",
                _("The file is larger than %(limit)d MB.") % {"limit": max_bytes // MB},
                _("Make it smaller (for example lower the quality of pictures) or divide it into parts."),
            )
        head += chunk[: HEAD - len(head)]
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return head, size, digest.hexdigest()


def _settle(path: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def stored_path(sha256: str) -> Path:
    """Raises ValueError for anything but a hash, so that no path can be smuggled in."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("not a file's hash")
    return Path(settings.KOPIR_FILES) / sha256[:2] / sha256


def open_stored(sha256: str) -> BinaryIO:
    """For reading. Raises Refused `file_missing` when it is not there (after an unfinished restore)."""
    try:
        return stored_path(sha256).open("rb")
    except FileNotFoundError:
        raise _refuse(
            "file_missing",
            _("The file is not in the store."),
            _("Tell the administrator its name and where you found it."),
        ) from None
