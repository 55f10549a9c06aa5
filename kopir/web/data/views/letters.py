"""Do letters leave, and do the repeated jobs run."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.jobs import is_late, load
from kopir.base.models import JobRun
from kopir.notices import acts
from kopir.notices.models import Letter
from kopir.notices.queries import dead_letters, letter_for, letters_overview
from kopir.notices.words import DeliveryState
from kopir.web.data.doing import by, missing, press, reading, sending
from kopir.web.data.tables import State, Table, table_page


@reading
def listed(request: HttpRequest) -> HttpResponseBase:
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 18 else 0
    letters, following = dead_letters(by(request), start)
    overview = letters_overview()
    table = Table("letters", (_("To"), _("Since"), _("State"), _("Problem")), [_row(row) for row in letters])
    return table_page(
        request,
        table,
        title=_("Letters"),
        lead=_(
            "Letters that were given up, or of which nobody knows whether they went. A person decides whether to send them again."
        ),
        template="data/letters.html",
        letters=letters,
        states=[(DeliveryState(code).label, number) for code, number in overview.states.items()],
        overview=overview,
        next=following or None,
    )


def _row(letter: Letter) -> tuple[Any, ...]:
    return letter.person.email, letter.notice.created_at, letter.get_state_display(), letter.problem


@sending
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    letter = letter_for(by(request), pk)
    if letter is None:
        raise missing()
    back = reverse("data:letters")
    return press(request, lambda: acts.resend(letter, by=by(request)), back, _("The letter waits to be sent."))


@reading
def jobs(request: HttpRequest) -> HttpResponseBase:
    runs = {row.name: row for row in JobRun.objects.all()}
    rows = [_job_row(name, runs.get(name)) for name in sorted({*load(), *runs})]
    table = Table(
        "jobs",
        (_("Job"), _("Began last"), _("Ended last"), _("Next"), _("State")),
        rows,
        _("No jobs"),
    )
    return table_page(
        request,
        table,
        title=_("Repeated jobs"),
        lead=_("Work that nobody waits for: terms, letters, counts. If nothing ran for an hour, start the worker: kopir work."),
    )


def _job_row(name: str, run: JobRun | None) -> tuple[Any, ...]:
    if run is None:
        return name, None, None, None, State(_("never ran"), "waiting")
    return name, run.started_at, run.finished_at, run.due_at, _job_state(run)


def _job_state(run: JobRun) -> State:
    if run.failures:
        return State(f"{run.problem} × {run.failures}", "bad")
    return State(_("late"), "bad") if is_late(run) else State(_("runs"), "good")
