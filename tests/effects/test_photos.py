"""Place, time and device are taken out of a photo; the picture itself stays byte for byte."""

from __future__ import annotations

import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.base.errors import Refused
from kopir.base.files import open_stored
from kopir.effects.photos import stripped
from kopir.effects.words import PieceKind
from tests.effects.world import Effects

PLACE = b"49.9714N 82.6059E 2026:10:01 12:30:00 Camera"


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(turning: int, order: str = ">") -> bytes:
    """Camera data with how the picture is turned, and a place."""
    head = b"MM\0\x2a" if order == ">" else b"II\x2a\0"
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turning, 0) + struct.pack(f"{order}HHII", 0x010F, 2, len(PLACE), 38)
    return b"Exif\0\0" + head + struct.pack(f"{order}IH", 8, 2) + entries + b"\0\0\0\0" + PLACE


JFIF, TABLE = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), segment(0xDB, b"\0" + bytes(range(64)))
SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\x34\xff\x00\x56" + b"\xff\xd9"


def jpeg(*middle: bytes) -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(middle) + TABLE + SCAN


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def test_a_jpeg_loses_camera_data_xmp_iptc_and_comments_and_nothing_else() -> None:
    marked = jpeg(segment(0xE1, exif(1)), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE), segment(0xED, PLACE),
                  segment(0xFE, PLACE))  # fmt: skip
    assert stripped(marked) == jpeg()


@pytest.mark.parametrize("order", [">", "<"])
def test_a_turned_jpeg_stays_turned(order: str) -> None:
    clean = stripped(jpeg(segment(0xE1, exif(6, order))))
    assert PLACE not in clean and b"Exif\0\0MM" in clean
    assert clean.endswith(TABLE + SCAN)
    assert clean == stripped(clean)


def test_what_a_phone_hangs_behind_the_picture_goes_too() -> None:
    assert stripped(jpeg() + PLACE) == jpeg()


def test_a_png_loses_texts_times_and_camera_data() -> None:
    start, middle = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)), chunk(b"IDAT", b"abc")
    gone = chunk(b"eXIf", PLACE) + chunk(b"tEXt", PLACE) + chunk(b"iTXt", PLACE) + chunk(b"tIME", bytes(7))
    end = chunk(b"IEND", b"")
    assert stripped(start + gone + middle + end + PLACE) == start + middle + end


def test_a_webp_loses_camera_data_and_says_so_in_its_head() -> None:
    marked = riff((b"VP8X", bytes([0x2C]) + bytes(9)), (b"VP8 ", b"abc"), (b"EXIF", PLACE), (b"XMP ", PLACE))
    assert stripped(marked) == riff((b"VP8X", bytes([0x20]) + bytes(9)), (b"VP8 ", b"abc"))


@pytest.mark.parametrize("broken", [b"\xff\xd8\xff\xe1\xff\xff" + PLACE, b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\xffIDAT1"])
def test_a_broken_photo_is_refused_rather_than_kept_with_its_place(broken: bytes) -> None:
    with pytest.raises(Refused) as found:
        stripped(broken)
    assert found.value.code == "photo_broken"


@pytest.mark.django_db
@pytest.mark.parametrize("keeps", [False, True])
def test_the_giver_chooses_whether_place_and_time_stay(keeps: bool) -> None:
    world = Effects()
    photo = SimpleUploadedFile("alan.jpg", jpeg(segment(0xE1, exif(1))))
    use = world.piece(world.effect(), kind=PieceKind.PHOTO, upload=photo, keeps_place=keeps)
    with open_stored(use.piece.file_sha256) as file:
        kept = file.read()
    assert (PLACE in kept) is keeps is use.piece.keeps_place
