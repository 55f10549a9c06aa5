"""A small country: Ulan district in East Kazakhstan, with its posts, two NGOs, and a matter on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kopir.base.actors import Actor
from kopir.calendar.models import CalendarDay
from kopir.interactions import acts
from kopir.interactions.models import Matter, MatterKind
from kopir.organisations.words import Tier
from kopir.posts.models import Post, Power
from kopir.posts.words import PostKind, Rank
from tests.factories import (
    appoint,
    make_body,
    make_mandate,
    make_organisation,
    make_post,
    make_sector,
    make_territory,
    member,
    official,
)

TEXT = "Ауылда қоқыс полигоны жоқ, тұрғындар қалдықты өзен жағасына тастайды. Бөлек жинау алаңын ашуды ұсынамыз."


@dataclass
class World:
    """Actors of a matter: `author`, `joiner`, `district` (first accountable post), `neighbour`, `region` (its superior),
    `committee` (above the region)."""

    country: Any = field(default_factory=make_territory)

    def __post_init__(self) -> None:
        acts.load_reference()
        CalendarDay.objects.create(
            date=date(2026, 12, 16),
            kind="holiday",
            name_kk="Тәуелсіздік күні",
            name_ru="День независимости",
            name_en="Independence Day",
            source="test",
        )
        self.place = make_territory("630000000", "Шығыс Қазақстан облысы")
        self.ulan = make_territory("636000000", "Ұлан ауданы", self.place)
        self.glubokoe = make_territory("634000000", "Глубокое ауданы", self.place)
        self.sector = make_sector()
        self.power = Power(code="budget", order=1)
        self.power.set_names("бюджет тақырыптарын өзгерту", "менять бюджетные темы", "change budget topics")
        self.power.save()
        self._posts()
        self.author = member(make_organisation("«Жасыл ел» қоғамдық бірлестігі"))
        self.joiner = member(make_organisation("«Таза өзен» қоғамдық қоры"))

    def _posts(self) -> None:
        committee = make_body("Азаматтық қоғам істері комитеті", self.country, tier=Tier.CENTRAL)
        oblast = make_body("Шығыс Қазақстан облысының әкімдігі", self.place, tier=Tier.REGION)
        self.committee_post = make_post(committee, "Комитет уәкілі", kind=PostKind.COORDINATION, rank=Rank.HEAD_OF_DEPARTMENT)
        self.region_post = self._post(oblast, "Облыс уәкілі", self.committee_post, rank=Rank.DEPUTY_HEAD_OF_OFFICE)
        self.district_post = self._post(make_body("Ұлан ауданының әкімдігі", self.ulan), "Ұлан уәкілі", self.region_post)
        other = make_body("Глубокое ауданының әкімдігі", self.glubokoe)
        self.neighbour_post = self._post(other, "Глубокое уәкілі", self.region_post)
        make_mandate(self.committee_post)
        self.committee, self.region = official(self.committee_post), official(self.region_post)
        self.district, self.neighbour = official(self.district_post), official(self.neighbour_post)

    def _post(self, body: Any, name: str, superior: Post, **fields: Any) -> Post:
        post = make_post(body, name, superior=superior, **fields)
        make_mandate(post)
        return post

    def draft(self, by: Actor | None = None, **values: Any) -> Matter:
        given = {
            "kind": MatterKind.objects.get(code="proposal"), "title": "Қоқысты бөлек жинау алаңы", "text": TEXT,
            "territory": self.ulan, "sector": self.sector, "asked": "Алаң ашу", "legal_question": "no", **values,
        }  # fmt: skip
        return acts.start_draft(by=by or self.author, values=given)

    def received(self, **values: Any) -> Matter:
        return acts.submit(self.draft(**values), by=self.author)

    def answered(self, **values: Any) -> Matter:
        matter = self.received(**values)
        self.answer(matter)
        return matter

    def answer(self, matter: Matter, by: Actor | None = None) -> None:
        acts.answer(
            matter, by=by or self.district, kind="solved", statement="Алаң ашылды, тұрғындар қоқысты бөлек жинай бастады.",
            evidence="2026 жылғы 10 қарашадағы акт",
        )  # fmt: skip


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


__all__ = ["TEXT", "World", "appoint", "days_ago"]
