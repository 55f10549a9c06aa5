"""The one plain block on top: where it is, who holds it, what happens next, what is asked of the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.interactions import clock
from kopir.interactions.models import ClockPause, Matter, Outcome, Part
from kopir.interactions.words import WORKED_ON, Letter, MatterState
from kopir.posts.models import Post
from kopir.web.public.matter.reader import Reader
from kopir.web.ui.dates import say_day

if TYPE_CHECKING:
    from kopir.base.errors import Words

TONES = {
    MatterState.DRAFT: "neutral",
    MatterState.APPEAL: "neutral",
    MatterState.OPEN: "active",
    MatterState.ANSWERED: "waiting",
    MatterState.CONTESTED: "bad",
    MatterState.CLOSED: "closed",
    MatterState.JOINED: "neutral",
}
OUTCOME_TONES = {"solved": "good", "partly": "partial", "no_answer": "bad", "refused": "closed"}
WORD_TONES = {"confirmed": "good", "partly": "partial", "contested": "bad", "silence": "neutral"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked of the reader. `action`: its name in `actions.ACTIONS`, with the row it is about."""

    words: str
    action: str = ""
    pk: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    where: str
    following: str
    asked: list[Asked]
    holder: Post | None


def is_late(matter: Matter) -> bool:
    worked_on = matter.state in WORKED_ON
    return worked_on and matter.due_on is not None and matter.due_on < timezone.localdate()


def standing(reader: Reader, pause: ClockPause | None, outcomes: list[Outcome]) -> Standing:
    matter = reader.matter
    asked = list(_asked(reader, pause, outcomes)) or [Asked(_nothing(reader))]
    return Standing(_where(reader, pause), _following(reader, pause), asked, matter.accountable)


def name(post: Post | None) -> str:
    return post.name(get_language() or "kk").text if post else ""


def _day(day: date | None) -> str:
    return say_day(day) if day else "—"


# Where it is


def _where(reader: Reader, pause: ClockPause | None) -> str:
    matter, to = reader.matter, {"post": name(reader.matter.accountable)}
    if matter.state == MatterState.CLOSED:
        return _("It is closed. The last post that answered for it: %(post)s.") % to
    if matter.state == MatterState.JOINED:
        return _("It was joined to another matter and goes on there.")
    if matter.state == MatterState.ANSWERED:
        return _("It is answered and waits for the author's word. The post that answered: %(post)s.") % to
    if reader.offer is not None:
        to |= {"other": name(reader.offer.to_post)}
        return _("It is with this post: %(post)s. It has been offered to another: %(other)s.") % to
    if pause is not None:
        return _("It is with this post: %(post)s. The term is paused: more was asked of the author.") % to
    return _("It is with this post: %(post)s.") % to


# What happens next


def _following(reader: Reader, pause: ClockPause | None) -> str:
    matter = reader.matter
    if matter.state == MatterState.JOINED and matter.joined_into:
        return _("Look at matter %(number)s: what happens there holds here too.") % {"number": matter.joined_into.number}
    if matter.state == MatterState.CLOSED:
        return _after_closing(matter)
    if matter.state == MatterState.ANSWERED:
        words = _(
            "The author says until %(day)s whether the outcome is so. After that silence is recorded, which is not consent."
        )
        return words % {"day": _day(matter.word_due_on)}
    return " ".join(_work_ahead(reader, pause))


def _after_closing(matter: Matter) -> str:
    last = _reopen_until(matter)
    if last is None or last < timezone.localdate():
        return _("Nothing more. What came of it stands below.")
    return _("Nothing more, unless it is reopened; the author may do so until %(day)s.") % {"day": _day(last)}


def _reopen_until(matter: Matter) -> date | None:
    if matter.procedure is None or matter.closed_at is None:
        return None
    return clock.due_after(matter.procedure.reopen_days, timezone.localdate(matter.closed_at))


