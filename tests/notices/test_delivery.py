"""Letters leave once: by a real mail server that accepts, refuses, hangs up or stalls, and through a kill in between."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.notices import acts, sending
from kopir.notices.letters import message_id
from kopir.notices.models import Letter
from kopir.notices.queries import failed_letters, letters_overview
from kopir.notices.sending import BACK_OFF, Delivered, claim, deliver, recover
from kopir.notices.words import DeliveryState, Weight
from kopir.people.models import Person
from tests.factories import administrator, make_person
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db


def letter(person: Person | None = None, weight: Weight = Weight.LEGAL, **fields: Any) -> Letter:
    person = person or make_person(language="en")
    key = fields.pop("key", f"test:{person.pk}")
    acts.tell("notices.test", key=key, path="/posts/x/", weight=weight, person=person)
    return Letter.objects.get(person=person)


def test_a_letter_goes_out_in_the_readers_language_as_text_and_html() -> None:
    with mail_server() as server:
        one = letter(make_person(language="ru", email="reader@example.kz"))
        assert deliver() == Delivered(sent=1)
    one.refresh_from_db()
    assert (one.state, one.attempts, one.sent_at is not None, one.problem) == (
        DeliveryState.SENT,
        1,
        True,
        "",
    )
    [received] = server.letters
    assert received["To"] == "reader@example.kz"
    assert received["Message-ID"] == message_id(one)
    assert received["Content-Language"] == "ru"
    assert received["List-Unsubscribe"] is None
    text, html = (part.get_payload(decode=True).decode() for part in received.get_payload())  # type: ignore[union-attr]
    assert "/ru/posts/x/" in text
    assert "/ru/posts/x/" in html


def test_many_letters_go_through_one_connection() -> None:
    with mail_server() as server:
        for _number in range(3):
            letter()
        assert deliver() == Delivered(sent=3)
        assert deliver() == Delivered()
    assert (len(server.letters), server.sessions) == (3, 1)


@pytest.mark.parametrize(
    ("behaviour", "state", "done", "problem"),
    [
        ("451", DeliveryState.WAITING, Delivered(later=1), "451 … no"),
        ("550", DeliveryState.DEAD, Delivered(dead=1), "550 … no"),
        ("data 452", DeliveryState.WAITING, Delivered(later=1), "452 no"),
        ("data 554", DeliveryState.DEAD, Delivered(dead=1), "554 no"),
        ("hang up", DeliveryState.WAITING, Delivered(later=1), "SMTPServerDisconnected"),
        ("hang up after", DeliveryState.UNSURE, Delivered(unsure=1), "SMTPServerDisconnected"),
        ("stall", DeliveryState.UNSURE, Delivered(unsure=1), "SMTPServerDisconnected"),
    ],
)
def test_what_the_server_says_decides(behaviour: str, state: DeliveryState, done: Delivered, problem: str) -> None:
    with mail_server(behaviour):
        one = letter()
        assert deliver() == done
        assert deliver() == Delivered()
    one.refresh_from_db()
    assert (one.state, one.problem.startswith(problem)) == (state, True)


def test_one_bad_letter_does_not_hold_up_the_others() -> None:
    with mail_server("550") as server:
        for _number in range(2):
            letter()
        assert deliver() == Delivered(dead=2)
    assert server.sessions == 2


def test_a_server_that_is_away_is_tried_later_and_the_other_letters_are_left_alone() -> None:
    with mail_server() as server:
        gone = server.port
    one, other = letter(), letter()
    with override_settings(EMAIL_BACKEND="kopir.base.mail.SmtpBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=gone):
        assert deliver() == Delivered(later=1)
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.attempts, one.state, other.attempts) == (1, DeliveryState.WAITING, 0)
    assert timedelta(seconds=50) < one.next_at - timezone.now() <= BACK_OFF[0]


@pytest.mark.parametrize("behaviour", ["stall", "hang up"])
def test_a_server_that_falls_silent_holds_up_one_letter_and_the_worker_for_no_longer_than_that(behaviour: str) -> None:
    one, other = letter(), letter()
    with mail_server(behaviour) as server:
        began = time.monotonic()
        deliver()
        assert deliver() == Delivered(), "the rest waits a minute, so that other work goes on"
        assert time.monotonic() - began < 5
        assert server.sessions == 1
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.attempts, other.attempts, other.state) == (1, 0, DeliveryState.WAITING)
    Letter.objects.filter(pk=other.pk).update(next_at=timezone.now())
    with mail_server() as server:
        assert deliver() == Delivered(sent=1)
        assert len(server.letters) == 1, "what may have arrived is never sent again by itself"


def test_after_the_last_attempt_the_letter_is_given_up() -> None:
    one = letter()
    with mail_server("451"):
        for attempt in range(1, len(BACK_OFF) + 2):
            Letter.objects.update(next_at=timezone.now())
            deliver()
            one.refresh_from_db()
            assert one.attempts == attempt
            assert (one.state == DeliveryState.DEAD) == (attempt > len(BACK_OFF))


def test_a_closed_account_gets_no_letter() -> None:
    one = letter()
    one.person.is_active = False
    one.person.save()
    with mail_server() as server:
        assert deliver() == Delivered(dead=1)
    assert server.letters == []


# A process that dies


def kill_between_claim_and_mark() -> Letter:
    taken = claim()
    assert taken is not None
    return taken


def test_a_letter_that_is_being_sent_is_not_taken_again() -> None:
    letter()
    kill_between_claim_and_mark()
    with mail_server() as server:
        assert deliver() == Delivered()
    assert server.letters == []


def test_an_interrupted_letter_is_unsure_and_never_sent_by_itself() -> None:
    one = letter()
    kill_between_claim_and_mark()
    Letter.objects.update(next_at=timezone.now())
    with mail_server() as server:
        assert deliver() == Delivered(unsure=1)
        assert deliver() == Delivered()
        one.refresh_from_db()
        assert (one.state, server.letters) == (DeliveryState.UNSURE, [])
        acts.resend(one, by=administrator())
        assert deliver() == Delivered(sent=1)
    assert server.letters[0]["Message-ID"] == message_id(one)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_BACKEND = "kopir.base.mail.FolderBackend"
    settings.KOPIR_MAIL = {"channel": "folder", "folder": tmp_path}
    return tmp_path


def test_in_a_folder_the_file_says_whether_an_interrupted_letter_went(folder: Path, monkeypatch: Any) -> None:
    one = letter()
    with monkeypatch.context() as broken:
        broken.setattr(sending, "_mark", lambda *_args: None)  # the process dies after the file was written
        deliver()
    Letter.objects.update(next_at=timezone.now())
    assert recover() == Delivered(sent=1)
    assert deliver() == Delivered()
    one.refresh_from_db()
    assert (one.state, len(list(folder.glob("*.eml")))) == (DeliveryState.SENT, 1)


def test_in_a_folder_an_interrupted_letter_without_a_file_is_sent(folder: Path) -> None:
    letter()
    kill_between_claim_and_mark()
    Letter.objects.update(next_at=timezone.now())
    assert deliver() == Delivered(sent=1)
    assert len(list(folder.glob("*.eml"))) == 1


# Looking after the letters


def test_the_overview_counts_states_and_the_oldest_wait() -> None:
    letter()
    overview = letters_overview()
    assert overview.states == {"waiting": 1, "sending": 0, "sent": 0, "unsure": 0, "dead": 0}
    assert (overview.waiting_minutes, overview.sent_today) == (0, 0)
    with mail_server():
        deliver()
    assert (letters_overview().sent_today, letters_overview().oldest_waiting) == (1, None)


def test_dead_letters_are_for_administrators() -> None:
    one = letter()
    with mail_server("550"):
        deliver()
    by = administrator()
    assert list(failed_letters(by)) == [one]
    acts.resend(one, by=by)
    assert list(failed_letters(by)) == []
    with pytest.raises(Refused) as refusal:
        acts.resend(one, by=by)
    assert refusal.value.code == "not_now"


def test_letters_that_do_not_leave_raise_an_alarm_once_a_day() -> None:
    by = make_person(office="administrator")
    one = letter()
    assert acts.alarm_stuck() == 0
    type(one.notice).objects.update(created_at=timezone.now() - timedelta(minutes=90))
    assert acts.alarm_stuck() == 90
    assert acts.alarm_stuck() == 90
    assert [notice.text for notice in by.notices.all()] == ["notices.stuck"]
