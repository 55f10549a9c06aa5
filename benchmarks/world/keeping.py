"""A matter as it stands in the end: its row, its document of the search and the words by which it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.world import texts
from benchmarks.world.entries import moment
from kopir.interactions.words import RUNNING
from kopir.search.words import Kind

if TYPE_CHECKING:
    from benchmarks.world.lives import Life

LANGUAGES = ("kk", "ru", "en")


def keep(life: Life) -> None:
    life.batch.rows["matter"].append((
        life.id, life.number, life.kind.id, life.kind.procedure if life.number else None, life.state, life.visibility(),
        "" if life.is_open else "wish", life.author.by.organisation_id, life.author.by.person_id, life.whole_title,
        life.text(), life.language, life.place.code, life.sector, life.writing.asked, life.writing.offered,
        life.writing.for_whom, life.people, life.post, life.way.route if life.way else "[]", life.joined_into,
        life.received and moment(life.received), life.clock_from and moment(life.clock_from),
        life.kind.term if life.clock_from else None, life.due and str(life.due), life.answered and moment(life.answered),
        life.word_due and str(life.word_due), life.closed and moment(life.closed), life.round, life.contests,
        life.first_answered and moment(life.first_answered), life.answered_in, life.came_to, life.said,
        moment(life.began), moment(life.at),
    ))  # fmt: skip
    if life.number:
        _index(life)


def _index(life: Life) -> None:
    """As the search's own `matters` makes it."""
    number, is_open = life.of.numbers("document"), life.state in RUNNING
    shown = life.whole_title if life.is_open else ""
    text = "\n".join((life.text(), life.writing.asked, life.writing.offered)) if life.is_open else ""
    names = [shown if language == life.language else "" for language in LANGUAGES]
    life.batch.rows["document"].append((
        number, Kind.MATTER, str(life.id), f"interactions/{life.number}/", *names, life.number, text, life.language,
        life.place.code, f",{life.code},", life.state, int(is_open), 3 if is_open else 2, life.id, int(life.is_open), 0,
        str((life.received or life.began).date()),
    ))  # fmt: skip
    life.batch.rows["index"].append((number, *texts.indexed(*_found_by(life))))


def _found_by(life: Life) -> tuple[list[str], str, list[str]]:
    """Of a restricted matter only what is open to all."""
    names = [*life.kind.names.values(), *life.place.names.values()]
    if not life.is_open:
        return [], life.language, [life.number or "", *names]
    body = [*life.sentences, life.writing.asked, life.writing.offered, *names, life.writing.for_whom]
    return life.title, life.language, [life.number or "", *body, *life.author.names.values()]
