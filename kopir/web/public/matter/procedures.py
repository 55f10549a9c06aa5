"""How matters of each kind are worked on, for everybody to read; administrators change it among the data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.interactions import queries


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    return render(request, "public/matter/procedures.html", {"rows": queries.kinds_in_force()})
