"""How often one address may try, so that a survey is not stuffed by trying. Counted under a hash of the address and the survey,
kept for an hour at most; whose address it was is not kept."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kopir.effects.models import Survey


def may_try(request: HttpRequest, survey: Survey, action: str) -> bool:
    """`action`: a name of ACCOUNT_RATE_LIMITS. Counts this try."""
    address = get_adapter().get_client_ip(request)
    key = salted_hmac("kopir.effects.limits", f"{survey.ref}:{address}", algorithm="sha256").hexdigest()
    return bool(ratelimit.consume(request, action=action, key=key))
