"""What one takes away: the card as a paper, its evidence, its adoptions as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from kopir.base.files import open_stored
from kopir.papers import Paper, docx_bytes, pdf_bytes
from kopir.practices import queries
from kopir.practices.models import Adoption, Card
from kopir.practices.papers import card_paper
from kopir.web.downloads import csv_download
from kopir.web.practices.views.cards import words_of
from kopir.web.public.reading import language

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS = (
    "card", "territory", "place", "who", "started_on", "repeated", "result", "changed", "because", "evidence", "learned_from",
)  # fmt: skip


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _paper(request: HttpRequest, ref: str) -> tuple[Card, Paper]:
    card = queries.card_for(request.actor, ref)  # type: ignore[attr-defined]
    text = words_of(request, card)["text"]
    if text is None:
        raise Http404
    return card, card_paper(card, text, queries.evidence_of(card), queries.adoptions_of(card))


@require_safe
def pdf(request: HttpRequest, ref: str) -> HttpResponse:
    card, paper = _paper(request, ref)
    return download(pdf_bytes(paper), "application/pdf", f"{card.ref}.{paper.language}.pdf")


@require_safe
def docx(request: HttpRequest, ref: str) -> HttpResponse:
    card, paper = _paper(request, ref)
    return download(docx_bytes(paper), DOCX, f"{card.ref}.{paper.language}.docx")


@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As a download: never shown inside our own address."""
    found = queries.evidence_for(request.actor, pk)  # type: ignore[attr-defined]
    if not found.file_sha256:
        raise Http404
    answer = FileResponse(open_stored(found.file_sha256), content_type=found.file_mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.file_name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
def adoptions_csv(request: HttpRequest, ref: str) -> HttpResponseBase:
    card = queries.card_for(request.actor, ref)  # type: ignore[attr-defined]
    return csv_download(f"adoptions-{card.ref}", COLUMNS, _rows(queries.adoptions_of(card)))


@require_safe
def all_adoptions_csv(request: HttpRequest) -> HttpResponseBase:
    """Of every card the reader may see."""
    return csv_download("adoptions", COLUMNS, _rows(queries.all_adoptions(request.actor)))  # type: ignore[attr-defined]


def _rows(adoptions: Iterable[Adoption]) -> list[list[Any]]:
    return [
        [
            row.card.ref, row.territory_id, row.territory.name(language()).text, row.who.name(language()).text, row.started_on,
            row.repeated, row.result, row.changed, row.because, len(row.evidence.all()),
            row.learned_from.territory_id if row.learned_from else "",
        ]
        for row in adoptions
    ]  # fmt: skip
