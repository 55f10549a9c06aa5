"""The small country with a Regulation: duties of the calendar and of occasions, and the journal read to its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from kopir.journal.sealing import seal
from kopir.posts.models import Post
from kopir.regulation import acts
from kopir.regulation.models import Duty, Norm, Obligation, ProvingAct
from kopir.regulation.words import ObligationState
from tests.matter.people import Country

QUARTERS = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"


class Regulated(Country):
    """`answer` comes with a matter, `meet` each quarter, `plan` each December, `publish` with an appointment."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.norm = Norm(ref="list", kind="working_list", is_draft=True)
        self.norm.set_names("Міндеттер тізімі", "Перечень обязанностей", "List of duties")
        self.norm.save()
        self.answering = self.duty("answer", "жауап беру", trigger="event", event="matter_received", term_days=15)
        self.meet = self.duty("meet", "кездесу өткізу", trigger="period", rrule=QUARTERS, evidence="minutes")
        self.planning = self.duty("plan", "жоспар жасау", trigger="period", rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20")
        ProvingAct.objects.create(duty=self.answering, act="interactions.answer")
        ProvingAct.objects.create(duty=self.planning, act="regulation.approve_plan")
        ProvingAct.objects.create(duty=self.meet, act="interactions.give_opinion", mapping="part")

    def duty(self, code: str, name: str, **fields: Any) -> Duty:
        given = {"norm": self.norm, "address": code, "evidence": "journal", "starts_on": date(2020, 1, 1), **fields}
        duty = Duty(code=code, **given)
        duty.set_names(name, f"{name} (ru)", f"{name} (en)")
        duty.save()
        return duty


def read_journal() -> acts.Followed:
    seal()
    return acts.follow_all()


def states(post: Post, duty: Duty) -> list[str]:
    """Of the post's obligations of a duty, in the order of days."""
    rows = Obligation.objects.filter(post=post, duty=duty).order_by("due_on", "pk")
    return list(rows.values_list("state", flat=True))


def due(post: Post, duty: Duty) -> Obligation:
    """The one that is to be done first."""
    rows = Obligation.objects.filter(post=post, duty=duty, state=ObligationState.DUE).select_related("duty", "post__superior")
    return rows.order_by("due_on", "pk")[0]
