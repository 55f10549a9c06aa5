"""A small country with everything that an administrator looks after, and browsers of those who knock at the door."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor
from kopir.calendar.models import CalendarDay
from kopir.effects.acts import add_check_term
from kopir.interactions.models import AnswerTemplate
from kopir.notices.models import Letter, Notice
from kopir.organisations.models import Membership, SamePair
from kopir.organisations.words import PairState
from kopir.posts import acts as post_acts
from kopir.posts.models import Appointment, GrantedPower, Mandate, Post
from kopir.posts.words import PostState
from kopir.regulation import acts as regulation_acts
from kopir.regulation.models import FunctionLink, ProvingAct
from kopir.regulation.queries import Given, intake
from kopir.regulation.reading import pair, read_text
from tests.factories import administrator, make_organisation, make_person, make_post
from tests.matter.people import Country, browser


class Office(Country):
    """The country of the matters, with one row of each thing that a page of administration opens."""

    def __post_init__(self) -> None:
        super().__post_init__()
        post_acts.load_reference()
        regulation_acts.load_reference()
        self.link = self._functions()
        self.term = add_check_term(by=SYSTEM, days=90)
        self.admin: Actor = administrator()
        self.browser: Client = browser(self.admin)
        self.waiting: Post = make_post(self.district_post.organisation, "Кеңесші", state=PostState.TO_BE_CONFIRMED)
        self.one = make_organisation("«Тұран» қоғамдық қоры", ref="turan")
        self.other = make_organisation("Тұран ҚҚ", ref="turan-2", bin="")
        self.pair = SamePair.objects.create(
            first=self.one, second=self.other, score=90, why=[["same_name", "kk"], ["bin_missing"]]
        )
        self.person = make_person("Айгүл", email="aigul@example.kz")
        self.request = Membership.objects.create(person=self.person, organisation=self.one, position="директор")
        self.grant = GrantedPower.objects.create(post=self.district_post, power=self.power, legal_basis="№ 5")
        self.mandate = Mandate.objects.get(post=self.district_post)
        self.appointment = Appointment.objects.get(post=self.district_post)
        self.answer = AnswerTemplate.objects.filter(post=None).first() or self._answer()
        self.day = CalendarDay.objects.get()
        self.letter = self.dead_letter("dead:1")

    def _functions(self) -> FunctionLink:
        """Of the district's body, with one that looks like a duty; the version of the working list is number 1."""
        text = pair([read_text("1) Үздік тәжірибені жинау және тарату")])
        given = Given("functions", "functions", date(2026, 1, 1), self.district_post.organisation, titles={"kk": "Ереже"})
        version = regulation_acts.take_in(intake(text, given), by=SYSTEM)
        assert version is not None
        regulation_acts.announce(version, by=SYSTEM)
        return FunctionLink.objects.get(duty_code="practices")

    def _answer(self) -> AnswerTemplate:
        row = AnswerTemplate(text_kk="Рақмет.", text_ru="Спасибо.")
        row.set_names("Рақмет", "Спасибо")
        row.save()
        return row

    def dead_letter(self, key: str) -> Letter:
        notice = Notice.objects.create(key=key, text="notices.test", weight="work", path="/", person=make_person())
        return Letter.objects.create(notice=notice, person=notice.person, key=key, state="dead", next_at=timezone.now())

    def merged(self) -> SamePair:
        one, other = make_organisation("Бір", ref="bir"), make_organisation("Екі", ref="eki")
        pair = SamePair.objects.create(first=one, second=other, score=80, why=[["by_hand"]])
        pair.state, pair.decided_at = PairState.MERGED, timezone.now()
        pair.undo = {"kept": one.pk, "was": "proposed", "moved": [], "changed": {}}
        pair.save()
        other.merged_into = one
        other.save()
        return pair

    def values(self) -> dict[str, Any]:
        """What stands in the addresses, by the name of the route and of the place."""
        numbers = {
            "withdraw_power": self.grant, "end_mandate": self.mandate, "end_appointment": self.appointment,
            "pair": self.pair, "different": self.pair, "unmerge": self.merged(), "membership": self.request,
            "confirm_membership": self.request, "refuse_membership": self.request, "answer": self.answer,
            "end_answer": self.answer, "resend": self.letter, "link": self.link, "judge_link": self.link,
            "unmap_act": ProvingAct.objects.get(act="interactions.answer"), "end_check_term": self.term,
        }  # fmt: skip
        organisation = {
            "organisation",
            "edit_organisation",
            "funding",
            "subordinate",
            "succeed",
            "merge_with",
        }
        documents = ("document", "edit_document", "new_version", "version", "publish_version", "withdraw_version")
        refs = dict.fromkeys(organisation, self.one.ref) | dict.fromkeys(documents, "functions")
        duties = dict.fromkeys(("duty", "amend_duty", "end_duty", "map_act", "unmap_act"), "answer")
        codes = {
            **duties,
            "power": "budget",
            "territory": "636000000",
            "procedure": "proposal",
            "new_procedure": "proposal",
        }
        return {
            "pk": lambda name: numbers[name].pk if name in numbers else self.person.pk,
            "ref": lambda name: refs.get(name, self.district_post.ref),
            "number": lambda name: 1,
            "state": lambda name: "same",
            "code": lambda name: codes.get(name, self.sector.code),
            "kind": lambda name: "ngo",
            "tier": lambda name: "district",
            "text": lambda name: self.day.date.isoformat(),
            "name": lambda name: "none.csv",
        }


def day(days: int = 0) -> str:
    return date.fromordinal(timezone.localdate().toordinal() + days).isoformat()
