"""Obligations: made ahead, followed from the journal, missed once, waived with an end."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.base import jobs as base_jobs
from kopir.base.errors import Refused
from kopir.calendar.models import CalendarDay
from kopir.interactions import acts as matters
from kopir.journal.models import Entry
from kopir.journal.sealing import seal, size
from kopir.notices.models import Notice
from kopir.posts.acts import appoint
from kopir.posts.models import Post
from kopir.regulation import acts, jobs, telling
from kopir.regulation.acts import following
from kopir.regulation.flow import OBLIGATION, PROOF
from kopir.regulation.models import Assignment, Obligation, Proof
from kopir.regulation.queries import counts_by_state
from kopir.regulation.words import ObligationState
from tests.factories import administrator, make_body, make_person, make_post, make_territory
from tests.regulation.duties import Regulated, due, read_journal, states
from tests.regulation.moment import on

pytestmark = pytest.mark.django_db
AUTUMN = date(2026, 11, 24)
LAST = date(2027, 12, 31)


@pytest.fixture
def world() -> Regulated:
    with on(AUTUMN):
        return Regulated()


class Stopped(Exception):
    pass


def stop(*_given: object) -> None:
    raise Stopped


def posts(world: Regulated) -> list[Post]:
    """Those that the general rule makes owners: authorised ones."""
    return [world.region_post, world.district_post, world.neighbour_post]


# ---- The table of states -------------------------------------------------------------------------------------------


def test_the_moves_of_an_obligation() -> None:
    assert OBLIGATION.as_table() == [
        ("due", "prove", "done"), ("due", "waive", "waived"), ("due", "miss", "missed"), ("due", "lapse", "lapsed"),
        ("done", "expire", "due"), ("done", "renew", "due"),
        ("waived", "prove", "done"), ("waived", "resume", "due"), ("waived", "renew", "due"), ("waived", "lapse", "lapsed"),
        ("missed", "prove", "done"), ("missed", "renew", "due"),
        ("lapsed", "renew", "due"),
    ]  # fmt: skip
    assert (OBLIGATION.unreachable(), PROOF.unreachable(), PROOF.final()) == (set(), set(), {"returned", "expired"})


# ---- The journal, in turns ------------------------------------------------------------------------------------------


def test_the_journal_is_followed_in_turns_and_each_entry_once(world: Regulated, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed in the middle of a part has done nothing of it; the next turn does it."""
    matter = world.received()
    world.answer(matter)
    seal()
    monkeypatch.setattr(base_jobs, "TURN", 0)
    monkeypatch.setattr(jobs.acts, "follow", partial(acts.follow, limit=1))
    turns = 0
    while isinstance(jobs.follow_journal(), base_jobs.Unfinished):
        turns += 1
        if turns == 2:
            with monkeypatch.context() as killed, pytest.raises(Stopped):
                killed.setattr(following, "_note", stop)
                jobs.follow_journal()
    assert turns == size() > 2
    assert (states(world.district_post, world.answering), Proof.objects.count()) == (["done"], 1)


# ---- Made ahead ----------------------------------------------------------------------------------------------------


def test_a_year_and_a_month_of_all_posts_is_made_in_one_entry(world: Regulated) -> None:
    with on(AUTUMN):
        made = acts.make_ahead()
    # 25 December 2026 and four quarters; 20 December of both years; three posts
    assert made == acts.Made(created=3 * (5 + 2))
    assert [str(row.due_on) for row in Obligation.objects.filter(post=world.district_post, duty=world.meet)] == [
        "2026-12-25", "2027-03-25", "2027-06-25", "2027-09-27", "2027-12-27",
    ]  # fmt: skip
    entry = Entry.objects.get(act="regulation.make_obligations")
    assert '"created":21' in entry.content


