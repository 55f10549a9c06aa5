"""Do letters leave, and do the repeated jobs run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopir.base.jobs import is_late, load
from kopir.base.models import JobRun
from kopir.notices import acts
from kopir.notices.forms import MOST, FailedLetters, SendAgain
from kopir.notices.models import Letter
from kopir.notices.queries import (
    PAGE,
    failed_letters,
    letter_for,
    letter_problems,
    letters_overview,
    letters_to_repeat,
    letters_visible_to,
)
from kopir.notices.words import DeliveryState
from kopir.web.data.doing import by, edit_page, editing, missing, posted, press, reading, sending
from kopir.web.data.tables import State, Table, table_page
from kopir.web.ui.fields import chosen


@editing
def listed(request: HttpRequest) -> HttpResponseBase:
    """Those to decide on, with a box for each; GET with `csv` gives the list."""
    actor, after = by(request), request.GET.get("after", "")
    narrowed = FailedLetters(request.GET, problems=letter_problems(actor))
    failed, together = failed_letters(actor, **narrowed.chosen), letters_to_repeat(actor, **narrowed.chosen)
    if "csv" in request.GET and request.method == "GET":
        return table_page(request, _table(failed.iterator(chunk_size=500)), title="", lead="")
    form = SendAgain(posted(request), letters=letters_visible_to(actor), together=together)
    passed = failed.filter(pk__lt=int(after)) if after.isdecimal() and len(after) < 18 else failed
    letters = list(passed[: PAGE + 1])
    overview, total = letters_overview(), together.count()
    return edit_page(
        request,
        form,
        lambda: acts.resend_all(form.cleaned_data["letters"], by=actor),
        title=_("Letters"),
        lead=_(
            "Letters that were given up, or of which nobody knows whether they went. A person decides whether to send them again."
        ),
        back=reverse("data:home"),
        onward=f"{request.path}?{request.GET.urlencode()}",
        done=lambda count: _sent_again(count, len(form.cleaned_data["letters"])),
        template="data/letters.html",
        filters=narrowed,
        conditions=chosen(narrowed),
        letters=letters[:PAGE],
        marked=set(request.POST.getlist("letters")),
        total=total,
        at_once=min(total, MOST),
        states=[(DeliveryState(code).label, number) for code, number in overview.states.items()],
        overview=overview,
        next=letters[PAGE - 1].pk if len(letters) > PAGE else None,
    )


def _sent_again(count: int, of: int) -> str:
    if not count:
        return _("They were sent again already.")
    said = ngettext("%(count)s letter waits to be sent.", "%(count)s letters wait to be sent.", count) % {"count": count}
    return said if count == of else f"{said} {_('The others were sent again already.')}"


def _table(letters: Iterable[Letter]) -> Table:
    return Table("letters", (_("To"), _("Since"), _("State"), _("Problem")), list(map(_row, letters)))


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
