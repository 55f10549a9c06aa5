"""A sender whose line breaks in the middle of a form counts as one who sent nothing."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from kopir.web.bodies import WholeBodies

FILE = b"a" * 300_000
WITH_FILE = (
    encode_multipart(BOUNDARY, {"uploads": SimpleUploadedFile("акт.txt", FILE, "text/plain"), "add": "1"}),
    MULTIPART_CONTENT,
)
WITHOUT = urlencode({"text": "Қашан басталады? " * 500}).encode(), "application/x-www-form-urlencoded"


def read(form: tuple[bytes, str], share: float) -> WSGIRequest:
    """What the program sees of a form of which that share arrives."""
    body, kind = form
    seen: list[WSGIRequest] = []

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        seen.append(WSGIRequest(environ))
        len(seen[0].POST)
        return []

    arrived = io.BytesIO(body[: int(len(body) * share)])
    about = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": arrived}
    WholeBodies(application)(about, lambda *_: None)
    return seen[0]


@pytest.mark.parametrize("form", [WITH_FILE, WITHOUT])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 0.99])
def test_what_was_broken_off_is_not_taken_for_the_whole(form: tuple[bytes, str], share: float) -> None:
    with pytest.raises(UnreadablePostError):
        read(form, share)


def test_what_arrives_whole_is_read() -> None:
    assert read(WITH_FILE, 1).FILES["uploads"].size == len(FILE)
    assert read(WITHOUT, 1).POST["text"].startswith("Қашан")