def test_made_again_nothing_is_made(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
        assert not acts.make_ahead()
    assert Entry.objects.filter(act="regulation.make_obligations").count() == 1


def test_a_new_post_and_a_new_duty_add_only_their_own(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
        make_post(make_body("Самар ауданы әкімдігі", make_territory("635000000", "Самар ауданы", world.place)))
        assert acts.make_ahead() == acts.Made(created=7)
        world.duty("learn", "оқу", trigger="period", rrule="FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12", evidence="document")
        assert acts.make_ahead() == acts.Made(created=4)


def test_what_will_never_fall_due_goes_away_and_the_past_stays(world: Regulated) -> None:
    with on(date(2026, 9, 1)):
        acts.make_ahead()
    with on(AUTUMN):
        world.meet.ends_on = date(2026, 11, 30)
        world.meet.save()
        assert acts.make_ahead(until=LAST) == acts.Made(removed=3 * 5)
    assert states(world.district_post, world.meet) == ["due"]  # September's


def test_a_proof_keeps_a_future_obligation_of_an_ended_duty(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
        acts.prove(due(world.district_post, world.meet), by=world.district, kind="link", url="https://example.kz/1")
        world.meet.ends_on = AUTUMN
        world.meet.save()
        acts.make_ahead()
    assert states(world.district_post, world.meet) == ["due"]


def test_a_day_off_that_is_entered_later_moves_the_day(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
        names = {"name_kk": "Демалыс", "name_ru": "Выходной", "name_en": "Day off", "source": "test"}
        CalendarDay.objects.create(date=date(2027, 3, 25), kind="holiday", **names)
        assert acts.make_ahead() == acts.Made(moved=3)
    assert Obligation.objects.filter(due_on=date(2027, 3, 26), period_end=date(2027, 3, 25)).count() == 3


def test_a_delegated_duty_is_due_at_the_post_that_does_it_for_the_time(world: Regulated) -> None:
    Assignment.objects.create(
        duty_code="meet", body=world.district_post.organisation, post=world.neighbour_post, kind="delegated",
        instead_of=world.district_post, legal_basis="№ 5", starts_on=date(2027, 3, 1), ends_on=date(2027, 4, 1),
    )  # fmt: skip
    with on(AUTUMN):
        acts.make_ahead()
    assert len(states(world.district_post, world.meet)) == 4
    assert not Obligation.objects.filter(post=world.district_post, due_on=date(2027, 3, 25)).exists()
    assert len(states(world.neighbour_post, world.meet)) == 5  # its own stands for both


def test_making_ahead_takes_the_same_number_of_queries_for_any_number_of_posts(world: Regulated) -> None:
    def asked() -> int:
        with on(AUTUMN), CaptureQueriesContext(connection) as queries:
            acts.make_ahead()
        Obligation.objects.all().delete()
        return len(queries)

    asked()
    few = asked()
    for number in range(20):
        make_post(world.district_post.organisation, f"Лауазым {number}")
    assert asked() == few


# ---- Occasions and automatic proof ---------------------------------------------------------------------------------


def test_a_matter_makes_an_obligation_and_its_answer_proves_it(world: Regulated) -> None:
    matter = world.received()
    assert read_journal().created == 1
    row = due(world.district_post, world.answering)
    assert (row.subject_label, row.due_on) == (matter.number, matter.due_on)
    world.answer(matter)
    assert read_journal().proved == 1
    row.refresh_from_db()
    proof = row.proofs.get()
    assert (row.state, row.done_on, proof.state) == ("done", timezone.localdate(), "accepted")
    assert Entry.objects.get(pk=proof.entry_id).act == "interactions.answer"


def test_reading_again_changes_nothing(world: Regulated) -> None:
    world.answered()
    read_journal()
    assert read_journal().created == 0
    before = Entry.objects.count()
    read_journal()
    assert Entry.objects.count() == before


def test_a_restricted_matter_counts_too(world: Regulated) -> None:
    matter = world.draft()
    matters.restrict(matter, by=world.author, because="wish")
    matters.submit(matter, by=world.author)
    read_journal()
    assert states(world.district_post, world.answering) == ["due"]


def test_an_accepted_hand_over_ends_the_senders_obligation_and_begins_the_receivers(world: Regulated) -> None:
    matter = world.received()
    offer = matters.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Сіздің аумақ")
    read_journal()
    assert states(world.district_post, world.answering) == ["due"]
    matters.accept(offer, by=world.neighbour)
    read_journal()
    assert (states(world.district_post, world.answering), states(world.neighbour_post, world.answering)) == (["done"], ["due"])


def test_the_whole_way_of_a_matter_read_at_once_is_the_same_as_step_by_step(world: Regulated) -> None:
    matter = world.received()
    offer = matters.raise_up(matter, by=world.district, power=world.power, reason="Бюджет керек")
    matters.accept(offer, by=world.region)
    matter.refresh_from_db()
    matters.return_down(matter, by=world.region, decision="Қаражат бөлінді")
    matter.refresh_from_db()
    world.answer(matter)
    read_journal()
    row = Obligation.objects.get(post=world.district_post, duty=world.answering)
    entries = Entry.objects.in_bulk(row.proofs.values_list("entry_id", flat=True)).values()
    assert (row.state, {entry.act for entry in entries}) == ("done", {"interactions.accept", "interactions.answer"})
    assert states(world.region_post, world.answering) == ["lapsed"]  # it decided and gave it back


def test_a_contested_answer_goes_up_and_begins_there_with_its_own_day(world: Regulated) -> None:
    matter = world.answered()
    matters.give_word(matter, by=world.author, word="contested", text="Алаң ашылған жоқ")
    read_journal()
    assert (states(world.district_post, world.answering), states(world.region_post, world.answering)) == (["done"], ["due"])


def test_what_is_withdrawn_falls_away(world: Regulated) -> None:
    matter = world.received()
    matters.withdraw(matter, by=world.author, reason="Өзіміз шештік")
    read_journal()
    assert states(world.district_post, world.answering) == ["lapsed"]


def test_a_reopened_matter_is_due_again(world: Regulated) -> None:
    matter = world.answered()
    matters.give_word(matter, by=world.author, word="confirmed")
    matter.refresh_from_db()
    matters.reopen(matter, by=world.author, reason="Қайта бұзылды")
    read_journal()
    assert "due" in states(world.district_post, world.answering)


def test_a_paused_matter_is_not_missed(world: Regulated) -> None:
    with on(AUTUMN):
        matter = world.received()
        matters.pause(matter, by=world.district, reason="Құжат керек")
        read_journal()
    with on(date(2027, 2, 1)):
        assert acts.miss() == 0
        matter.refresh_from_db()
        matters.resume(matter, by=world.district)
        read_journal()
        matter.refresh_from_db()
        assert due(world.district_post, world.answering).due_on == matter.due_on


def test_an_appointment_makes_its_own_obligation(world: Regulated) -> None:
    publish = world.duty("publish", "жариялау", trigger="event", event="official_appointed", term_days=5, evidence="publication")
    vacant = make_post(make_body("Самар ауданы әкімдігі", make_territory("635000000", "Самар ауданы", world.place)))
    appoint(vacant, make_person(), by=administrator(), starts_on=timezone.localdate(), legal_basis="№ 7")
    read_journal()
    assert states(vacant, publish) == ["due"]


def test_an_act_that_proves_a_part_is_shown_and_the_rest_is_left(world: Regulated) -> None:
    with on(date(2026, 12, 1)):
        acts.make_ahead()
        matter = world.received()
        part = matters.ask_opinion(matter, by=world.district, of=world.neighbour_post, question="Тәжірибе қандай?")
        matters.give_opinion(part, by=world.neighbour, text="Бізде осылай")
        read_journal()
        row = due(world.neighbour_post, world.meet)
    assert (row.due_on, row.proofs.get().mapping) == (date(2026, 12, 25), "part")


def test_an_act_proves_the_period_whose_day_is_nearest(world: Regulated) -> None:
    with on(date(2026, 12, 1)):
        acts.make_ahead()
    with on(date(2026, 12, 28)):
        acts.miss()
        acts.approve_plan(world.district_post, 2027, by=world.district)
        read_journal()
    assert states(world.district_post, world.planning) == ["done", "due"]
    done = Obligation.objects.get(post=world.district_post, duty=world.planning, state="done")
    assert (done.due_on, done.done_on) == (date(2026, 12, 21), date(2026, 12, 28))


# ---- The day passes ------------------------------------------------------------------------------------------------


def test_what_was_not_proved_is_missed_once_and_both_posts_are_told(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
    with on(date(2026, 12, 22)):
        assert (acts.miss(), acts.miss()) == (3, 0)
    assert states(world.district_post, world.planning) == ["missed", "due"]
    told = Notice.objects.filter(text="regulation.missed")
    assert sorted(told.values_list("post", "weight")) == [(post.pk, "legal") for post in posts(world)]
    below = Notice.objects.filter(text="regulation.missed_below")
    assert sorted(below.values_list("post", flat=True)) == sorted([world.committee_post.pk, world.region_post.pk])
    assert below.get(post=world.region_post).facts["count"] == 2


def test_a_reminder_comes_once_five_working_days_before(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
    with on(date(2026, 12, 10)):
        assert telling.remind() == 0
    with on(date(2026, 12, 11)):  # 16 December is a day off, so 21 December is the fifth working day after
        assert (telling.remind(), telling.remind()) == (3, 0)
    with on(date(2026, 12, 17)):
        assert telling.remind() == 0
    with on(date(2026, 12, 18)):
        assert telling.remind() == 3  # of 25 December
    notice = Notice.objects.filter(text="regulation.due_soon", post=world.district_post).order_by("pk")[0]
    assert [row["kk"] for row in notice.facts["duties"]] == ["жоспар жасау"]


def test_a_waiver_needs_a_reason_and_an_end_and_then_the_duty_is_due_again(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
        row = due(world.district_post, world.planning)
        for wrong in ({"reason": " ", "until": date(2027, 1, 15)}, {"reason": "Ауырды", "until": date(2026, 11, 1)}):
            with pytest.raises(Refused):
                acts.waive(row, by=world.district, **wrong)
        acts.waive(row, by=world.district, reason="Орган қайта құрылуда", until=date(2027, 1, 15))
    with on(date(2027, 1, 15)):
        assert (acts.end_waivers(), states(world.district_post, world.planning)[0]) == (0, "waived")
    with on(date(2027, 1, 18)):
        assert acts.end_waivers() == 1
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("due", date(2027, 2, 1))
    assert Notice.objects.filter(text__in=("regulation.waived", "regulation.waiver_ended")).count() == 2


def test_evidence_that_expires_makes_the_duty_due_again(world: Regulated) -> None:
    world.planning.evidence_days = 100
    world.planning.save()
    with on(AUTUMN):
        acts.make_ahead()
        row = due(world.district_post, world.planning)
        proof = acts.prove(row, by=world.district, kind="document", number="12", dated_on=AUTUMN)
        acts.check_proof(proof, by=world.region, accepted=True)
    ends = AUTUMN + timedelta(days=100)
    with on(ends):
        assert acts.expire_proofs() == 0
    with on(ends + timedelta(days=1)):
        assert (acts.expire_proofs(), acts.expire_proofs()) == (1, 0)
    row.refresh_from_db()
    assert (row.state, Proof.objects.get().state) == (ObligationState.DUE, "expired")
    assert Notice.objects.get(text="regulation.proof_expired").post == world.district_post


def test_a_year_lived_through_day_by_day(world: Regulated) -> None:
    """Jobs run on every working day; whoever proves in time misses nothing, whoever does not misses everything once."""
    day = date(2026, 12, 1)
    while day < date(2027, 12, 31):
        with on(day):
            acts.make_ahead()
            for row in Obligation.objects.filter(post=world.district_post, state="due", due_on__lte=day + timedelta(days=2)):
                row = Obligation.objects.select_related("duty", "post__superior").get(pk=row.pk)
                if not row.proofs.exists():
                    acts.prove(row, by=world.district, kind="link", url="https://example.kz/1")
            acts.miss()
            for proof in Proof.objects.filter(state="submitted").select_related("obligation__duty", "obligation__post"):
                acts.check_proof(proof, by=world.region, accepted=True)
        day += timedelta(days=1 if day.weekday() < 4 else 3)
    year = Obligation.objects.filter(due_on__lt=date(2027, 12, 28))
    assert set(year.filter(post=world.district_post).values_list("state", flat=True)) == {"done"}
    assert set(year.filter(post=world.neighbour_post).values_list("state", flat=True)) == {"missed"}
    assert year.filter(post=world.neighbour_post).count() == 7


def test_obligations_are_counted_by_state_with_zeros(world: Regulated) -> None:
    with on(AUTUMN):
        acts.make_ahead()
    with on(date(2026, 12, 22)):
        acts.miss()
    assert counts_by_state() == {"due": 18, "done": 0, "waived": 0, "missed": 3, "lapsed": 0}
