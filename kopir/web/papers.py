"""Papers as files to take away."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from kopir.base.errors import Refused
from kopir.papers import Paper, docx_bytes, pdf_bytes

WRITERS: dict[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_bytes),
    "pdf": ("application/pdf", pdf_bytes),
}
LANGUAGES = ("kk", "ru")


def paper_download(name: str, form: str, language: str, describe: Callable[[str], Paper]) -> HttpResponse:
    """`kopir-<name>-<language>.<form>`; `describe` gives the paper in a language. Other forms and languages do not exist."""
    if form not in WRITERS or language not in LANGUAGES:
        raise Refused("no_such_paper", "", hidden=True)
    kind, write = WRITERS[form]
    answer = HttpResponse(write(describe(language)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="kopir-{name}-{language}.{form}"'
    return answer
