"""Do letters leave, and do the repeated jobs run."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopir.base.actors import Actor
from kopir.base.given import number_of
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
    actor = by(request)
    narrowed = FailedLetters(request.GET, problems=letter_problems(actor))
    failed, together = failed_letters(actor, **narrowed.chosen), _together(actor, narrowed)
    if "csv" in request.GET and request.method == "GET":
        return table_page(request, _table(failed), title="", lead="")
    form = SendAgain(posted(request), visible=letters_visible_to(actor).select_related("notice"), together=together)
    letters, following = _page_of(failed, request.GET.get("after", ""))
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
        letters=letters,
        marked=set(request.POST.getlist("letters")),
        total=total,
        at_once=min(total, MOST),
        states=[(DeliveryState(code).label, number) for code, number in overview.states.items()],
        overview=overview,
        next=following,
    )


def _together(actor: Actor, narrowed: FailedLetters) -> QuerySet[Letter]:
    """Nothing by a condition that is not understood, as a problem whose last letter was sent again meanwhile."""
    found = letters_to_repeat(actor, **narrowed.chosen)
    return found if narrowed.is_valid() else found.none()


def _page_of(failed: QuerySet[Letter], after: str) -> tuple[list[Letter], int | None]:
    """And the key of the next page, if there is one."""
    start = number_of(after)
    found = list((failed if start is None else failed.filter(pk__lt=start))[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def _sent_again(count: int, of: int) -> str:
    if not count:
        return _("They were sent again already.")
    said = ngettext("%(count)s letter waits to be sent.", "%(count)s letters wait to be sent.", count) % {"count": count}
    return said if count == of else f"{said} {_('The others were sent again already.')}"


def _table(letters: QuerySet[Letter]) -> Table:
    columns = (_("To"), _("Since"), _("State"), _("Problem"))
    return Table("letters", columns, [], everything=lambda: map(_row, letters.iterator(chunk_size=500)))


def _row(letter: Letter) -> tuple[Any, ...]:
    return letter.person.email, letter.notice.created_at, letter.get_state_display(), letter.why


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
