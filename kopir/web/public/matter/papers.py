"""What one takes away: the receipt, the files, the story as a table."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.files import open_stored
from kopir.interactions import queries
from kopir.interactions.models import Matter
from kopir.journal import access
from kopir.journal.models import Entry
from kopir.journal.queries import receipt as receipt_of
from kopir.web.downloads import csv_download
from kopir.web.public.matter import addresses
from kopir.web.public.matter.doing import signed_in
from kopir.web.public.matter.reader import reader_of


def _received_by(actor: Actor, number: str) -> Matter:
    """The matter, for its parties: an author's receipt is nobody else's business."""
    matter = queries.matter_for(actor, number)
    reader = reader_of(actor, matter)
    if not (reader.takes_part or actor.oversees or reader.is_first_author):
        raise Refused(
            "not_party",
            _("The receipt is for the parties of the matter."),
            _("The journal of acts is open to everybody."),
        )
    return matter


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    matter = _received_by(signed_in(request), number)
    entry = queries.last_receipt_entry(matter)
    proof = receipt_of(entry)
    context = {
        "matter": matter,
        "entry": entry,
        "signed_at": datetime.fromisoformat(proof["head"]["at"]),
        "qr": qr(matter, entry),
        "address": _absolute(matter),
    }
    return render(request, "public/matter/receipt.html", context)


@require_safe
def receipt_file(request: HttpRequest, number: str) -> HttpResponse:
    matter = _received_by(signed_in(request), number)
    text = json.dumps(receipt_of(queries.last_receipt_entry(matter)), ensure_ascii=False, indent=1)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kopir-receipt-{matter.number}.json"'
    return answer


def qr(matter: Matter, entry: Entry) -> str:
    """A data address of an SVG: the matter's page, and the hash of the entry behind it."""
    return segno.make(f"{_absolute(matter)}#sha256={entry.hash}", error="m").svg_data_uri(scale=4, border=2)


def _absolute(matter: Matter) -> str:
    return f"{settings.KOPIR_ADDRESS}{addresses.page(matter)}"


@require_safe
def story_csv(request: HttpRequest, number: str) -> HttpResponseBase:
    actor = request.actor  # type: ignore[attr-defined]
    matter = queries.matter_for(actor, number)
    return csv_download(str(matter.number), ("entry", "at", "act", "words", "reason"), _lines(actor, matter))


def _lines(actor: Actor, matter: Matter) -> list[list[Any]]:
    return [
        [
            line["entry"].pk,
            line["entry"].at.isoformat(timespec="seconds"),
            line["entry"].act,
            line["words"],
            line["reason"],
        ]
        for line in queries.story(actor, matter)
    ]


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a matter, a draft or a message, as a download: never shown inside our own address."""
    actor = request.actor  # type: ignore[attr-defined]
    found = queries.attachment_for(actor, pk)
    if not found.matter.is_public:
        access.looked(actor, found, request.path)
    answer = FileResponse(open_stored(found.sha256), content_type=found.mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
