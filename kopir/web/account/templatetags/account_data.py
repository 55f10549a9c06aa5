"""What the account pages need beside the components."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopir.base.fields import Named
from kopir.base.tongue import LocalisedText
from kopir.organisations.words import MembershipState
from kopir.web.ui import dates

register = template.Library()
TONES = {
    MembershipState.REQUESTED: "waiting",
    MembershipState.ACTIVE: "good",
    MembershipState.REFUSED: "bad",
    MembershipState.ENDED: "closed",
}
# Order matters: each later browser calls itself by the earlier names too.
BROWSERS = {
    "Edg": "Edge", "OPR": "Opera", "YaBrowser": "Yandex", "Firefox": "Firefox", "SamsungBrowser": "Samsung Internet",
    "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux",
}  # fmt: skip


@register.filter
def as_json(data: Any) -> str:
    """For a data attribute; the template escapes it."""
    return json.dumps(data, cls=DjangoJSONEncoder)


@register.filter
def in_fours(secret: str) -> str:
    """Letters in groups, as people read them aloud."""
    return " ".join(re.findall(".{1,4}", secret))


@register.filter
def device(user_agent: str) -> str:
    """Browser and system by name; what a browser says of itself is no proof, only a hint for its owner."""
    names = [next((name for mark, name in known.items() if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in names if name) or _("unknown device")


@register.filter
def named(row: Named) -> LocalisedText:
    """A noun's name in the reader's language, for `localised`."""
    return row.name(get_language() or "kk")


@register.filter
def membership_tone(state: str) -> str:
    return TONES[MembershipState(state)]


@register.simple_tag
def now_in_words(moment: datetime) -> str:
    return dates.say_moment(moment)
