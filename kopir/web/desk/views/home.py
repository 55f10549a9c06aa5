"""What waits for me, and what is worth knowing beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.interactions import queries
from kopir.interactions.forms import TaskFilter
from kopir.interactions.queries import Change, Task
from kopir.interactions.words import TASKS, Letter
from kopir.journal.sentences import sentence
from kopir.synergy.queries import waiting_for
from kopir.web.cabinet.views.notices import latest
from kopir.web.desk.views.acting import for_official
from kopir.web.downloads import csv_download
from kopir.web.public.matter import addresses
from kopir.web.ui.dates import say_day

SHOWN = 50
NEWS_DAYS = 7
NEW_HOLDER_DAYS = 14
COLUMNS = ("task", "number", "title", "kind", "territory", "author", "due_on", "people_concerned", "post")
# The page on which a task is decided.
PAGES = {
    "accept": "accept", "answer": "answer", "contested": "answer", "opinion": "opinion", "work": "finish",
    "objection": "settle-objection",
}  # fmt: skip


@require_safe
@for_official
def home(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    posts = queries.spoken_for(actor.post_id)
    tasks = queries.tasks(actor)
    form = TaskFilter(request.GET)
    chosen = form.narrow(tasks)
    context = {
        "form": form,
        "lines": lines(chosen[:SHOWN]),
        "shown": len(chosen),
        "total": len(tasks),
        "soon": lines(_soon(tasks))[:6],
        "changes": _news(queries.changes_for(actor, timezone.now() - timedelta(days=NEWS_DAYS))),
        "waiting": queries.waiting_for_others(actor, posts, limit=6),
        "stood_in_for": queries.stood_in_for(actor, posts),
        "proposals": waiting_for(actor, limit=3),
        "since": _since(actor),
        "notices": latest(actor),
    }
    return render(request, "desk/home.html", context)


def url_of(task: Task) -> str:
    row = task.hand_off or task.part
    return addresses.act(task.matter, PAGES[task.what], row.pk if row else None) + "?from=desk"


def lines(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """Tasks as the page shows them: what is asked, of which matter, until when."""
    today = timezone.localdate()
    return [
        {
            "what": TASKS[task.what],
            "title": task.matter.title or task.matter.number,
            "matter": task.matter,
            "url": url_of(task),
            "due": task.due_on,
            "people": task.matter.people_concerned,
            "note": _note(task),
            "status": _left(task, today)[0],
            "tone": _left(task, today)[1],
        }
        for task in tasks
    ]


def _note(task: Task) -> str:
    language = get_language() or "kk"
    if task.hand_off is not None:
        return _("from: %(post)s") % {"post": task.hand_off.from_post.name(language).text}
    if task.part is not None and task.part.letter == Letter.CONSULTED:
        return task.part.question[:120]
    return task.matter.author.name(language).text


def _left(task: Task, today: Any) -> tuple[str, str]:
    if task.due_on is None:
        return _("no date"), "neutral"
    if task.due_on < today:
        return _("late since %(day)s") % {"day": say_day(task.due_on)}, "bad"
    tone = "waiting" if task.due_on <= today + timedelta(days=3) else "neutral"
    return _("until %(day)s") % {"day": say_day(task.due_on)}, tone


def _soon(tasks: list[Task]) -> list[Task]:
    last = timezone.localdate() + timedelta(days=7)
    return [task for task in tasks if task.due_on and task.due_on <= last]


def _news(changes: list[Change]) -> list[dict[str, Any]]:
    return [
        {"words": sentence(one.entry), "at": one.entry.at, "url": addresses.page(one.matter)}
        for one in changes
    ]


def _since(actor: Actor) -> Any:
    """The day of the appointment, while it is new."""
    found = queries.own_appointment(actor)
    fresh = timezone.localdate() - timedelta(days=NEW_HOLDER_DAYS)
    return found.starts_on if found and found.starts_on >= fresh else None


@require_safe
@for_official
def following(request: HttpRequest) -> HttpResponse:
    """The next task: the first one, or the first behind a matter that is left for later."""
    tasks = queries.tasks(request.actor)  # type: ignore[attr-defined]
    left = request.GET.get("after", "")
    place = next((n for n, task in enumerate(tasks) if str(task.matter.pk) == left), -1)
    behind = [task for task in tasks[place + 1 :] if str(task.matter.pk) != left]
    if behind:
        return redirect(url_of(behind[0]))
    messages.success(request, _("That was the last one.") if tasks else _("Nothing waits for you any more."))
    return redirect("desk:home")


@require_safe
@for_official
def tasks_csv(request: HttpRequest) -> HttpResponseBase:
    tasks = TaskFilter(request.GET).narrow(queries.tasks(request.actor))  # type: ignore[attr-defined]
    return csv_download("tasks", COLUMNS, _rows(tasks))


def _rows(tasks: Iterable[Task]) -> Iterator[list[Any]]:
    language = get_language() or "kk"
    for task in tasks:
        row = task.matter
        assert row.kind and row.territory
        yield [
            task.what, row.number, row.title, row.kind.code, row.territory.name(language).text, row.author.name(language).text,
            task.due_on, row.people_concerned, task.post.name(language).text,
        ]  # fmt: skip
