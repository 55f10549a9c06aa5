"""Takes place, time and device out of a photo without touching the picture itself.

JPEG: every application and comment segment but the file's own head and its colours (JFIF, ICC, Adobe) goes; of the camera's
data only the turning stays, so that the picture does not lie on its side. PNG: text, time and camera chunks go. WebP: the same.
A picture that cannot be read segment by segment is left as it is for `store` to judge, except that it is refused here when it
might still hold a place."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.base.files import Upload, max_file_bytes

PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"bKGD", b"pHYs")
JPEG_KEPT = {0xE0, 0xE2, 0xEE}
"""JFIF, ICC profile, Adobe's colour transform."""
WEBP_GONE = (b"EXIF", b"XMP ")
WEBP_FLAGS = 0x08 | 0x04
TURNING = 0x0112


@dataclass(slots=True)
class Cleaned:
    """An upload whose bytes are in memory."""

    name: str | None
    content: bytes

    def chunks(self) -> Iterator[bytes]:
        yield self.content


def without_place(upload: Upload) -> Upload:
    """Something larger than a file may be, or that is no photo, is handed on as it came: `store` refuses it."""
    content = b""
    for chunk in upload.chunks():
        content += chunk
        if len(content) > max_file_bytes():
            return upload
    return Cleaned(upload.name, stripped(content))


def stripped(content: bytes) -> bytes:
    try:
        if content.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(content))
        if content.startswith(PNG):
            return PNG + b"".join(_png(content))
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (IndexError, ValueError):
        words = _("The photo cannot be read, so its place could not be taken out.")
        raise Refused("photo_broken", words, _("Save it anew and attach it again."), field="upload") from None
    return content


# ---- JPEG ----------------------------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Up to the scan; the scan itself and everything after it stays."""
    yield content[:2]
    at = 2
    while content[at + 1] != 0xDA:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise ValueError("segment runs over the end")
        segment = content[at:end]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            yield from _turning(segment[10:])
        elif not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in JPEG_KEPT:
            yield segment
        at = end
    last = content.rfind(b"\xff\xd9")
    yield content[at : last + 2] if last > at else content[at:]


def _turning(tiff: bytes) -> Iterator[bytes]:
    """Camera data that says only how the picture is turned; nothing when it is not."""
    order: str = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)  # type: ignore[arg-type]
    for n in range(int.from_bytes(tiff[first : first + 2], order)):  # type: ignore[arg-type]
        entry = tiff[first + 2 + 12 * n : first + 14 + 12 * n]
        if int.from_bytes(entry[:2], order) == TURNING:  # type: ignore[arg-type]
            value = int.from_bytes(entry[8:10], order)  # type: ignore[arg-type]
            if 1 < value <= 8:
                yield _exif(value)
            return


def _exif(turning: int) -> bytes:
    entry = TURNING.to_bytes(2) + (3).to_bytes(2) + (1).to_bytes(4) + turning.to_bytes(2) + b"\0\0"
    body = b"Exif\0\0MM\0\x2a\0\0\0\x08" + (1).to_bytes(2) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


# ---- PNG and WebP --------------------------------------------------------------------------------------------------


def _png(content: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if len(body) != length:
            raise ValueError("chunk runs over the end")
        if kind in PNG_KEPT:
            yield length.to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)
        at += 12 + length
        if kind == b"IEND":
            return


def _webp(content: bytes) -> bytes:
    kept, at = b"", 12
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        body = content[at + 8 : at + 8 + length]
        if len(body) != length:
            raise ValueError("chunk runs over the end")
        if kind == b"VP8X":
            body = bytes([body[0] & ~WEBP_FLAGS]) + body[1:]
        if kind not in WEBP_GONE:
            kept += kind + length.to_bytes(4, "little") + body + b"\0" * (length % 2)
        at += 8 + length + length % 2
    return b"RIFF" + (len(kept) + 4).to_bytes(4, "little") + b"WEBP" + kept


__all__ = ["Cleaned", "stripped", "without_place"]
