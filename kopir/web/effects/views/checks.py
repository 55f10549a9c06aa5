"""Did it help? One question some time after the closing; two taps, and what the other side said."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.files import open_stored
from kopir.effects import acts, rules
from kopir.effects.forms.asking import CheckAnswer
from kopir.effects.models import Check
from kopir.effects.queries.checks import answers_beside, check_for
from kopir.effects.words import CheckState, Holds, Standing
from kopir.interactions.rules import may_reopen
from kopir.journal import access
from kopir.web.public.matter import addresses
from kopir.web.public.matter.doing import DESK, show
from kopir.web.public.reading import language


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever was asked answers; everybody who may read the matter or the card sees what was said."""
    found = _found(request, pk)
    own = _own(request, found)
    if own.pk != found.pk:
        return redirect("public:check", own.pk)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CheckAnswer(data, files, initial=_said(found))
    if request.method == "POST" and form.is_valid() and _answered(request, found, form):
        return redirect(request.get_full_path())
    return render(request, "effects/check.html", {"form": form, **_around(request, found)})


def _found(request: HttpRequest, pk: int) -> Check:
    """Of a restricted matter a visitor is asked to sign in, whether there is such a question or not."""
    by = request.actor  # type: ignore[attr-defined]
    try:
        found = check_for(by, pk)
    except Refused:
        if not by.is_signed_in:
            raise Refused("sign_in", _("Sign in first."), _("Then you come back to this page.")) from None
        raise
    if not found.is_public:
        access.looked(by, found, request.path)
    return found


def _own(request: HttpRequest, found: Check) -> Check:
    """The same question to the actor's own side, whichever side's address one came by."""
    by = request.actor  # type: ignore[attr-defined]
    rows = answers_beside(found).rows if by.is_official or by.is_member else []
    return next((row for row in [found, *rows] if rules.may_answer_check(by, row)), found)


def _said(found: Check) -> dict[str, Any]:
    return {"holds": found.holds, "number": found.number, "words": found.words}


def _answered(request: HttpRequest, found: Check, form: CheckAnswer) -> bool:
    try:
        acts.answer_check(found, by=request.actor, language=language(), **form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as refusal:
        show(request, form, refusal)
        return False
    messages.success(request, _("Thank you. Your answer stands."))
    return True


def _around(request: HttpRequest, found: Check) -> dict[str, Any]:
    by: Actor = request.actor  # type: ignore[attr-defined]
    beside = answers_beside(found)
    asked = bool(rules.may_answer_check(by, found))
    return {
        "check": found,
        "told": beside,
        "asked": asked,
        "choices": Holds.choices,
        "fresh": asked and found.state in (CheckState.DUE, CheckState.UNANSWERED),
        "differ": beside.standing == Standing.DIFFER,
        "back_url": _back(found),
        "reopen_url": _reopen(by, found),
        "outcome": found.matter.outcomes.order_by("round").last() if found.matter else None,
        "text": found.effect.text_in(language()) if found.effect else None,
        "next_url": f"{reverse('desk:next')}?after=later-{found.pk}" if _from_desk(request) and by.is_official else "",
    }


def _from_desk(request: HttpRequest) -> bool:
    return request.GET.get("from") == DESK


def _back(found: Check) -> str:
    if found.matter is not None:
        return addresses.page(found.matter)
    return reverse("public:effect", args=[found.about.journal_label])


def _reopen(by: Actor, found: Check) -> str:
    """A party may open the matter again when what it was closed with is no longer so."""
    if found.matter is None or found.matter.state != "closed" or not may_reopen(by, found.matter):
        return ""
    return addresses.act(found.matter, "reopen")


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As a download: never shown inside our own address."""
    found = _found(request, pk)
    if not found.photo_sha256:
        raise Http404
    answer = FileResponse(open_stored(found.photo_sha256), content_type=found.photo_mime)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.photo_name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
