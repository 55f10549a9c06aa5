"""The postman: takes a letter, sends it, notes what happened. Never sends one twice by itself.

A letter is `sending`, committed, before the mail server is spoken to, and `sent` after. A process that dies between
leaves it `sending`; when the lease has run out it becomes `unsure` and a person decides. Letters written to a folder are
looked up there instead, since a file is there or is not.
"""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from kopir.base.mail import letter_file
from kopir.notices.letters import message_id, written
from kopir.notices.models import Letter
from kopir.notices.words import FAILED, DeliveryState

log = structlog.get_logger()
LEASE = timedelta(minutes=5)
BACK_OFF = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
]
"""How long to wait after each failure; after the last one the letter is given up."""
_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(slots=True)
class Delivered:
    """What one round did."""

    sent: int = 0
    later: int = 0
    dead: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """`code`: the server's, 0 when it did not answer. `in_doubt`: it may have taken the letter."""

    code: int
    problem: str
    in_doubt: bool = False

    @property
    def was_said(self) -> bool:
        """The server answered, so it lives."""
        return self.code != 0

    @property
    def is_final(self) -> bool:
        return 500 <= self.code < 600


def deliver(limit: int = 100, seconds: float = 20) -> Delivered:
    """Send what waits, oldest first, until `limit`, or until `seconds` have passed, or the server cannot be reached."""
    done = recover()
    ends = timezone.now() + timedelta(seconds=seconds)
    connection: BaseEmailBackend = get_connection()
    try:
        for _number in range(limit):
            letter = claim()
            if letter is None:
                break
            if not _send(letter, connection, done):
                _let_wait()
                break
            if timezone.now() > ends:
                break
    finally:
        _hang_up(connection)
    return done


def _let_wait() -> None:
    """The other letters, without counting an attempt: to wait for a silent server holds up all other work of the worker."""
    waiting = Letter.objects.filter(state=DeliveryState.WAITING, next_at__lte=timezone.now())
    waiting.update(next_at=timezone.now() + BACK_OFF[0])


def recover(now: datetime | None = None) -> Delivered:
    """Letters whose process died while sending them."""
    done = Delivered()
    for letter in Letter.objects.filter(state=DeliveryState.SENDING, next_at__lte=now or timezone.now()):
        _settle(letter, done)
    return done


def _settle(letter: Letter, done: Delivered) -> None:
    if settings.KOPIR_MAIL["channel"] != "folder":
        done.unsure += 1
        _mark(letter, DeliveryState.UNSURE, "interrupted")
    elif letter_file(message_id(letter)).exists():
        done.sent += 1
        _mark(letter, DeliveryState.SENT)
    else:
        _mark(letter, DeliveryState.WAITING)


def claim(now: datetime | None = None) -> Letter | None:
    """Take the letter that has waited longest; from here on no other process takes it."""
    moment = now or timezone.now()
    with transaction.atomic():
        waiting = Letter.objects.filter(state=DeliveryState.WAITING, next_at__lte=moment)
        letter = waiting.select_for_update(skip_locked=True).order_by("next_at", "pk").first()
        if letter is None:
            return None
        letter.state, letter.attempts, letter.next_at = (
            DeliveryState.SENDING,
            letter.attempts + 1,
            moment + LEASE,
        )
        letter.save()
    return letter


def _send(letter: Letter, connection: BaseEmailBackend, done: Delivered) -> bool:
    """False when the server does not answer, or not any more, so that the other letters are left alone for now."""
    if not letter.person.is_active:
        _give_up(letter, "account closed", done)
        return True
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        _postpone(letter, _failure(error), done)
        return False
    try:
        connection.send_messages([written(letter)])
    except (smtplib.SMTPException, OSError) as error:
        failure = _failure(error, in_doubt=getattr(connection, "in_doubt", False))
        _note(letter, failure, done)
        _hang_up(connection)
        return failure.was_said
    done.sent += 1
    _mark(letter, DeliveryState.SENT)
    return True


def _failure(error: Exception, *, in_doubt: bool = False) -> Failure:
    code, words = 0, str(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        words = _text(said)
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, _text(error.smtp_error)
    problem = _ADDRESS.sub("…", f"{code or type(error).__name__} {words}")[:300]
    return Failure(code, problem, in_doubt)


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


def _note(letter: Letter, failure: Failure, done: Delivered) -> None:
    if failure.in_doubt:
        done.unsure += 1
        _mark(letter, DeliveryState.UNSURE, failure.problem)
    elif failure.is_final:
        _give_up(letter, failure.problem, done)
    else:
        _postpone(letter, failure, done)


def _postpone(letter: Letter, failure: Failure, done: Delivered) -> None:
    if letter.attempts > len(BACK_OFF):
        _give_up(letter, failure.problem, done)
        return
    done.later += 1
    letter.next_at = timezone.now() + BACK_OFF[letter.attempts - 1]
    _mark(letter, DeliveryState.WAITING, failure.problem)


def _give_up(letter: Letter, problem: str, done: Delivered) -> None:
    done.dead += 1
    _mark(letter, DeliveryState.DEAD, problem)


def _mark(letter: Letter, state: DeliveryState, problem: str = "") -> None:
    """Only from `sending`: whoever came first has decided."""
    values = {"state": state, "problem": problem, "next_at": letter.next_at}
    if state == DeliveryState.SENT:
        values["sent_at"] = timezone.now()
    Letter.objects.filter(pk=letter.pk, state=DeliveryState.SENDING).update(**values)
    if state in FAILED:
        log.warning("letter", state=str(state), letter=letter.pk, problem=problem)


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        log.info("mail server did not say goodbye")
