"""A world in which every act of the matrix has a subject on which it could happen now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from kopir.base.actors import SYSTEM, VISITOR, Actor, Role
from kopir.calendar.models import CalendarDay
from kopir.handovers import acts as handovers
from kopir.handovers.models import Item, Pack, Promise
from kopir.interactions import acts
from kopir.interactions.models import AnswerTemplate, Conservation, Matter
from kopir.journal.models import Key
from kopir.notices.models import Letter, Notice, Preference
from kopir.notices.words import DeliveryState, Weight
from kopir.organisations.models import Membership, Organisation, SamePair
from kopir.organisations.words import MembershipState, PairState
from kopir.people.models import Person
from kopir.people.words import Office
from kopir.posts.models import Appointment, Post, TierRule
from kopir.posts.words import PostState, Rank
from kopir.practices import acts as practices
from kopir.practices.models import Block, Import
from kopir.practices.models import Proposal as PracticeProposal
from kopir.search.models import Judgement, SavedSearch
from kopir.sectors.models import Sector
from kopir.synergy.models import Asked, Proposal
from kopir.synergy.words import Kind as SynergyKind
from kopir.territories.models import Territory
from tests.account.signing import give_factor
from tests.factories import (
    administrator,
    appoint,
    coordinator,
    make_body,
    make_organisation,
    make_person,
    make_post,
    make_territory,
    member,
    official,
)
from tests.permissions.asking import AskingSubjects
from tests.permissions.duties import DutySubjects
from tests.permissions.effects import CardSubjects
from tests.permissions.findings import FindingSubjects
from tests.permissions.law import LawSubjects
from tests.permissions.measuring import MeasuringSubjects
from tests.permissions.showing import ShowingSubjects
from tests.permissions.whole import Whole


class Everything(AskingSubjects, CardSubjects, DutySubjects, FindingSubjects, LawSubjects, MeasuringSubjects, ShowingSubjects):
    """`actors`: by the letters of the matrix. `subject(act)`: what the act is asked about."""

    def __init__(self) -> None:
        self.world = world = Whole()
        self.offered, self.working, self.consulted = (self._post(f"63{n}00000") for n in (70, 80, 90))
        self.person = make_person("Жеке тұлға")
        self._verify(self.person)
        self.actors: dict[str, Actor] = {
            "V": VISITOR, "P": Actor(Role.PERSON, self.person.pk, self.person.name),
            "S": member(make_organisation("Бөтен ұйым")), "A": world.author, "J": world.joiner, "D": world.district,
            "N": world.neighbour, "O": official(self.offered), "R": official(self.working), "C": official(self.consulted),
            "U": world.region, "W": coordinator(), "X": administrator(), "Y": SYSTEM,
        }  # fmt: skip
        make_person("Екінші әкімші", Office.ADMINISTRATOR)

    def _post(self, code: str) -> Post:
        body = make_body(f"{code} әкімдігі", make_territory(code, f"{code} ауданы", self.world.place))
        return make_post(body, f"{code} уәкілі", superior=self.world.committee_post)

    def _verify(self, person: Person) -> None:
        from allauth.account.models import EmailAddress

        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    def subject(self, act: str) -> Any:
        room, verb = act.split(".")
        return getattr(self, f"{room}_{verb}", getattr(self, f"any_{room}", None))()

    # Matters

    def any_interactions(self) -> Matter:
        """Open, joined by another author, with work given and an opinion that was waived."""
        matter = self.world.received()
        acts.join(self.world.draft(self.world.joiner), by=self.world.joiner, target=matter)
        acts.assign(matter, by=self.world.district, to=self.working, task="Орнын табу")
        acts.ask_opinion(matter, by=self.world.district, of=self.consulted, question="Тәжірибе қандай?")
        return matter

    def _draft(self) -> Matter:
        return self.world.draft()

    interactions_draft = interactions_edit_draft = interactions_discard = interactions_submit = _draft
    interactions_take_to_state_system = interactions_join = interactions_detach = _draft

    def _plain(self) -> Matter:
        return self.world.received()

    interactions_object = interactions_hand_over = interactions_raise = interactions_answer = _plain
    interactions_withdraw = interactions_open_up = _plain

    def _talked_about(self) -> Matter:
        """Also offered to another post, which may talk before it answers."""
        matter = self.any_interactions()
        acts.hand_over(matter, by=self.world.district, to=self.offered, reason="Сіздің мәселеңіз")
        return matter

    interactions_attach = interactions_write = interactions_write_note = _talked_about

    def _offer(self) -> Any:
        return acts.hand_over(self._plain(), by=self.world.district, to=self.offered, reason="Сіздің мәселеңіз")

    interactions_accept = interactions_refuse = interactions_take_back = interactions_lapse = _offer

    def interactions_settle_objection(self) -> Matter:
        return acts.object_to_route(self._plain(), by=self.world.author, text="Басқа лауазым керек")

    def interactions_return_down(self) -> Matter:
        matter = self._plain()
        offer = acts.raise_up(matter, by=self.world.district, power=self.world.power, reason="Бюджет керек")
        acts.accept(offer, by=self.world.region)
        return Matter.objects.get(pk=matter.pk)

    def _part(self, letter: str) -> Any:
        return self.any_interactions().parts.get(letter=letter)

    def interactions_finish_part(self) -> Any:
        return self._part("R")

    def interactions_give_opinion(self) -> Any:
        return self._part("C")

    interactions_waive_opinion = interactions_give_opinion

    def interactions_stop_informing(self) -> Any:
        return self._part("I")

    def interactions_resume(self) -> Matter:
        matter = self._plain()
        acts.pause(matter, by=self.world.district, reason="Құжат керек")
        return matter

    def interactions_reroute(self) -> Matter:
        """Nobody holds the post nor any above it."""
        orphan = make_post(make_body("Иесіз орган", make_territory("635000000", "Самар ауданы", self.world.place)))
        matter = self._plain()
        Matter.objects.filter(pk=matter.pk).update(accountable=orphan)
        return Matter.objects.get(pk=matter.pk)

    def interactions_give_word(self) -> Matter:
        matter = self.world.received()
        acts.join(self.world.draft(self.world.joiner), by=self.world.joiner, target=matter)
        self.world.answer(matter)
        return matter

    interactions_fall_silent = interactions_give_word

    def interactions_close_unanswered(self) -> Matter:
        received = datetime(2026, 1, 12, 10, tzinfo=ZoneInfo("Asia/Almaty"))
        return acts.submit(self.world.draft(), by=self.world.author, at=received)

    def interactions_reopen(self) -> Matter:
        matter = self.interactions_give_word()
        acts.fall_silent(matter)
        return matter

    def interactions_edit_procedure(self) -> Any:
        return self.world.draft().kind

    def interactions_edit_template(self) -> AnswerTemplate:
        return AnswerTemplate(post=self.world.district_post)

    def interactions_check_conservation(self) -> Conservation:
        return Conservation()

    # The search

    def any_search(self) -> SavedSearch:
        return SavedSearch.objects.create(person=self.person, text="қоқыс", told_at=timezone.now())

    def _judged(self) -> Judgement:
        first, second = sorted((self.world.received(), self.world.received()), key=lambda row: row.pk)
        return Judgement(first=first, second=second)

    search_judge_same = search_judge_different = _judged

    def any_synergy(self) -> Proposal:
        return Proposal.objects.create(kind=SynergyKind.SAME_PEOPLE, key="1+2", found_at=timezone.now())

    def _asked_together(self) -> Asked:
        return self.any_synergy().asked.create(post=self.world.district_post)

    synergy_accept = synergy_decline = _asked_together

    # Who and where

    def any_journal(self) -> Key:
        return Key(pk="0" * 16)

    def any_territories(self) -> Territory:
        return self.world.ulan

    def any_sectors(self) -> Sector:
        return self.world.sector

    def any_calendar(self) -> CalendarDay:
        return CalendarDay.objects.get()

    def any_organisations(self) -> Organisation:
        return Organisation.objects.get(pk=self.world.author.organisation_id)

    def _pair(self, state: str = PairState.PROPOSED) -> SamePair:
        rows = sorted((self.any_organisations(), make_organisation("Ұқсас ұйым")), key=lambda row: row.pk)
        return SamePair.objects.create(first=rows[0], second=rows[1], score=90, state=state)

    organisations_mark_different = _pair

    def organisations_subordinate(self) -> Organisation:
        return self.world.district_post.organisation

    def organisations_unmerge(self) -> SamePair:
        return self._pair(PairState.MERGED)

    def _asked(self) -> Membership:
        return Membership.objects.create(person=make_person(), organisation=self.any_organisations())

    organisations_confirm_membership = organisations_refuse_membership = _asked

    def organisations_end_membership(self) -> Membership:
        return Membership.objects.get(person_id=self.world.author.person_id, state=MembershipState.ACTIVE)

    def any_posts(self) -> Post:
        return self.world.district_post

    def posts_confirm(self) -> Post:
        Post.objects.filter(pk=self.world.district_post.pk).update(state=PostState.TO_BE_CONFIRMED)
        return Post.objects.get(pk=self.world.district_post.pk)

    def posts_end_appointment(self) -> Appointment:
        return Appointment.objects.get(post=self.world.district_post)

    def posts_edit_power(self) -> Any:
        return self.world.power

    def posts_edit_tier_rule(self) -> TierRule:
        return TierRule(tier="district", minimum_rank=Rank.DEPUTY_AKIM)

    def any_people(self) -> Person:
        return self.person

    def people_withdraw_office(self) -> Person:
        return make_person("Үйлестіруші", Office.COORDINATOR)

    def people_deactivate(self) -> Person:
        return make_person("Біреу")

    def people_reactivate(self) -> Person:
        return make_person("Жабық", is_active=False)

    def privacy_forget(self) -> Person:
        return make_person("Жабық", is_active=False)

    def privacy_remove_factors(self) -> Person:
        return give_factor(make_person("Телефонын жоғалтқан"))

    def notices_prefer(self) -> Preference:
        return Preference(person=self.person)

    def notices_resend(self) -> Letter:
        notice = Notice.objects.create(key="k", text="message", weight=Weight.WORK, path="/", person=self.person)
        return Letter.objects.create(notice=notice, person=self.person, key="k", state=DeliveryState.DEAD, next_at=timezone.now())

    # Practices

    def any_practices(self) -> Any:
        return self.world.published()

    def _written(self) -> Any:
        return self.world.card()

    practices_write = practices_discard = practices_ask_review = practices_draft = _written

    def practices_keep_block(self) -> Block:
        return Block(post=self.world.district_post)

    def practices_review(self) -> Any:
        return self.world.asked(self.world.card())[0]

    def practices_publish(self) -> Any:
        return self.world.reviewed()

    def practices_remove_evidence(self) -> Any:
        return self.world.evidence(self.world.published())

    def practices_report_result(self) -> Any:
        return self.world.adoption(self.world.published())

    practices_join_group = practices_report_result

    def practices_answer_ask(self) -> Any:
        return practices.ask_pioneer(self.world.published(), by=self.world.joiner, text="Құны қанша?", language="kk")

    def practices_answer_proposal(self) -> PracticeProposal:
        card = self.world.published()
        return PracticeProposal.objects.create(card=card, post=self.world.neighbour_post, matter=self._plain())

    practices_name_way = _plain

    # The use of memory: `note_opening` is also the author's while it is a draft, see tests/memory

    any_memory = _plain

    def _import(self, state: str = "prepared") -> Import:
        return Import.objects.create(
            owner=self.world.district_post, name="a.csv", source="a", dated_on=timezone.localdate(), sha256="0" * 64, state=state
        )

    practices_begin_import = practices_forget_import = _import

    def practices_import_rows(self) -> Import:
        return self._import("running")

    def practices_keep_import(self) -> Import:
        return self._import("done")

    # Hand-over packs

    def _leaving(self) -> Pack:
        """The official of the district is about to leave."""
        row = Appointment.objects.get(post=self.world.district_post)
        row.ends_on = timezone.localdate() + timedelta(days=5)
        row.save()
        return handovers.open_pack(row)

    any_handovers = _leaving

    def _left(self) -> Pack:
        """Somebody else has left the post that the official of the district holds now."""
        self._plain()
        last = timezone.localdate() - timedelta(days=1)
        pack = handovers.open_pack(appoint(self.world.district_post, make_person("Бұрынғы уәкіл"), ends_on=last))
        return handovers.make_without(pack)

    handovers_sign = _left

    def handovers_decide(self) -> Item:
        return self._left().items.get(kind="matter")

    handovers_keep_draft = handovers_decide

    def handovers_answer(self) -> Item:
        return handovers.decide(self.handovers_decide(), by=self.world.district, answer="question", words="Неге?")

    def handovers_judge_promise(self) -> Promise:
        return Promise(post=self.world.district_post)
