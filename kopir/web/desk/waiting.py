"""The queue of a post, whatever it is made of. Each kind of work registers how to ask for it:

    @source
    def matters(by: Actor) -> list[Waiting]: ...

so that the field apps need not know of one another, and the desk's pages need not know what waits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.effects.acts.checking import PATIENCE
from kopir.effects.models import Check, Effect, Measurement
from kopir.effects.queries.cards import assumptions_due, has_cards, unconfirmed
from kopir.effects.queries.checks import checks_due, checks_shown
from kopir.effects.queries.evidence import to_judge
from kopir.effects.queries.measuring import waiting_measurements
from kopir.interactions import queries as interactions
from kopir.interactions.queries import Task
from kopir.interactions.words import TASKS, Letter
from kopir.regulation import queries as regulation
from kopir.regulation.events import MATTER
from kopir.regulation.queries import DutyTask
from kopir.web.public.matter import addresses
from kopir.web.ui.dates import say_day

if TYPE_CHECKING:
    from kopir.base.errors import Words

FAR = date(9999, 1, 1)
# The page on which a task of a matter is decided.
PAGES = {
    "accept": "accept", "answer": "answer", "contested": "answer", "opinion": "opinion", "work": "finish",
    "objection": "settle-objection",
}  # fmt: skip
WORDS: dict[str, Words] = {
    **TASKS,
    "prove": gettext_lazy("Prove a duty"),
    "check": gettext_lazy("Check a proof"),
    "later": gettext_lazy("Say whether it still holds"),
    "measured": gettext_lazy("Accept or return a measurement"),
    "effect": gettext_lazy("Say whether the effect is so"),
    "evidence": gettext_lazy("Judge a piece of evidence"),
    "assumption": gettext_lazy("Test an assumption"),
}


class When(TextChoices):
    """In the order of `waiting`."""

    LATE = "late", gettext_lazy("Late")
    WEEK = "week", gettext_lazy("Due within a week")
    LATER = "later", gettext_lazy("Later")
    UNDATED = "undated", gettext_lazy("Without a term")


class Told(NamedTuple):
    """`about`: where and of whom."""

    title: str
    url: str
    about: str


Tell = Callable[[Actor, list[Any]], Iterable[Told]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a post is asked to decide. `key`: what is left for later by `next`; `of`: what `tell` finds its words by,
    together with those of its kind and only where they are shown, because a full desk has hundreds."""

    what: str
    key: str
    due_on: date | None
    tell: Tell
    of: Any
    people: int | None = None

    @property
    def when(self) -> When:
        """Exactly one of them, so that a list under headings names each task once."""
        today = timezone.localdate()
        if self.due_on is None:
            return When.UNDATED
        if self.due_on < today:
            return When.LATE
        return When.WEEK if self.due_on <= today + timedelta(days=7) else When.LATER

    @property
    def is_overdue(self) -> bool:
        return self.when == When.LATE


Source = Callable[[Actor], Iterable[Waiting]]
SOURCES: list[Source] = []


def source(function: Source) -> Source:
    SOURCES.append(function)
    return function


def waiting(by: Actor) -> list[Waiting]:
    """From all sources, the most urgent first: by the term, then by how many people it concerns."""
    found = [row for ask in SOURCES for row in ask(by)]
    return sorted(found, key=lambda row: (row.due_on or FAR, -(row.people or 0)))


