"""Some time after the closing both sides are asked whether the effect holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.effects import acts, rules
from kopir.effects.models import Check, CheckTerm, Effect
from kopir.effects.queries.checks import (
    answers_beside,
    check_for,
    checks_of_effect,
    checks_of_matter,
    checks_waiting,
    next_checks,
)
from kopir.effects.standing import standing
from kopir.effects.words import CheckState, Holds, Standing
from kopir.interactions import acts as matters
from kopir.interactions.models import Matter
from kopir.interactions.words import RestrictedBecause
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from tests.effects.asking import PNG, Later, fresh
from tests.factories import administrator
from tests.matter.people import browser, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Later:
    return Later()


def test_both_sides_are_asked_once_when_the_days_have_passed(world: Later) -> None:
    matter = world.closed(90)
    assert (acts.ask_checks(), acts.ask_checks()) == (2, 0)
    assert sorted(matter.checks.values_list("party", "days")) == [("organisation", 90), ("post", 90)]
    told = Notice.objects.filter(text="effects.check_asked").values_list("post_id", "organisation_id")
    assert sorted(told, key=str) == sorted([(world.district_post.pk, None), (None, world.author.organisation_id)], key=str)
    assert Entry.objects.filter(act="effects.ask_checks", parent_id=str(matter.pk)).count() == 1


def test_nothing_is_asked_a_day_too_early(world: Later) -> None:
    world.closed(89)
    assert acts.ask_checks() == 0


def test_only_what_was_said_to_be_solved_is_asked_about(world: Later) -> None:
    matter = world.received()
    matters.answer(matter, by=world.district, kind="refused", statement="Бұл жерде алаң салуға тыйым салынған.")
    matters.give_word(fresh(matter), by=world.author, word="confirmed")
    world.aged(matter, 100)
    assert acts.ask_checks() == 0


def test_who_joined_is_asked_too(world: Later) -> None:
    matter = world.received()
    matters.join(world.draft(world.joiner), by=world.joiner, target=matter)
    world.answer(matter)
    for by in (world.author, world.joiner):
        matters.give_word(fresh(matter), by=by, word="confirmed")
    world.aged(matter, 91)
    assert acts.ask_checks() == 3


def test_what_a_term_found_closed_long_before_it_began_is_not_asked(world: Later) -> None:
    CheckTerm.objects.update(starts_on=timezone.localdate())
    world.closed(200)
    assert acts.ask_checks() == 0


def test_a_new_term_asks_and_an_ended_one_does_not(world: Later) -> None:
    world.closed(31)
    for term in CheckTerm.objects.all():
        acts.end_check_term(term, by=administrator())
    acts.add_check_term(by=administrator(), days=30, starts_on=timezone.localdate() - timedelta(days=9))
    assert acts.ask_checks() == 2
    with pytest.raises(Refused) as twice:
        acts.add_check_term(by=administrator(), days=30)
    assert twice.value.code == "twice"


def test_the_end_of_a_card_s_work_is_asked_about_and_a_matter_s_card_only_with_its_matter(world: Later) -> None:
    card = world.published_effect()
    Effect.objects.filter(pk=card.pk).update(ends_on=timezone.localdate() - timedelta(days=95))
    matter = world.closed(95)
    of_matter = acts.draft_from_matter(matter, by=world.author)
    ended = timezone.localdate() - timedelta(days=400)
    Effect.objects.filter(pk=of_matter.pk).update(state="published", published_at=timezone.now(), starts_on=ended, ends_on=ended)
    acts.ask_checks()
    assert (card.checks.count(), matter.checks.count(), of_matter.checks.count()) == (2, 2, 0)
    assert [told.days for told in checks_of_effect(VISITOR, fresh(of_matter))] == [90]


def test_what_was_said_of_a_matter_restricted_since_does_not_stand_on_its_public_card(world: Later) -> None:
    matter = world.closed(90)
    card = acts.draft_from_matter(matter, by=world.author)
    Effect.objects.filter(pk=card.pk).update(state="published", published_at=timezone.now())
    acts.ask_checks()
    matters.restrict(fresh(matter), by=world.author, because=RestrictedBecause.WISH)
    acts.answer_check(world.of_post(matter), by=world.district, holds=Holds.YES, words="Жасырын сөз")
    of = {by: checks_of_effect(by, fresh(card)) for by in (VISITOR, world.neighbour, world.district, world.author)}
    assert [len(told) for told in of.values()] == [0, 0, 1, 1]
    assert "Жасырын сөз" not in read(browser(), f"/kk/effects/{card.ref}/")
    assert "Жасырын сөз" in read(browser(world.author), f"/kk/effects/{card.ref}/")
    assert matter.number not in b"".join(browser().get("/kk/effects.csv").streaming_content).decode()


def test_one_tap_answers_and_number_and_photo_may_follow(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    check = world.of_post(matter)
    acts.answer_check(check, by=world.district, holds=Holds.YES)
    assert fresh(check).state == CheckState.ANSWERED
    photo = SimpleUploadedFile("алаң.png", PNG)
    acts.answer_check(check, by=world.district, holds=Holds.YES, number=300, words="Алаң таза", photo=photo)
    row = fresh(check)
    assert (row.number, row.photo_name, len(row.photo_sha256)) == (300, "алаң.png", 64)


def test_a_photo_must_be_a_picture(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    with pytest.raises(Refused):
        acts.answer_check(
            world.of_post(matter), by=world.district, holds=Holds.YES,
            photo=SimpleUploadedFile("a.txt", "мәтін".encode()),
        )  # fmt: skip


def test_only_whoever_was_asked_answers(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    check = world.of_post(matter)
    assert not rules.may_answer_check(world.neighbour, check)
    assert not rules.may_answer_check(world.author, check)
    assert rules.may_answer_check(world.district, check)


def test_differing_answers_are_told_to_both_and_can_be_settled(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    acts.answer_check(world.of_post(matter), by=world.district, holds=Holds.YES)
    acts.answer_check(world.of_organisation(matter), by=world.author, holds=Holds.NO, words="Алаң жабылды")
    assert [told.standing for told in checks_of_matter(matter)] == [Standing.DIFFER]
    assert Notice.objects.filter(text="effects.answers_differ").count() == 2
    acts.answer_check(world.of_post(matter), by=world.district, holds=Holds.NO)
    assert [told.standing for told in checks_of_matter(matter)] == [Standing.FAILS]


def test_what_nobody_answers_for_thirty_days_is_unanswered_and_may_still_be_answered(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    Check.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    assert acts.pass_checks() == 0
    Check.objects.update(due_on=timezone.localdate() - timedelta(days=31))
    assert (acts.pass_checks(), acts.pass_checks()) == (2, 0)
    assert [told.standing for told in checks_of_matter(matter)] == [Standing.SILENT]
    assert rules.may_answer_check(world.district, world.of_post(matter))


def test_a_matter_opened_again_is_asked_about_anew_after_its_next_closing(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    matters.reopen(fresh(matter), by=world.region, reason="Алаң жабылып қалды")
    assert (acts.drop_checks(), acts.drop_checks()) == (2, 0)
    world.answer(fresh(matter))
    matters.give_word(fresh(matter), by=world.author, word="confirmed")
    world.aged(matter, 90)
    assert acts.ask_checks() == 2
    assert sorted(matter.checks.values_list("round", "state")) == [(1, "lapsed")] * 2 + [(2, "due")] * 2


def test_what_waits_is_asked_in_as_many_queries_for_three_as_for_one(world: Later, django_assert_num_queries: Any) -> None:
    for number in (1, 2, 3):
        world.closed(90, title=f"Алаң {number}")
        acts.ask_checks()
        with django_assert_num_queries(1):
            rows = checks_waiting(world.district)
            assert [str(row.about) for row in rows if row.matter and str(row.matter.territory)]
        assert len(rows) == number


def test_a_restricted_matter_s_check_is_read_by_its_parties_only(world: Later) -> None:
    matter = world.closed(90)
    Matter.objects.filter(pk=matter.pk).update(visibility="restricted", restricted_because="wish")
    acts.ask_checks()
    check = world.of_organisation(fresh(matter))
    assert check_for(world.author, check.pk) == check_for(world.district, check.pk) == check
    with pytest.raises(Refused) as refused:
        check_for(world.neighbour, check.pk)
    assert refused.value.hidden
    assert not Entry.objects.filter(act="effects.ask_checks", is_open=True).exists()


def test_for_how_many_it_holds_is_the_lower_number_given(world: Later) -> None:
    matter = world.closed(90)
    acts.ask_checks()
    acts.answer_check(world.of_post(matter), by=world.district, holds=Holds.YES, number=400)
    acts.answer_check(world.of_organisation(matter), by=world.author, holds=Holds.PARTLY, number=250)
    assert answers_beside(world.of_post(matter)).people == 250


def test_the_days_of_the_next_questions_are_known(world: Later) -> None:
    closed = timezone.localdate() - timedelta(days=100)
    assert next_checks(world.closed(100)) == [closed + timedelta(days=365)]


@pytest.mark.parametrize(
    ("answers", "together"),
    [
        ([("due", ""), ("due", "")], Standing.WAITING),
        ([("answered", "yes"), ("due", "")], Standing.WAITING),
        ([("answered", "yes"), ("answered", "yes")], Standing.HOLDS),
        ([("answered", "yes"), ("unanswered", "")], Standing.HOLDS),
        ([("answered", "partly"), ("answered", "partly")], Standing.PARTLY),
        ([("answered", "no"), ("answered", "unknown")], Standing.FAILS),
        ([("answered", "yes"), ("answered", "no"), ("due", "")], Standing.DIFFER),
        ([("answered", "unknown"), ("unanswered", "")], Standing.SILENT),
        ([("answered", "yes"), ("lapsed", "")], Standing.HOLDS),
    ],
)
def test_answers_together_say_one_word(answers: Any, together: Standing) -> None:
    assert standing(answers) == together
