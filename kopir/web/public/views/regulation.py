"""What an authorised official must do for whoever comes: in plain words, in the words of the documents, and for each post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.errors import Refused
from kopir.posts.queries import post_for
from kopir.regulation import queries
from kopir.regulation.models import Duty, Norm, NormVersion, in_force_duties
from kopir.regulation.writing import docx_bytes, markdown
from kopir.web.downloads import csv_download
from kopir.web.public.duties import columns, day, given_day, lines, spoken_in
from kopir.web.public.reading import language

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# ---- All of it -----------------------------------------------------------------------------------------------------


@require_safe
def regulation(request: HttpRequest) -> HttpResponse:
    on = day(request)
    context = {
        "rows": queries.duty_rows(on),
        "norms": queries.norm_rows(request.actor, on),  # type: ignore[attr-defined]
        "on": on,
        "is_today": on == timezone.localdate(),
    }
    return render(request, "public/regulation/home.html", context)


@require_safe
def duties_csv(request: HttpRequest) -> HttpResponseBase:
    rows = queries.rows_for_csv(language(), day(request))
    return csv_download("duties", next(rows), rows)


@require_safe
def norms_csv(request: HttpRequest) -> HttpResponseBase:
    header = ("ref", "title_kk", "title_ru", "title_en", "kind", "number", "adopted_on", "in_force_from", "next_from", "is_draft")
    rows = queries.norm_rows(request.actor, day(request))  # type: ignore[attr-defined]
    return csv_download("norms", header, (_norm_line(row) for row in rows))


def _norm_line(row: queries.NormRow) -> list[Any]:
    norm, now, then = row.norm, row.current, row.coming
    starts = [one.starts_on if one else "" for one in (now, then)]
    return [norm.ref, norm.name_kk, norm.name_ru, norm.name_en, norm.kind, norm.number, norm.adopted_on, *starts, norm.is_draft]


# ---- One document --------------------------------------------------------------------------------------------------


def _norm(request: HttpRequest, ref: str) -> tuple[Norm, list[NormVersion]]:
    norm = queries.norm_for(request.actor, ref)  # type: ignore[attr-defined]
    return norm, queries.published(norm)


def _shown(request: HttpRequest, ref: str) -> NormVersion:
    """The version of the day; raises Refused (hidden) when there is none."""
    version = queries.version_on(_norm(request, ref)[1], day(request))
    if version is None:
        raise Refused("not_found", _("The document was not in force on that day."), hidden=True)
    return version


@require_safe
def norm(request: HttpRequest, ref: str) -> HttpResponse:
    found, versions = _norm(request, ref)
    on = day(request)
    shown = queries.version_on(versions, on)
    provisions = queries.provisions_of(shown)
    spoken = spoken_in(provisions)
    duties = Duty.objects.filter(in_force_duties(on), norm=found)
    context = {
        "norm": found, "versions": versions, "shown": shown, "on": on, "is_today": on == timezone.localdate(),
        "coming": queries.coming(versions, on),
        "lines": lines(provisions, duties, columns(spoken)), "columns": columns(spoken), "spoken": spoken,
        "intact": shown is None or queries.is_intact(shown),
    }  # fmt: skip
    return render(request, "public/regulation/norm.html", context)


@require_safe
def norm_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    version = _shown(request, ref)
    header = ("address", "marker", "level", "is_heading", "text_kk", "text_ru", "text_en")
    rows = ([getattr(row, name) for name in header] for row in queries.provisions_of(version))
    return csv_download(f"{ref}-{version.starts_on}", header, rows)


@require_safe
def norm_file(request: HttpRequest, ref: str, code: str, form: str) -> HttpResponse:
    """The version of the day in one language, as Markdown or DOCX: what `kopir regulation import` reads."""
    version = _shown(request, ref)
    head = queries.heads_of(version).get(code)
    if head is None or form not in ("md", "docx"):
        raise Refused("not_found", _("The document does not have this language."), hidden=True)
    points = queries.points_of(version)
    content = docx_bytes(head, points) if form == "docx" else markdown(head, points).encode()
    response = HttpResponse(content, content_type=DOCX if form == "docx" else "text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{ref}-{version.starts_on}-{code}.{form}"'
    return response


@require_safe
def compare(request: HttpRequest, ref: str) -> HttpResponse:
    """Two versions, by their days; without days the one in force and the one before or after it."""
    found, versions = _norm(request, ref)
    new = _version_of(request, versions, "to") or queries.coming(versions, timezone.localdate()) or next(iter(versions), None)
    older = [row for row in versions if new and row.starts_on < new.starts_on]
    old = _version_of(request, versions, "from") or next(iter(older), None)
    context = {
        "norm": found,
        "versions": versions,
        "old": old,
        "new": new,
        "changes": queries.changes_between(old, new) if old and new else [],
    }
    return render(request, "public/regulation/compare.html", context)


def _version_of(request: HttpRequest, versions: list[NormVersion], name: str) -> NormVersion | None:
    wanted = given_day(request, name)
    return next((row for row in versions if row.starts_on == wanted), None)


# ---- One duty, and those of one post -------------------------------------------------------------------------------


@require_safe
def duty(request: HttpRequest, code: str) -> HttpResponse:
    on = day(request)
    card = queries.duty_card(code, on)
    return render(request, "public/regulation/duty.html", {"card": card, "row": card.row, "duty": card.row.duty, "today": on})


@require_safe
def post_duties(request: HttpRequest, ref: str) -> HttpResponse:
    post, on = post_for(request.actor, ref), day(request)  # type: ignore[attr-defined]
    context = {"post": post, "duties": queries.duties_of(post, on), "on": on, "is_today": on == timezone.localdate()}
    return render(request, "public/regulation/post_duties.html", context)


@require_safe
def post_duties_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    post = post_for(request.actor, ref)  # type: ignore[attr-defined]
    header = ("code", "in_official_words", "in_plain_words", "when", "evidence", "document", "address", "is_draft")
    return csv_download(f"duties-{ref}", header, _post_lines(queries.duties_of(post, day(request))))


def _post_lines(duties: list[Duty]) -> Iterator[list[Any]]:
    for one in duties:
        words = [one.name(language()).text, one.plain(language()).text, queries.when_words(one, language())]
        yield [one.code, *words, one.get_evidence_display(), one.norm.ref, one.address, one.is_draft]
