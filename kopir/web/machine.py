"""Addresses for machines: health, readiness, and the door without a language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kopir.base import standbys
from kopir.base.jobs import worker_is_silent
from kopir.base.models import JobRun


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, the worker has been at work lately and no job fails again and again; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        working = not worker_is_silent()
        failing = list(JobRun.objects.filter(failures__gte=3).values_list("name", flat=True))
    except Exception:
        return JsonResponse({"status": "no database"}, status=503)
    good = working and not failing
    body: dict[str, Any] = {
        "status": "ready" if good else "not ready",
        "worker": "working" if working else "silent",
        "failing": failing,
    }
    if settings.KOPIR_STANDBYS:  # pages come without them too, so none of them makes Köpir unready
        body["standbys"] = {name: _standby(lag) for name, lag in standbys.here().lags().items()}
    return JsonResponse(body, status=200 if good else 503)


def _standby(lag: float | None) -> str:
    if lag is None:
        return "not in use"
    return "in use" if lag <= settings.KOPIR_STANDBY_LAG else f"lags by {round(lag)} s"


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """The language the person asked for; of a visitor, the browser's if it is one of ours, else Kazakh."""
    language = getattr(request.user, "language", None) or get_language_from_request(request)
    answer = HttpResponseRedirect(f"/{language}/")
    answer["Vary"] = "Accept-Language, Cookie"
    return answer
