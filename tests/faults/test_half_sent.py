"""A sender whose line breaks in the middle of a file leaves nothing behind, and sends it again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, Client, encode_multipart

from kopir.interactions.models import Attachment
from kopir.web.bodies import WholeBody
from tests.matter.people import Country, browser

pytestmark = pytest.mark.django_db
SIZE = 900_000


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    settings.KOPIR_FILES = tmp_path / "files"
    return tmp_path


def sent(client: Client, address: str, share: float) -> int:
    """The form with its file, of which that share arrives."""
    file = SimpleUploadedFile("акт.txt", b"a" * SIZE, "text/plain")
    body = encode_multipart(BOUNDARY, {"uploads": file, "add": "1"})
    arrived = WholeBody(io.BytesIO(body[: int(len(body) * share)]), len(body))
    given: dict[str, Any] = {"wsgi.input": arrived, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": MULTIPART_CONTENT}
    return client.generic("POST", address, **given).status_code


def test_half_a_file_leaves_nothing_and_the_whole_one_is_taken_afterwards(folders: Path) -> None:
    country = Country()
    author = browser(country.author)
    author.raise_request_exception = False
    address = f"/kk/cabinet/matters/{country.draft().pk}/files/"
    for share in (0.2, 0.5, 0.99):
        assert sent(author, address, share) == 400
    assert Attachment.objects.count() == 0
    assert [path for path in folders.rglob("*") if path.is_file()] == []
    assert sent(author, address, 1) == 302
    assert Attachment.objects.get().size == SIZE
