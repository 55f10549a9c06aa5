"""Registers by upload: handed in, tried, taken over. What was handed in is remembered in the administrator's session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kopir.base.errors import Refused
from kopir.web import aside
from kopir.web.data import uploads
from kopir.web.data.doing import by, edit_page, editing, posted, reading, sending
from kopir.web.data.forms import Upload
from kopir.web.data.tables import Table

KEY = "register"  # what is handed in


@editing
def upload(request: HttpRequest) -> HttpResponse:
    form, waiting = Upload(posted(request), request.FILES or None), request.session.get(KEY)

    def do() -> None:
        handed = uploads.hand_in(form.cleaned_data)
        put_aside(request, but=handed.sha256)
        request.session[KEY] = handed.kept()

    return edit_page(
        request,
        form,
        do,
        title=_("Import a register"),
        lead=_("First Köpir shows what would happen; then you decide. The same file a second time changes nothing."),
        back=reverse("data:home"),
        onward=reverse("data:import_look"),
        button=_("Look what would happen"),
        done=_("The file was read. Nothing is changed yet."),
        template="data/upload.html",
        waiting=waiting and waiting["name"],
    )


def put_aside(request: HttpRequest, but: str = "") -> None:
    before = request.session.pop(KEY, None)
    if before and before["sha256"] != but:
        uploads.put_aside(uploads.Handed(**before))


def _handed(request: HttpRequest) -> uploads.Handed:
    """Whoever sends twice, or comes back to the address later, is told that nothing waits."""
    kept = request.session.get(KEY)
    if kept is None:
        said = _("No file waits to be imported: it was taken over, or put aside.")
        raise Refused("not_now", said, _("Hand in a file"), next_url=reverse("data:import"))
    return uploads.Handed(**kept)


@reading
def look(request: HttpRequest) -> HttpResponse:
    """The dry run."""
    handed = _handed(request)
    try:
        result = uploads.take_over(handed, by=by(request), dry_run=True)
    except Refused as refusal:
        put_aside(request)
        messages.error(request, f"{refusal.reason} {refusal.next_step}".strip())
        return redirect("data:import")
    return _show(request, handed, result, _("What would happen"))


@sending
def do(request: HttpRequest) -> HttpResponse:
    """Takes it over; the page shows what came of it."""
    handed = _handed(request)
    result = uploads.take_over(handed, by=by(request), dry_run=False)
    put_aside(request)
    messages.success(request, _("The register is taken over."))
    return _show(request, handed, result, _("What was done"), is_done=True)


@sending
def cancel(request: HttpRequest) -> HttpResponse:
    put_aside(request)
    messages.success(request, _("The file is put aside; nothing was changed."))
    return redirect("data:import")


def _show(
    request: HttpRequest, handed: uploads.Handed, result: uploads.Result, title: str, *, is_done: bool = False
) -> HttpResponse:
    aside.remember(request, result.files)
    context = {
        "title": title,
        "back": reverse("data:import"),
        "back_words": _("Import a register"),
        "handed": handed,
        "is_done": is_done,
        "counts": _table("import-counts", (_("What"), _("How many")), result.counts),
        "reasons": _table("import-reasons", (_("Reason"), _("How many")), result.reasons),
        "columns": result.columns,
        "left_out": result.left_out,
        "other_sheets": result.other_sheets,
        "rejected": result.rejected,
        "notes_file": result.notes,
        "rows": _table(
            "rejected",
            (_("Row"), _("Column"), _("Reason")),
            uploads.first_lines(result.rejected, "row", "column", "reason"),
        ),
        "noted": _table("import-noted", (_("What was done"), _("How many")), result.noted),
        "notes": _table(
            "notes",
            (_("Row"), _("Column"), _("Value"), _("What was done")),
            uploads.first_lines(result.notes, "row", "column", "value", "done"),
        ),
    }
    return render(request, "data/import.html", context)


def _table(name: str, columns: tuple[str, ...], rows: Any) -> Table:
    return Table(name, columns, list(rows))


@reading
def rejected(request: HttpRequest, name: str) -> HttpResponseBase:
    """Only files that this session's own imports made."""
    return aside.download(request, name)
