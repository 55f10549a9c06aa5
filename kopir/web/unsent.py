"""What was sent and not carried out, given back to be sent again with one press: the sign-in had ended, another tab had made
the form's token void, or the machine lacked something.

What a visitor sends to a page of members waits in the session, which a sign-in takes over, for an hour. A browser may be shared:
a cookie says, without a name, who was signed in there last, and since each sign-in makes the tokens of older pages void, that is
who wrote the form. Nobody else meets the words. Without the cookie nobody knows who wrote, and whoever signs in next meets them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

MOST_KEPT = 200_000  # signs of a form that are written into a page or a session
WAITS = 3600  # seconds
WRITERS = 5  # whose words wait in one browser; the oldest give way, for anybody may send any mark
KEY = "unsent_of"  # {mark of who wrote, or nothing: what}
WRITER = "writer"  # the cookie
YEAR = 365 * 24 * 3600


def given_back(request: HttpRequest) -> dict[str, Any]:
    """What was typed, for ui/parts/unsent.html. Files cannot be kept, and passwords are not."""
    typed = _typed(request)
    if request.FILES or _length(typed) > MOST_KEPT:
        return {"texts": _texts(typed), "has_files": bool(typed and request.FILES)}
    return _drawn(request, typed, request.get_full_path()) if typed else {}


def from_own_page(request: HttpRequest) -> bool:
    """No other site can say so; what other sites send is never offered to be sent again."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {own, settings.KOPIR_ADDRESS}


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """And then back to the page, or to what was written."""
    following = request.get_full_path()
    if _keep(request):
        messages.info(request, _("Your sign-in has ended. Sign in again: what you wrote is kept and not lost."))
        following = reverse("account_unsent")
    return redirect(f"{reverse('account_login')}?next={quote(following)}")


def note_writer(request: HttpRequest, response: HttpResponse) -> None:
    mark = _mark(request)
    if mark and request.COOKIES.get(WRITER) != mark:
        secure = settings.SESSION_COOKIE_SECURE  # also when a proxy does not say that it speaks TLS
        response.set_cookie(WRITER, mark, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)


def _mark(request: HttpRequest) -> str:
    """The same for one account for ever; it tells nothing to who lacks the secret of the installation."""
    return salted_hmac(WRITER, str(request.user.pk), algorithm="sha256").hexdigest()[:32] if request.user.is_authenticated else ""


def waiting(request: HttpRequest) -> dict[str, Any]:
    """What waits for the person who has signed in since; nothing after an hour."""
    forget_old(request.session)
    kept = request.session.get(KEY, {}).get(_whose(request))
    if not kept:
        return {}
    typed = [(name, text) for name, text in kept["typed"]]
    return {"texts": _texts(typed), "page": kept["path"]} if kept["has_files"] else _drawn(request, typed, kept["path"])


def _whose(request: HttpRequest) -> str:
    mark = _mark(request)
    return mark if mark in request.session.get(KEY, {}) else ""


def forget(request: HttpRequest) -> None:
    _leave(request.session, but={_whose(request)})


def forget_old(session: SessionBase) -> None:
    _leave(session, but={of for of, kept in session.get(KEY, {}).items() if time.time() - kept["at"] > WAITS})


def signed_out(request: HttpRequest, sign_out: Callable[[], None]) -> None:
    """What waits for a person who is known goes on waiting when somebody else signs out."""
    kept = {of: what for of, what in request.session.get(KEY, {}).items() if of}
    sign_out()
    if kept:
        request.session[KEY] = kept


def _leave(session: SessionBase, but: set[str]) -> None:
    """Written only when something goes: a session that is written costs the database."""
    kept = session.get(KEY, {})
    if left := {of: what for of, what in kept.items() if of not in but}:
        if left != kept:
            session[KEY] = left
    else:
        session.pop(KEY, None)


def _keep(request: HttpRequest) -> bool:
    """Only words: a pressed button is pressed again, chosen files are chosen again. What a script saved by itself stays there."""
    typed = _typed(request)
    by_script = "HX-Request" in request.headers or "X-Requested-With" in request.headers
    if by_script or not _texts(typed) or _length(typed) > MOST_KEPT:
        return False
    what = {
        "path": request.get_full_path(),
        "typed": typed,
        "has_files": bool(request.FILES),
        "at": int(time.time()),
    }
    mark = request.COOKIES.get(WRITER, "")[:32]
    others = [(of, kept) for of, kept in request.session.get(KEY, {}).items() if of != mark]
    newest = sorted(others, key=lambda other: other[1]["at"])[1 - WRITERS :]
    request.session[KEY] = {**dict(newest), mark: what}
    return True


def _drawn(request: HttpRequest, typed: list[tuple[str, str]], path: str) -> dict[str, Any]:
    return {"texts": _texts(typed), "typed": typed, "path": path, "token": get_token(request)}


def _texts(typed: list[tuple[str, str]]) -> list[str]:
    return [text for _name, text in typed if " " in text.strip()]


def _length(typed: list[tuple[str, str]]) -> int:
    return sum(len(text) for _name, text in typed)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    if request.method != "POST" or "/account/" in request.path:
        return []
    try:
        lists = list(request.POST.lists())
    except UnreadablePostError:
        return []
    return [(name, str(text)) for name, texts in lists for text in texts if name != "csrfmiddlewaretoken"]
