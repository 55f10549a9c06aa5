"""The queue of a post, whatever it is made of. Each kind of work registers how to ask for it:

    @source
    def matters(by: Actor) -> list[Waiting]: ...

so that the field apps need not know of one another, and the desk's pages need not know what waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.effects.acts.checking import PATIENCE
from kopir.effects.models import Effect
from kopir.effects.queries.cards import assumptions_due, has_cards, unconfirmed
from kopir.effects.queries.checks import checks_waiting
from kopir.effects.queries.evidence import to_judge
from kopir.effects.queries.measuring import waiting_measurements
from kopir.interactions import queries as interactions
from kopir.interactions.queries import Task
from kopir.interactions.words import TASKS, Letter
from kopir.regulation import queries as regulation
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


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that a post is asked to decide. `about`: where and of whom; `key`: what is left for later by `next`."""

    what: str
    key: str
    title: str
    url: str
    due_on: date | None
    about: str
    people: int | None = None
    task: Any = None

    @property
    def is_overdue(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()


Source = Callable[[Actor], Iterable[Waiting]]
SOURCES: list[Source] = []


def source(function: Source) -> Source:
    SOURCES.append(function)
    return function


def waiting(by: Actor) -> list[Waiting]:
    """From all sources, the most urgent first: by the term, then by how many people it concerns."""
    found = [row for ask in SOURCES for row in ask(by)]
    return sorted(found, key=lambda row: (row.due_on or FAR, -(row.people or 0)))


def line(row: Waiting, today: date) -> dict[str, Any]:
    """As the page shows it."""
    status, tone = _left(row.due_on, today)
    return {
        "what": WORDS[row.what], "title": row.title, "url": row.url, "due": row.due_on, "people": row.people,
        "about": row.about, "status": status, "tone": tone,
    }  # fmt: skip


def _left(due: date | None, today: date) -> tuple[str, str]:
    if due is None:
        return _("no date"), "neutral"
    if due < today:
        return _("late since %(day)s") % {"day": say_day(due)}, "bad"
    tone = "waiting" if due <= today + timedelta(days=3) else "neutral"
    return _("until %(day)s") % {"day": say_day(due)}, tone


# ---- Matters -------------------------------------------------------------------------------------------------------


@source
def matters(by: Actor) -> Iterable[Waiting]:
    for task in interactions.tasks(by):
        matter = task.matter
        yield Waiting(
            what=task.what,
            key=str(matter.pk),
            title=matter.title or matter.number or "",
            url=url_of(task),
            due_on=task.due_on,
            about=f"{matter.number} · {matter.territory} · {_note(task)}",
            people=matter.people_concerned,
            task=task,
        )


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
        row = task.obligation
        yield Waiting(
            what=task.what,
            key=f"{task.what}-{task.proof.pk if task.proof else row.pk}",
            title=_title(str(row.duty)),
            url=_page(task),
            due_on=task.due_on,
            about=str(row.post) if task.what == "check" else _("duty of your post"),
            task=task,
        )


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
    for row in checks_waiting(by):
        about = row.about
        yield Waiting(
            what="later",
            key=f"later-{row.pk}",
            title=str(about.title),
            url=reverse("public:check", args=[row.pk]) + "?from=desk",
            due_on=row.due_on + PATIENCE,
            about=f"{about.journal_label} · {about.territory or ''}",
            people=about.people_planned if isinstance(about, Effect) else about.people_concerned,
        )


@source
def of_cards(by: Actor) -> Iterable[Waiting]:
    return [*measurements(by), *cards(by)] if has_cards(by) else []


def measurements(by: Actor) -> Iterable[Waiting]:
    """What the other party of a card has measured; no term hangs on it."""
    for row in waiting_measurements(by):
        effect = row.measure.effect
        yield Waiting(
            what="measured",
            key=f"measured-{row.pk}",
            title=f"{row.measure.indicator}: {effect.title}",
            url=reverse("public:measurement", args=[effect.ref, row.pk]),
            due_on=None,
            about=f"{effect.journal_label} · {row.territory}",
        )


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
    return Waiting(
        what=what,
        key=f"{what}-{pk or effect.pk}",
        title=title,
        url=address or reverse("public:effect_act", args=[effect.ref, name]),
        due_on=None,
        about=f"{effect.journal_label} · {about}",
        people=effect.people_planned,
    )
