"""Two rows that may be one organisation: side by side, merged, told apart, and merging undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.organisations import acts, queries
from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.words import PairReason, PairState
from kopir.web.data import merging
from kopir.web.data.doing import by, edit_page, editing, missing, posted, reading
from kopir.web.data.forms import Merge, Reason, ReasonOrNone
from kopir.web.data.tables import Link, Table, table_page

PAGE = 50


def reasons(pair: SamePair) -> str:
    return ", ".join(_in_words(code, *rest) for code, *rest in pair.why)


def _in_words(code: str, detail: str = "") -> str:
    words = str(PairReason(code).label)
    return f"{words} ({detail})" if detail else words


@reading
def candidates(request: HttpRequest) -> HttpResponseBase:
    rows = queries.same_candidates(by(request))
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    found = list(rows[start : start + PAGE + 1])
    table = Table(
        "same-organisations",
        (_("One"), _("The other"), _("Likeness of 100"), _("Why")),
        [_row(pair) for pair in found[:PAGE]],
        _("Nothing to decide"),
        _("Pairs appear here after an import, when two rows look like one organisation."),
        lambda: map(_row, rows.iterator(chunk_size=500)),
    )
    return table_page(
        request,
        table,
        title=_("May be the same organisation"),
        lead=_("Pairs proposed by their names, addresses and BINs. A person decides; a decision is remembered."),
        next=start + PAGE if len(found) > PAGE else None,
        actions=[Link(_("What was merged"), reverse("data:merged"))],
    )


def _row(pair: SamePair) -> tuple[Any, ...]:
    return Link(_told(pair.first), reverse("data:pair", args=[pair.pk])), _told(pair.second), pair.score, reasons(pair)


def _told(one: Organisation) -> str:
    """The two often have the same name: by its address each is told from the other."""
    return f"{one} ({one.ref})"


def _pair(request: HttpRequest, pk: int, state: PairState) -> SamePair:
    found = queries.pair_for(by(request), pk)
    if found is None:
        raise missing()
    if found.state != state:
        raise _decided(found)
    return found


def _decided(pair: SamePair) -> Refused:
    """To whoever presses twice, goes back, or comes later than a colleague."""
    if pair.state == PairState.MERGED:
        said, step, url = _("The two are one organisation already."), _("What was merged"), reverse("data:merged")
    else:
        said, step = _("The two are not merged, or it is decided already."), _("May be the same organisation")
        url = reverse("data:same")
    return Refused("not_now", said, step, next_url=url)


@editing
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Side by side, with the choice which one stays."""
    row = _pair(request, pk, PairState.PROPOSED)
    form = Merge(posted(request), pair=row)
    return edit_page(
        request,
        form,
        lambda: acts.merge_pair(row, form.stays, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("Are they the same organisation?"),
        lead=_("Why it is asked: %(why)s.") % {"why": reasons(row)},
        back=reverse("data:same"),
        back_words=_("May be the same organisation"),
        button=_("Merge"),
        button_kind="warning",
        done=merging.merged,
        template="data/pair.html",
        pair=row,
        beside=[*_side_by_side(row.first, row.second), *merging.beside(row.first, row.second)],
    )


def _side_by_side(one: Organisation, other: Organisation) -> Iterator[tuple[str, Any, Any, bool]]:
    """What at least one of them has."""
    shown = {
        _("Name in Kazakh"): "name_kk",
        _("Name in Russian"): "name_ru",
        _("Name in English"): "name_en",
        _("BIN"): "bin",
        _("Legal form"): "get_legal_form_display",
        _("State in the register"): "get_status_display",
        _("Seat"): "territory",
        _("Address"): "address",
        _("Telephone"): "phone",
        _("E-mail"): "email",
        _("Website"): "website",
    }
    for words, name in shown.items():
        pair = [value() if callable(value) else value for value in (getattr(one, name), getattr(other, name))]
        if any(pair):
            yield words, pair[0] or "—", pair[1] or "—", pair[0] == pair[1]


@editing
def different(request: HttpRequest, pk: int) -> HttpResponse:
    row = _pair(request, pk, PairState.PROPOSED)
    form = ReasonOrNone(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.mark_different(row, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("Not the same"),
        caption=f"{_told(row.first)} — {_told(row.second)}",
        lead=_("The pair is not proposed again."),
        back=reverse("data:pair", args=[row.pk]),
        onward=reverse("data:same"),
        button=_("They are not the same"),
        done=_("It is remembered that they are not the same."),
    )


@reading
def merged(request: HttpRequest) -> HttpResponseBase:
    rows = queries.merged_pairs(by(request))
    table = Table(
        "merged-organisations",
        (_("One"), _("The other"), _("When")),
        [
            (Link(_told(row.first), reverse("data:unmerge", args=[row.pk])), _told(row.second), row.decided_at)
            for row in rows[:200]
        ],
        _("Nothing was merged"),
        _("What you merge can be undone from here."),
        lambda: ((_told(row.first), _told(row.second), row.decided_at) for row in rows.iterator(chunk_size=500)),
    )
    return table_page(
        request,
        table,
        title=_("What was merged"),
        lead=_("The latest two hundred. Open a pair to undo its merging: everything that moved goes back."),
        back=reverse("data:same"),
        back_words=_("May be the same organisation"),
    )


@editing
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    row = _pair(request, pk, PairState.MERGED)
    form = Reason(posted(request))
    return edit_page(
        request,
        form,
        lambda: acts.unmerge(row, by=by(request), reason=form.cleaned_data["reason"]),
        title=_("Undo the merging"),
        caption=f"{_told(row.first)} — {_told(row.second)}",
        lead=merging.goes_back(row),
        back=reverse("data:merged"),
        button=_("Undo the merging"),
        button_kind="warning",
        done=_("They are two organisations again."),
    )
