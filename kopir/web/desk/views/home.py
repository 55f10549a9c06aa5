"""What waits for me, and what is worth knowing beside it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import groupby
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
from kopir.interactions.queries import Change, Task
from kopir.journal.sentences import sentence
from kopir.regulation.queries import DutyTask
from kopir.synergy.queries import numbers_waiting_for
from kopir.web.acting import is_current
from kopir.web.cabinet.views.notices import latest
from kopir.web.desk.forms import WaitingFilter
from kopir.web.desk.left import going_on, keep, left_today
from kopir.web.desk.views.acting import for_official
from kopir.web.desk.waiting import Told, Waiting, When, lines, told, waiting
from kopir.web.downloads import csv_download
from kopir.web.public.matter import addresses

SHOWN = 50
NEWS_DAYS = 7
NEW_HOLDER_DAYS = 14
COLUMNS = (
    "task", "number", "title", "kind", "territory", "territory_name", "author", "author_name",
    "due_on", "when", "people_concerned", "post", "post_name",
)  # fmt: skip


@require_safe
@for_official
def home(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    posts = queries.spoken_by(actor)
    tasks = waiting(actor)
    form = WaitingFilter(request.GET)
    chosen = form.narrow(tasks)
    drawn = lines(actor, chosen[:SHOWN])
    context = {
        "form": form,
        "lines": drawn,
        "groups": _groups(chosen, drawn),
        "found": len(chosen),
        "total": len(tasks),
        "changes": _news(queries.changes_for(actor, timezone.now() - timedelta(days=NEWS_DAYS))),
        "waiting": queries.waiting_for_others(actor, posts, limit=6),
        "stood_in_for": queries.stood_in_for(actor, posts),
        "proposals": numbers_waiting_for(actor, limit=3),
        "since": _since(request),
        "notices": latest(actor),
    }
    return render(request, "desk/home.html", context)


def _groups(tasks: list[Waiting], drawn: list[dict[str, Any]]) -> list[tuple[When, int, list[dict[str, Any]]]]:
    """How many tasks there are under each heading, and those of them that the page has room for."""
    numbers = Counter(task.when for task in tasks)
    shown = groupby(zip(tasks, drawn, strict=False), key=lambda pair: pair[0].when)
    return [(when, numbers[when], [line for _task, line in pairs]) for when, pairs in shown]


def _news(changes: list[Change]) -> list[dict[str, Any]]:
    return [{"words": sentence(one.entry), "at": one.entry.at, "url": addresses.page(one.matter)} for one in changes]


def _since(request: HttpRequest) -> date | None:
    """The day of the appointment, while it is new."""
    own = [one for one in request.capacities if is_current(request.actor, one)]  # type: ignore[attr-defined]
    began = max((one.since for one in own if one.since), default=None)
    fresh = timezone.localdate() - timedelta(days=NEW_HOLDER_DAYS)
    return began if began and began >= fresh else None


@require_safe
@for_official
def following(request: HttpRequest) -> HttpResponse:
    """The next task that was not left for later today; when only such are left, the first of them again."""
    actor = request.actor  # type: ignore[attr-defined]
    tasks = waiting(actor)
    after = request.GET.get("after", "")
    left = _left_now(request, actor, tasks, after)
    fresh = [task for task in going_on(tasks, after) if task.key not in left]
    again = [task for task in tasks if task.key != after]
    keep(request, actor, left if fresh else [])
    if again and not fresh:
        messages.info(request, _("You have seen everything. Now comes again what you left for later."))
    if again:
        return redirect(told(actor, (fresh or again)[:1])[0].url)
    messages.success(request, _("That was the last one.") if tasks else _("Nothing waits for you any more."))
    return redirect("desk:home")


def _left_now(request: HttpRequest, actor: Actor, tasks: list[Waiting], after: str) -> list[str]:
    """Without what waits no longer: when it comes back, it is new."""
    keys = {task.key for task in tasks}
    left = [key for key in left_today(request, actor) if key in keys and key != after]
    return [*left, after] if after in keys else left


@require_safe
@for_official
def tasks_csv(request: HttpRequest) -> HttpResponseBase:
    actor = request.actor  # type: ignore[attr-defined]
    tasks = WaitingFilter(request.GET).narrow(waiting(actor))
    language = get_language() or "kk"
    rows = (_row(row, words, language) for row, words in zip(tasks, told(actor, tasks), strict=True))
    return csv_download("tasks", COLUMNS, rows)


def _row(row: Waiting, words: Told, language: str) -> list[Any]:
    """A duty and a card have no number, kind, place nor author here; what is no task is the own post's."""
    task, due = row.of, (row.due_on, row.when.value)
    if isinstance(task, Task):
        return [row.what, *_of_matter(task, language), *due, row.people, task.post.ref, task.post.name(language).text]
    if isinstance(task, DutyTask):
        post = task.obligation.post
        return [row.what, "", words.title, "duty", *[""] * 4, *due, None, post.ref, post.name(language).text]
    return [row.what, words.about.partition(" · ")[0], words.title, *[""] * 5, *due, row.people, "", ""]


def _of_matter(task: Task, language: str) -> list[Any]:
    row = task.matter
    assert row.kind and row.territory
    place, author = row.territory, row.author
    return [
        row.number, row.title, row.kind.code, place.pk, place.name(language).text, author.ref, author.name(language).text
    ]  # fmt: skip
