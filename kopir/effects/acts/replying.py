"""The right of reply beside the figure of formal closings."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.effects import rules
from kopir.effects.models import FormalReply
from kopir.journal.acts import act
from kopir.organisations.models import Organisation
from kopir.regulation.acts.replies import say


def reply_to_figure(body: Organisation, *, by: Actor, since: date, until: date, text: str, language: str) -> FormalReply:
    """It stands beside the figure for everybody from now on; a later reply stands before an earlier one, none is removed."""
    row = FormalReply(body=body, since=since, until=until, at=timezone.now())
    with act(rules.may_reply_to_figure, by=by, subject=row, parent=body, permit_on=body):
        row.post_id = by.post_id or 0
        say(row, text, language)
        row.save()
    return row
