"""Old knowledge from a file: handed in, its columns named, looked at, taken over, kept or removed again."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopir.base import files
from kopir.base.errors import Refused
from kopir.practices import acts, queries, rules
from kopir.practices.importing import forms as shapes
from kopir.practices.models import Import
from kopir.practices.words import ImportState
from kopir.territories.queries import label_all
from kopir.web.downloads import csv_download
from kopir.web.practices.dressing import dressed
from kopir.web.public.matter.doing import show, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

AT_ONCE = 1
"""Batches that are read while the page waits; the worker reads the rest."""


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    by = signed_in(request)
    rules.may_import(by, None).demand()
    form = dressed(shapes.File(request.POST or None, request.FILES or None, initial={"place": _own_place(request)}))
    if request.method == "POST" and form.is_valid():
        try:
            with _on_disk(form.cleaned_data["file"]) as path:
                row = acts.hand_in(path, path.name, form.about(), by=by)  # type: ignore[attr-defined]
            if row.other_sheets:
                said = _("Sheets of the workbook that were not read: %(names)s. Save each as a file of its own and import it.")
                messages.warning(request, said % {"names": ", ".join(row.other_sheets)})
            return redirect("public:practice_import", row.pk)
        except Refused as refusal:
            show(request, form, refusal)
    return render(request, "practices/import.html", {"form": form, "imports": queries.own_imports(by)})


def _own_place(request: HttpRequest) -> str:
    """That of the actor's own post, so that an official need not type it."""
    place = queries.own_place(request.actor)  # type: ignore[attr-defined]
    return label_all([place])[0].label if place else ""


@contextmanager
def _on_disk(given: UploadedFile) -> Iterator[Path]:
    """Under its own last name: the kind of a file is told by it, then judged by its content."""
    if (given.size or 0) > files.max_file_bytes():
        said = _("The file is larger than %(limit)d MB.") % {"limit": files.max_file_bytes() // files.MB}
        raise Refused("file_too_large", said, field="file")
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(given.name or "file").name[-120:])
        with path.open("wb") as file:
            file.writelines(given.chunks())
        yield path


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an import: its columns while it waits for a decision, then what became of its rows."""
    row = queries.import_for(signed_in(request), pk)
    if row.state == ImportState.PREPARED:
        columns = queries.columns_of(row)
        form = shapes.Columns(columns=columns)
        return render(request, "practices/import_columns.html", _columns(row, form))
    return render(request, "practices/import_done.html", _about(row))


def _columns(row: Import, form: shapes.Columns) -> dict[str, Any]:
    return {"row": row, "form": form, "pairs": list(zip(form.columns, form, strict=True))}


@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What the first rows would become. The choice stands in the address, so that one can go back and forth."""
    row = queries.import_for(signed_in(request), pk)
    rules.may_begin_import(request.actor, row).demand()  # type: ignore[attr-defined]
    form = shapes.Columns(request.GET, columns=queries.columns_of(row))
    if not form.is_valid():
        return render(request, "practices/import_columns.html", _columns(row, form))
    seen = queries.preview(row, form.cleaned_data["mapping"])
    labels = shapes.field_labels()
    cards = [(number, taken, [(labels[name], words) for name, words in taken.words.items() if words and name != "title"])
             for number, taken in seen.cards]  # fmt: skip
    context = {"row": row, "form": form, "seen": seen, "cards": cards, "query": request.GET.urlencode()}
    return render(request, "practices/import_look.html", context)


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    row = queries.import_for(by, pk)
    rules.may_begin_import(by, row).demand()
    form = shapes.Columns(request.POST, columns=queries.columns_of(row))
    if not form.is_valid():
        return render(request, "practices/import_columns.html", _columns(row, form))
    acts.go_on(acts.begin_import(row, form.cleaned_data["mapping"], by=by), most=AT_ONCE)
    return redirect("public:practice_import", pk)


def _about(row: Import) -> dict[str, Any]:
    return {
        "row": row,
        "cards": queries.made_by(row),
        "faults": queries.faults_of(row),
        "is_running": row.state == ImportState.RUNNING,
    }


@require_safe
def rejected(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = queries.import_for(signed_in(request), pk)
    return csv_download(f"rejected-{row.pk}", queries.rejected_columns(row), queries.rejected_rows(row))


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    by = signed_in(request)
    acts.keep_import(queries.import_for(by, pk), by=by)
    messages.success(request, _("The cards stay."))
    return redirect("public:practice_import", pk)


@require_http_methods(["GET", "POST"])
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first and says which cards would stay."""
    by = signed_in(request)
    row = queries.import_for(by, pk)
    if request.method == "POST":
        found = acts.forget_import(row, by=by)
        messages.success(request, _removed(found.gone))
        return redirect("public:practice_import", pk) if found.kept else redirect("public:import_practices")
    rules.may_forget_import(by, row).demand()
    kept = queries.worked_with(row)
    return render(request, "practices/import_forget.html", {"row": row, "kept": kept, "gone": row.created - len(kept)})


def _removed(number: int) -> str:
    if not number:
        return _("The file is removed.")
    said = ngettext(
        "%(number)d card was removed with all about it.",
        "%(number)d cards were removed with all about them.",
        number,
    )
    return said % {"number": number}
