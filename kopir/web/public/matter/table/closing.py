"""The outcome, the author's word, and the ends of a matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopir.base.actors import Actor
from kopir.interactions import acts, rules
from kopir.interactions import forms as shapes
from kopir.interactions.models import Matter
from kopir.web.public.matter.action import Action


def _answer(matter: Matter, by: Actor, data: dict[str, Any]) -> None:
    files = data.pop("uploads")
    with transaction.atomic():
        outcome = acts.answer(matter, by=by, **data)
        acts.attach_all(matter, by=by, uploads=files, outcome=outcome)


def closing() -> Iterator[Action]:
    yield Action(
        "answer",
        "answer",
        "post",
        rules.may_answer,
        pgettext_lazy("verb", "Answer"),
        _("What came of it?"),
        _("The author then says whether it is so. Both stand in public, side by side."),
        _("Answered. Now the author has the word."),
        _answer,
        shapes.Answer,
    )
    yield Action(
        "word",
        "answer",
        "author",
        rules.may_give_word,
        _("Say your word on the outcome"),
        _("Is it as they say?"),
        _("Your word stands beside the outcome. If you contest it, the post above answers anew, once."),
        _("Thank you. Your word stands beside the outcome."),
        lambda row, by, data: acts.give_word(row, by=by, **data),
        shapes.AuthorsWord,
    )
    yield Action(
        "reopen",
        "answer",
        "author post above",
        rules.may_reopen,
        pgettext_lazy("verb", "Reopen"),
        _("Why is it to be opened again?"),
        _("The matter returns to the post that answered for it, with a new term."),
        _("The matter is open again."),
        lambda row, by, data: acts.reopen(row, by=by, **data),
        shapes.Reason,
    )
    yield Action(
        "close-unanswered",
        "answer",
        "author",
        rules.may_close_unanswered,
        _("Close: no answer came"),
        _("Close without an answer?"),
        _("The outcome will be “no answer”, in public; the post above is told. You may also wait on."),
        _("Closed as not answered."),
        lambda row, by, data: acts.close_unanswered(row, by=by, **data),
        shapes.CloseUnanswered,
        kind="warning",
    )
    yield Action(
        "withdraw",
        "answer",
        "author",
        rules.may_withdraw,
        _("Withdraw the matter"),
        _("Why do you withdraw it?"),
        _("The matter ends at once and cannot be reopened."),
        _("The matter is withdrawn."),
        lambda row, by, data: acts.withdraw(row, by=by, **data),
        shapes.Reason,
        kind="warning",
    )
