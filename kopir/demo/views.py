"""The one page of the demonstration: as whom one may look around."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from kopir.base.models import Installation
from kopir.demo.signins import PASSWORD, SIGN_INS, code


@require_safe
@never_cache
@ensure_csrf_cookie
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Nothing is here in a real installation."""
    if not Installation.is_demonstration():
        raise Http404
    return render(request, "demo/signins.html", {"sign_ins": SIGN_INS, "password": PASSWORD, "code": code()})