def _work_ahead(reader: Reader, pause: ClockPause | None) -> Iterator[str]:
    matter, offer = reader.matter, reader.offer
    if offer is not None:
        values = {"post": name(offer.to_post), "day": _day(offer.due_on), "sender": name(offer.from_post)}
        yield (_("“%(post)s” accepts or refuses until %(day)s; until then “%(sender)s” answers for it.") % values)
    for part in reader.active:
        if part.letter == Letter.CONSULTED:
            yield _("An opinion of “%(post)s” is awaited until %(day)s.") % {
                "post": name(part.post),
                "day": _day(part.due_on),
            }
    if pause is not None:
        yield _("When the author answers, the term runs again and gets a new last day.")
    elif is_late(matter):
        yield _("The answer was due on %(day)s and has not come.") % {"day": _day(matter.due_on)}
    else:
        yield _("The post answers until %(day)s.") % {"day": _day(matter.due_on)}


# What is asked of the reader


def _asked(reader: Reader, pause: ClockPause | None, outcomes: list[Outcome]) -> Iterator[Asked]:
    if reader.is_author:
        yield from _of_author(reader, pause, outcomes)
    if reader.is_receiver and reader.offer is not None:
        words = _("Accept or refuse the matter until %(day)s.") % {"day": _day(reader.offer.due_on)}
        yield Asked(words, "accept", reader.offer.pk)
    for part in reader.asked(Letter.CONSULTED):
        yield Asked(_by(part, _("Give your opinion until %(day)s.")), "opinion", part.pk, part.question)
    for part in reader.asked(Letter.RESPONSIBLE):
        yield Asked(_by(part, _("Do the work given to you until %(day)s.")), "finish", part.pk, part.question)
    if reader.is_accountable:
        yield from _of_post(reader, pause)
    if reader.is_above and _objection_waits(reader.matter):
        yield Asked(_("Decide on the author's objection."), "settle-objection", None, reader.matter.objection)


def _by(part: Part, words: str) -> str:
    return words % {"day": _day(part.due_on or part.matter.due_on)}


def _objection_waits(matter: Matter) -> bool:
    return bool(matter.objection) and not matter.objection_answer and matter.is_running


def _of_author(reader: Reader, pause: ClockPause | None, outcomes: list[Outcome]) -> Iterator[Asked]:
    matter = reader.matter
    if matter.state == MatterState.ANSWERED:
        last = outcomes[-1] if outcomes else None
        said = {word.organisation_id for word in last.words.all()} if last else set()
        if reader.by.organisation_id not in said:
            words = _("Say whether the outcome is so: confirmed, partly, or contested. Until %(day)s.")
            yield Asked(words % {"day": _day(matter.word_due_on)}, "word")
    elif pause is not None:
        yield Asked(_("Answer the post: without it the matter does not go on."), "write", None, pause.reason)


def _of_post(reader: Reader, pause: ClockPause | None) -> Iterator[Asked]:
    matter = reader.matter
    if matter.state not in WORKED_ON or reader.offer or pause:
        return
    awaited = [part for part in reader.active if part.letter == Letter.CONSULTED]
    if awaited:
        words = _("Wait for the opinion, or record why you do not wait; then answer.")
        late = [part.pk for part in awaited if part.due_on and part.due_on < timezone.localdate()]
        yield Asked(words, "waive-opinion", late[0]) if late else Asked(words)
        return
    words = _("Answer until %(day)s.") if not is_late(matter) else _("Answer: the term passed on %(day)s.")
    yield Asked(words % {"day": _day(matter.due_on)}, "answer")


def _nothing(reader: Reader) -> str:
    if reader.by.is_member and not reader.is_author and reader.matter.is_running and reader.matter.is_public:
        return _("Nothing. If the matter is yours too, join it: you will have all rights of an author.")
    if reader.takes_part:
        return _("Nothing now. You will be told when something is.")
    return _("Nothing. Everybody may read this page.")


def state_words(matter: Matter) -> Words:
    return MatterState(matter.state).label


def state_tone(matter: Matter) -> str:
    return TONES[MatterState(matter.state)]
