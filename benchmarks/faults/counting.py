"""What is left after the kills, against what people wrote down."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db import DatabaseError, connection, connections

from benchmarks.faults.people import Notebook, digest
from kopir.base import stored
from kopir.base.files import stored_path
from kopir.interactions import conservation
from kopir.interactions.models import Attachment, HandOff, Matter, Message, Outcome
from kopir.interactions.words import HandOffState
from kopir.journal.verification import verify
from kopir.notices.models import Letter
from kopir.search import keeping

SETTLE = 480.0  # seconds at most until nothing is left to do; a letter whose worker was killed is looked at after five minutes


def settle() -> float:
    """Wait until all is sealed, sent and found; answers how many seconds it took."""
    began = time.monotonic()
    while time.monotonic() - began < SETTLE:
        connections.close_all()
        try:
            now = keeping.standing()
            waiting = Letter.objects.filter(state__in=("waiting", "sending")).count()
        except DatabaseError:
            waiting = -1
        else:
            if not (now.unsealed or now.behind or waiting) and all(there == wanted for there, wanted in now.kinds.values()):
                break
        time.sleep(1)
    return round(time.monotonic() - began, 1)


def counted(book: Notebook, received: list[str]) -> dict[str, Any]:
    """Every list must be empty for the result to be good."""
    report, count = verify(), conservation.check()
    there = {kind: Counter(marks()) for kind, marks in FOUND.items()}
    holds = {title: digest(text) for title, text in Matter.objects.exclude(number=None).values_list("title", "text")}
    lost = [(kind, mark) for kind, marks in book.done.items() if kind in there for mark in marks if not there[kind][mark]]
    return {
        "acknowledged": {kind: len(marks) for kind, marks in book.done.items()},
        "sent_again": book.repeated,
        "lost": lost,
        "twice": [(kind, mark) for kind, marks in book.tried.items() if kind in there for mark in marks if there[kind][mark] > 1],
        "changed": [title for title, held in book.done.get("matter", {}).items() if holds.get(title) not in (held, None)],
        "entries": report.entries,
        "journal_problems": report.problems,
        "conservation_problems": [] if count.good else count.details or [count.as_dict()],
        **_letters(received),
        **_found(),
        **_files(book),
        "number_gaps": _gaps(),
    }


def _gaps() -> list[str]:
    """Numbers of matters that were left out or given twice, by year."""
    years: dict[str, list[int]] = {}
    for number in Matter.objects.exclude(number=None).values_list("number", flat=True).iterator():
        year, _, order = number.partition("-")
        years.setdefault(year, []).append(int(order))
    return [year for year, found in years.items() if sorted(found) != list(range(1, len(found) + 1))]


# By kind of act, what each is found by.
FOUND: dict[str, Callable[[], Iterator[str]]] = {
    "matter": lambda: Matter.objects.exclude(number=None).values_list("title", flat=True).iterator(),
    "message": lambda: Message.objects.values_list("text", flat=True).iterator(),
    "file": lambda: Attachment.objects.values_list("sha256", flat=True).iterator(),
    "hand-over": lambda: HandOff.objects.values_list("reason", flat=True).iterator(),
    "accepting": lambda: map(str, HandOff.objects.filter(state=HandOffState.ACCEPTED).values_list("pk", flat=True)),
    "answer": lambda: Outcome.objects.values_list("statement", flat=True).iterator(),
}


def _letters(received: list[str]) -> dict[str, Any]:
    """A letter that was being given to the mail server when its worker was killed is left to a person to decide on."""
    arrived, states = Counter(received), Counter(Letter.objects.values_list("state", flat=True))
    return {
        "letters": dict(states),
        "letters_received": len(arrived),
        "letters_twice": [key for key, number in arrived.items() if number > 1],
        "letters_missing": max(0, states["sent"] - len(arrived)),
    }


def _found() -> dict[str, Any]:
    kinds = keeping.standing().kinds
    return {"not_found": [f"{kind}: {there} of {wanted}" for kind, (there, wanted) in kinds.items() if there != wanted]}


def _files(book: Notebook) -> dict[str, Any]:
    """The cleaning is done as it would be in a week."""
    removed = stored.clean(0)
    kept = {path.name for path in stored_path("0" * 64).parent.parent.glob("*/*")}
    return {
        "files_without_a_row_removed": removed,
        "half_files_kept": [mark for mark in book.tried.get("half a file", ()) if stored.has_row(mark) or mark in kept],
        "rows_without_a_file": sorted(_needed() - kept),
        "files_without_a_row": sorted(name for name in kept if not stored.has_row(name)),
    }


def _needed() -> set[str]:
    with connection.cursor() as cursor:
        found: set[str] = set()
        for question in stored.questions():
            cursor.execute(question)
            found.update(row[0] for row in cursor.fetchall())
    return found
