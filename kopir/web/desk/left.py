"""What an official has left for later today, post by post; kept in the session and forgotten the next day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.utils import timezone

from kopir.base.actors import Actor
from kopir.web.desk.waiting import Waiting

KEPT = "left_for_later"
MOST = 200


def left_today(request: HttpRequest, by: Actor) -> list[str]:
    """Keys of tasks, as `Waiting.key` names them, in the order they were left."""
    begin = f"{by.post_id}:"
    return [key.removeprefix(begin) for key in _all(request) if key.startswith(begin)]


def keep(request: HttpRequest, by: Actor, keys: Iterable[str]) -> None:
    """In place of what this post has left until now; of more than can be kept the earliest are forgotten."""
    begin = f"{by.post_id}:"
    others = [key for key in _all(request) if not key.startswith(begin)]
    found = [*others, *(f"{begin}{key}" for key in keys)][-MOST:]
    if found != _all(request):
        request.session[KEPT] = {"day": _today(), "keys": found}


def going_on(tasks: Sequence[Waiting], after: str) -> list[Waiting]:
    """What stands behind the task that was just left, then what stands before it; everything when none was."""
    place = next((n for n, task in enumerate(tasks) if task.key == after), -1)
    return [*tasks[place + 1 :], *tasks[: max(place, 0)]]


def _all(request: HttpRequest) -> list[str]:
    kept = request.session.get(KEPT) or {}
    return list(kept["keys"]) if kept.get("day") == _today() else []


def _today() -> str:
    return timezone.localdate().isoformat()
