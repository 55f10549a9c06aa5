"""How letters leave: to a folder in development and demonstrations, else by SMTP that knows when it is in doubt."""

from __future__ import annotations

import hashlib
import os
import smtplib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
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
    final = letter_file(str(message["Message-ID"]))
    partial = folder / f".{final.stem}.{os.getpid()}"
    partial.write_bytes(message.as_bytes())
    partial.replace(final)


def letter_file(message_id: str) -> Path:
    """Where the letter of this Message-ID stands once it is written."""
    folder: Path = settings.KOPIR_MAIL["folder"]
    return folder / f"{hashlib.sha256(message_id.encode()).hexdigest()[:24]}.eml"


class _Doubtful:
    """`in_doubt`: the server was given the letter's text and has not answered, so it may have taken it."""

    in_doubt = False

    def data(self, msg: Any) -> Any:
        self.in_doubt = True
        try:
            answer = super().data(msg)
        except smtplib.SMTPDataError:
            self.in_doubt = False
            raise
        self.in_doubt = False
        return answer


class _Smtp(_Doubtful, smtplib.SMTP):
    pass


class _SmtpSsl(_Doubtful, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    """Django's, but it can be asked whether a letter that failed may have been taken by the server all the same."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SmtpSsl if self.use_ssl else _Smtp

    @property
    def in_doubt(self) -> bool:
        return bool(getattr(self.connection, "in_doubt", False))
