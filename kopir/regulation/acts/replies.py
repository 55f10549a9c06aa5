"""The right of reply: a post says in its own words how a figure of its coverage came about."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import act
from kopir.posts.models import Post
from kopir.regulation import rules
from kopir.regulation.models import Reply

LONGEST = 1000


def reply(post: Post, *, by: Actor, since: date, until: date, text: str, language: str, duty_code: str = "") -> Reply:
    """It stands beside the figure for everybody from now on; a later reply stands before an earlier one, none is removed."""
    row = Reply(post=post, duty_code=duty_code, since=since, until=until, at=timezone.now())
    with act(rules.may_reply, by=by, subject=row, parent=post, permit_on=post) as entry:
        say(row, text, language)
        row.save()
        entry.fact(post=post.names, since=since, until=until)
    return row


class Said(Protocol):
    """A reply to the figure of a period."""

    text: str
    language: str
    since: date
    until: date


def say(row: Said, text: str, language: str) -> None:
    """The words of a reply, of this figure or of another one, and the checks that all replies share."""
    row.text, row.language = text.strip(), language if language in LANGUAGES else "kk"
    if not row.text:
        raise Refused("no_text", _("Write the reply."), field="text")
    if len(row.text) > LONGEST:
        raise Refused("too_long", _("Keep it under %(limit)s characters.") % {"limit": LONGEST}, field="text")
    if row.until < row.since:
        raise Refused("ends_before", _("The last day is before the first."), field="until")
