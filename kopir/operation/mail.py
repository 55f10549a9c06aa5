"""`kopir mail …`: do letters leave?"""

from __future__ import annotations

import json
import smtplib
from dataclasses import asdict
from email.utils import make_msgid

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email

from kopir.base.mail import letter_file
from kopir.notices.links import host
from kopir.notices.models import Notice
from kopir.notices.queries import letters_overview
from kopir.notices.texts import render
from kopir.operation.answers import demand_database


@click.group()
def mail() -> None:
    """Look after letters."""


@mail.command("test")
@click.argument("address")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default="kk", help="Language of the letter.")
def test(address: str, language: str) -> None:
    """Send a test letter to ADDRESS and say what happened."""
    try:
        validate_email(address)
    except ValidationError:
        raise click.ClickException(f"{address} is not an e-mail address.") from None
    click.echo(f"Letters leave by {_way()}, from {settings.DEFAULT_FROM_EMAIL}.")
    number = make_msgid(domain=host())
    words = render(Notice(text="notices.test"), language)
    letter = EmailMessage(words.subject, words.body, to=[address], headers={"Message-ID": number})
    try:
        get_connection().send_messages([letter])
    except (smtplib.SMTPException, OSError) as error:
        raise click.ClickException(_in_words(error)) from None
    click.echo(_went(address, number))


def _way() -> str:
    way = settings.KOPIR_MAIL
    if way["channel"] == "folder":
        return f"the folder {way['folder']}"
    secured = ", encrypted" if settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS else ", not encrypted"
    return f"the mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT}{secured}"


def _went(address: str, number: str) -> str:
    if settings.KOPIR_MAIL["channel"] == "folder":
        return f"The letter was written to {letter_file(number)}; nothing was sent."
    return f"The mail server took the letter to {address}. Look whether it arrived, also among unwanted mail."


def _in_words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"The mail server does not accept the user or password of KOPIR_MAIL: {error.smtp_code}."
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"The mail server refuses the address: {code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server refuses: {error.smtp_code} {_text(error.smtp_error)}"
    return f"The mail server cannot be reached or does not answer: {error}. Check KOPIR_MAIL."


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said


@mail.command("status")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status(as_json: bool) -> None:
    """How many letters wait, were sent, were given up. Exits 1 when the oldest has waited for more than an hour."""
    demand_database()
    overview = letters_overview()
    if as_json:
        click.echo(json.dumps({**asdict(overview), "waiting_minutes": overview.waiting_minutes}, default=str))
    else:
        click.echo(f"Letters leave by {_way()}.")
        click.echo(", ".join(f"{state}: {count}" for state, count in overview.states.items()))
        click.echo(f"Sent in the last 24 hours: {overview.sent_today}. The oldest waits {overview.waiting_minutes} minutes.")
    if overview.waiting_minutes > 60:
        raise SystemExit(1)
