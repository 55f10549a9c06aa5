"""The files of evidence."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from kopir.base.files import open_stored
from kopir.effects.queries.evidence import piece_for


@require_safe
def piece(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A photo may be shown in a page; anything else is a download, never opened inside our own address."""
    found = piece_for(request.actor, pk)  # type: ignore[attr-defined]
    if not found.file_sha256:
        raise Http404
    answer = FileResponse(open_stored(found.file_sha256), content_type=found.file_mime)
    shown = "inline" if found.file_mime.startswith("image/") else "attachment"
    answer["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(found.file_name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
