"""Pages of words: what Köpir is, how it works, what its figures mean, what it does with data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.base.models import Installation
from kopir.interactions.models import MatterKind
from kopir.web.public.datasets import DATASETS
from kopir.web.public.definitions import DEFINITIONS


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/about.html", _contact())


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/help.html", {"kinds": MatterKind.objects.filter(ends_on=None)})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/privacy.html", _contact())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/accessibility.html", _contact())


@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/definitions.html", {"definitions": DEFINITIONS.values()})


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/open_data.html", {"datasets": [one for one in DATASETS if one.url]})


def _contact() -> dict[str, str]:
    return {"contact": Installation.whom_to_write()}
