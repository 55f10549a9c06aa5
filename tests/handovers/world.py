"""The small country on the day when the official of Ulan district is about to leave."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.handovers import acts
from kopir.handovers.models import Item, Pack
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.people.models import Person
from kopir.posts import acts as posts
from kopir.posts.models import Appointment
from tests.factories import administrator, make_person, official
from tests.interactions.world import World

PROMISE = "Алаңның орнын келесі аптада көрсетеміз."


class Departure(World):
    """`district` is the leaver until `leave`; `come` appoints a successor."""

    def __post_init__(self) -> None:
        super().__post_init__()
        acts.load_reference()
        self.admin = administrator()
        self.appointment = Appointment.objects.get(post=self.district_post)

    @property
    def leaver(self) -> Person:
        return self.appointment.person

    def with_matters(self, number: int = 2) -> list[Matter]:
        return [self.received(title=f"Қоқысты бөлек жинау алаңы, {place}-көше") for place in range(1, number + 1)]

    def promised(self, matter: Matter, text: str = PROMISE) -> None:
        matters.write(matter, by=self.district, text=text)

    def announce(self, days: int = 10) -> Pack:
        """The last day is known."""
        self.end(timezone.localdate() + timedelta(days=days))
        acts.follow_changes()
        return self.pack

    def end(self, day: date) -> None:
        posts.end_appointment(self.appointment, by=self.admin, ends_on=day, reason="Басқа жұмысқа ауысты")

    @property
    def pack(self) -> Pack:
        return Pack.objects.select_related("post__superior", "leaver", "appointment").get(post=self.district_post)

    def leave(self) -> None:
        """The last day was yesterday."""
        self.end(timezone.localdate() - timedelta(days=1))

    def come(self) -> Actor:
        person = make_person("Жаңа уәкіл")
        posts.appoint(self.district_post, person, by=self.admin, starts_on=timezone.localdate(), legal_basis="2026 жылғы бұйрық")
        return official(self.district_post, person)

    def offered(self) -> Pack:
        """Signed by the leaver, who then leaves."""
        pack = self.announce()
        self.judge()
        acts.offer(pack, by=self.district)
        self.leave()
        return self.pack

    def judge(self, stands: bool = True) -> None:
        for promise in self.district_post.promises.all():
            acts.judge_promise(promise, by=self.district, stands=stands)


def asked(pack: Pack) -> list[Item]:
    """Items that the successor decides."""
    return [row for row in pack.items.select_related("pack__post__superior", "pack__leaver") if not row.is_to_know]
