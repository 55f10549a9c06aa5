"""The right of reply beside the figure of formal closings."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.effects import rules
from kopir.effects.models import FormalReply
from kopir.journal.acts import act
from kopir.organisations.models import Organisation

LONGEST = 1000


def reply_to_figure(body: Organisation, *, by: Actor, since: date, until: date, text: str, language: str) -> FormalReply:
    """It stands beside the figure for everybody from now on; a later reply stands before an earlier one, none is removed."""
    row = FormalReply(body=body, since=since, until=until, at=timezone.now())
    with act(rules.may_reply_to_figure, by=by, subject=row, parent=body, permit_on=body):
        row.text, row.language = text.strip(), language if language in LANGUAGES else "kk"
        row.post_id = by.post_id or 0
        if not row.text:
            raise Refused("no_text", _("Write the reply."), field="text")
        if len(row.text) > LONGEST:
            raise Refused("too_long", _("Keep it under %(limit)s characters.") % {"limit": LONGEST}, field="text")
        if until < since:
            raise Refused("ends_before", _("The last day is before the first."), field="until")
        row.save()
    return row
