"""What is kept about a person, as a page and as a file, and who looked at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopir.base.given import number_of
from kopir.journal import access
from kopir.journal.models import Access
from kopir.people.models import Person
from kopir.privacy.files import packed
from kopir.privacy.kept import kept_about
from kopir.privacy.looks import looks_at, page_of_looks
from kopir.web.downloads import csv_download


def _person(request: HttpRequest) -> Person:
    return Person.objects.get(pk=request.user.pk)


@login_required
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    rows = [(one.name, one.count()) for one in kept_about(_person(request))]
    return render(request, "account/kept.html", {"rows": rows, "headers": [_("What"), (_("Records"), "number")]})


@login_required
@reauthentication_required
@require_safe
def kept_file(request: HttpRequest) -> FileResponse:
    """The password is asked again first: a session left open must not give everything away at once."""
    person = _person(request)
    access.note(Access.What.EXPORTED, request.actor, subject=person, path=request.path)  # type: ignore[attr-defined]
    return FileResponse(packed(person), as_attachment=True, filename=f"kopir-kept-{timezone.localdate()}.zip")


@login_required
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    after = number_of(request.GET.get("after", ""))
    found, following = page_of_looks(_person(request), by=request.actor, after=after)  # type: ignore[attr-defined]
    return render(request, "account/looks.html", {"rows": found, "following": following})


@login_required
@require_safe
def looks_csv(request: HttpRequest) -> StreamingHttpResponse:
    return csv_download("looks", ["at", "role", "post_or_organisation", "what", "matter"], _lines(request))


def _lines(request: HttpRequest) -> Iterator[list[Any]]:
    for look in looks_at(_person(request), by=request.actor, limit=None):  # type: ignore[attr-defined]
        yield [look.at, look.role, look.reader.text if look.reader else "", look.what, look.matter]
