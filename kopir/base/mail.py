"""Letters written to a folder: what development and the demonstration use instead of SMTP."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class FolderBackend(BaseEmailBackend):
    """Each letter becomes one `.eml` file, named by its Message-ID, so that the same letter is never there twice."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder: Path = settings.KOPIR_MAIL["folder"]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for letter in email_messages:
            _write(folder, letter)
        return len(email_messages)


def _write(folder: Path, letter: EmailMessage) -> None:
    message = letter.message()
    name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
    partial = folder / f".{name}.{os.getpid()}"
    partial.write_bytes(message.as_bytes())
    partial.replace(folder / f"{name}.eml")
