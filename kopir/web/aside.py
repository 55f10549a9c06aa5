"""What an import did not take, as files for whose session handed it in: rejected rows, and notes."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from kopir.base.errors import Refused

SESSION = "rejected_rows"  # names of the files that this session's own imports made
KEPT = 20


def remember(request: HttpRequest, names: list[str]) -> None:
    """From now on this session may download them."""
    if names:
        request.session[SESSION] = [*names, *request.session.get(SESSION, [])][:KEPT]


def download(request: HttpRequest, name: str) -> FileResponse:
    """Raises Refused for a file that this session did not make."""
    if name not in request.session.get(SESSION, []):
        raise _no_file()
    return FileResponse(path_of(name).open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def path_of(name: str) -> Path:
    """Only a plain name of a file in the folder of rejected rows; Refused otherwise."""
    path = Path(settings.KOPIR_REJECTED) / name
    if not name or Path(name).name != name or path.suffix != ".csv" or not path.is_file():
        raise _no_file()
    return path


def _no_file() -> Refused:
    return Refused("no_file", _("There is no such file."), hidden=True)