def told(by: Actor, rows: Sequence[Waiting]) -> list[Told]:
    """The words of each, one source asked after the other."""
    places: dict[Tell, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[row.tell].append(place)
    found: dict[int, Told] = {}
    for tell, some in places.items():
        found.update(zip(some, tell(by, [rows[place].of for place in some]), strict=True))
    return [found[place] for place in range(len(rows))]


def lines(by: Actor, rows: Sequence[Waiting]) -> list[dict[str, Any]]:
    """As the page shows them."""
    today = timezone.localdate()
    return [_line(row, words, today) for row, words in zip(rows, told(by, rows), strict=True)]


def _line(row: Waiting, words: Told, today: date) -> dict[str, Any]:
    status, tone = _left(row.due_on, today)
    return {**words._asdict(), "what": WORDS[row.what], "due": row.due_on, "people": row.people, "status": status, "tone": tone}


def _left(due: date | None, today: date) -> tuple[str, str]:
    if due is None:
        return _("no date"), "neutral"
    if due < today:
        return _late((today - due).days, say_day(due)), "bad"
    tone = "waiting" if due <= today + timedelta(days=3) else "neutral"
    return _("until %(day)s") % {"day": say_day(due)}, tone


def _late(days: int, due: str) -> str:
    words = ngettext("late by %(days)s day, was due on %(day)s", "late by %(days)s days, was due on %(day)s", days)
    return words % {"days": days, "day": due}


# ---- Matters -------------------------------------------------------------------------------------------------------


@source
def matters(by: Actor) -> Iterable[Waiting]:
    for task in interactions.tasks(by):
        yield Waiting(task.what, str(task.matter.pk), task.due_on, _of_matters, task, task.matter.people_concerned)


def _of_matters(_by: Actor, tasks: list[Task]) -> Iterable[Told]:
    return map(_of_matter, tasks)


def _of_matter(task: Task) -> Told:
    matter = task.matter
    return Told(matter.title or matter.number or "", url_of(task), f"{matter.number} · {matter.territory} · {_note(task)}")


def url_of(task: Task) -> str:
    row = task.hand_off or task.part
    return addresses.act(task.matter, PAGES[task.what], row.pk if row else None) + "?from=desk"


def _note(task: Task) -> str:
    language = get_language() or "kk"
    if task.hand_off is not None:
        return _("from: %(post)s") % {"post": task.hand_off.from_post.name(language).text}
    if task.part is not None and task.part.letter == Letter.CONSULTED:
        return task.part.question[:120]
    return task.matter.author.name(language).text


# ---- Duties --------------------------------------------------------------------------------------------------------


@source
def duties(by: Actor) -> Iterable[Waiting]:
    for task in regulation.duty_tasks(by):
        key = f"{task.what}-{task.proof.pk if task.proof else task.obligation.pk}"
        yield Waiting(task.what, key, task.due_on, _of_duties, task)


def _of_duties(_by: Actor, tasks: list[DutyTask]) -> Iterable[Told]:
    return map(_of_duty, tasks)


def _of_duty(task: DutyTask) -> Told:
    row = task.obligation
    about = str(row.post) if task.what == "check" else _("duty of your post")
    occasion = f"{row.subject_label} · " if row.subject_kind == MATTER else ""
    return Told(_title(str(row.duty)), _page(task), occasion + about)


def _title(words: str) -> str:
    return words[:1].upper() + words[1:]


def _page(task: DutyTask) -> str:
    if task.proof is not None:
        return reverse("desk:check_proof", args=[task.proof.pk])
    return reverse("desk:prove", args=[task.obligation.pk])


# ---- Effects -------------------------------------------------------------------------------------------------------


@source
def later_checks(by: Actor) -> Iterable[Waiting]:
    """Does it still hold? One question, thirty days to answer it."""
    for pk, due_on, people in checks_due(by):
        yield Waiting("later", f"later-{pk}", due_on + PATIENCE, _of_checks, pk, people)


def _of_checks(by: Actor, pks: list[int]) -> Iterable[Told]:
    found = checks_shown(by, pks)
    return [_of_check(found[pk]) for pk in pks]


def _of_check(row: Check) -> Told:
    url = reverse("public:check", args=[row.pk]) + "?from=desk"
    return Told(str(row.about.title), url, f"{row.about.journal_label} · {row.about.territory or ''}")


@source
def of_cards(by: Actor) -> Iterable[Waiting]:
    return [*measurements(by), *cards(by)] if has_cards(by) else []


def measurements(by: Actor) -> Iterable[Waiting]:
    """What the other party of a card has measured; no term hangs on it."""
    for row in waiting_measurements(by):
        yield Waiting("measured", f"measured-{row.pk}", None, _of_measurements, row)


def _of_measurements(_by: Actor, rows: list[Measurement]) -> Iterable[Told]:
    return map(_of_measurement, rows)


def _of_measurement(row: Measurement) -> Told:
    effect = row.measure.effect
    url = reverse("public:measurement", args=[effect.ref, row.pk])
    return Told(f"{row.measure.indicator}: {effect.title}", url, f"{effect.journal_label} · {row.territory}")


def cards(by: Actor) -> Iterable[Waiting]:
    """What a party owes the other one on a card; only an assumption has its day."""
    for effect in unconfirmed(by):
        yield _of_card("effect", effect, "confirm", None, str(effect.title), str(effect.territory))
    for use in to_judge(by):
        yield _of_card("evidence", use.effect, "judge", use.pk, use.piece.words, str(use.effect.title))
    for step in assumptions_due(by):
        found = _of_card("assumption", step.effect, "test", step.pk, step.assumption, str(step.effect.title))
        yield replace(found, due_on=step.test_on)


def _of_card(what: str, effect: Effect, name: str, pk: int | None, title: str, about: str) -> Waiting:
    address = reverse("public:effect_act_on", args=[effect.ref, name, pk]) if pk else ""
    words = Told(title, address or reverse("public:effect_act", args=[effect.ref, name]), f"{effect.journal_label} · {about}")
    return Waiting(what, f"{what}-{pk or effect.pk}", None, _as_given, words, effect.people_planned)


def _as_given(_by: Actor, words: list[Told]) -> Iterable[Told]:
    return words
