"""What one takes away: the pack as DOCX and PDF, its items as a table, the receipts of the signatures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kopir.base.tongue import LANGUAGES, localised
from kopir.handovers import queries
from kopir.handovers.models import Item
from kopir.handovers.papers import pack_paper
from kopir.journal.queries import receipt as receipt_of
from kopir.papers import Paper, docx_bytes, pdf_bytes
from kopir.web.downloads import csv_download
from kopir.web.handovers.views import signed_in

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (docx_bytes, DOCX),
    "pdf": (pdf_bytes, "application/pdf"),
}
COLUMNS = ("kind", "title", "story", "status", "due_on", "answer", "words", "reply")


@require_safe
def paper(request: HttpRequest, pk: int, language: str, form: str) -> HttpResponse:
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    if language not in LANGUAGES or form not in FORMS:
        raise Http404
    write, mime = FORMS[form]
    made = pack_paper(pack, queries.items_of(actor, pack), queries.notes_of(pack), language)
    answer = HttpResponse(write(made), content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="kopir-handover-{pack.post.ref}-{pack.ends_on}-{language}.{form}"'
    return answer


@require_safe
def items_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    actor = signed_in(request)
    pack = queries.pack_for(actor, pk)
    return csv_download(f"handover-{pack.post.ref}", COLUMNS, _rows(queries.items_of(actor, pack)))


def _rows(items: list[Item]) -> Iterator[list[Any]]:
    language = get_language() or "kk"
    for row in items:
        story = " | ".join(localised(line, language).text for line in row.story)
        title, status = localised(row.title, language).text, localised(row.status, language).text
        yield [row.kind, title, story, status, row.due_on, row.state, row.words, row.answer]


@require_safe
def receipt(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """`name`: offer, the leaver's signature, or sign, the successor's."""
    pack = queries.pack_for(signed_in(request), pk)
    entry = queries.signature(pack, name) if name in ("offer", "sign") else None
    if entry is None:
        raise Http404
    text = json.dumps(receipt_of(entry), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kopir-receipt-handover-{pack.pk}-{name}.json"'
    return answer
