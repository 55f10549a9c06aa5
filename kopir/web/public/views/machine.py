"""Files that machines ask for at the root of a site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from kopir.base.models import Installation
from kopir.base.tongue import LANGUAGES
from kopir.sectors.queries import sectors_in_force
from kopir.territories.models import Territory
from kopir.territories.queries import in_force
from kopir.territories.words import Level

# Lists and pages with a filter have endless addresses; suggestions and files are not pages.
CLOSED_TO_ROBOTS = (
    "/*/search/", "/*/suggest/", "/*/tried/?", "/*/glossary/?",
    "/*?*after=", "/*?*before=", "/*.csv$", "/*/account/", "/*/cabinet/", "/*/desk/",
)  # fmt: skip
PAGES = (
    "home", "responsible", "territories", "sectors", "organisations", "posts", "interactions", "open_data", "definitions",
    "about", "help", "privacy", "accessibility", "journal", "regulation", "glossary", "tried",
)  # fmt: skip
KEPT = timedelta(days=365)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines.append(f"Sitemap: {settings.KOPIR_ADDRESS}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The fixed pages, sectors, regions and districts, each in three languages; the rest is reached from them."""
    return render(request, "public/sitemap.xml", {"pages": list(_addresses())}, content_type="application/xml; charset=utf-8")


def _addresses() -> Iterator[list[tuple[str, str]]]:
    places = Territory.objects.filter(in_force(), level__in=[Level.REGION, Level.DISTRICT]).values_list("pk", flat=True)
    named: list[tuple[str, list[str]]] = [(f"public:{name}", []) for name in PAGES]
    named += [("public:sector", [row.code]) for row in sectors_in_force()]
    named += [("public:territory", [code]) for code in places.order_by("pk")]
    for name, arguments in named:
        yield [(language, _in(language, name, arguments)) for language in LANGUAGES]


def _in(language: str, name: str, arguments: list[str]) -> str:
    with translation.override(language):
        return settings.KOPIR_ADDRESS + reverse(name, args=arguments)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: to whom to report a weakness. Valid for a year from the day it is read."""
    contact = Installation.objects.exclude(contact="").values_list("contact", flat=True).first()
    expires = datetime.combine(timezone.localdate() + KEPT, time(), tzinfo=UTC)
    lines = [f"Contact: mailto:{contact}"] if contact else [f"Contact: {_in('en', 'public:about', [])}"]
    lines += [f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: kk, ru, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
