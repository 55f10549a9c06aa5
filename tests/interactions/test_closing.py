"""The end of a matter: outcomes, the author's word, reopening, joining."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.interactions import acts, conservation, jobs
from kopir.interactions.models import AuthorWord, Matter
from kopir.interactions.queries import tasks
from kopir.notices.models import Notice
from tests.interactions.world import World

pytestmark = pytest.mark.django_db
ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
def world() -> World:
    return World()


def refusal(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, check=lambda error: error.code == code)


def notices_of(matter: Matter) -> list[str]:
    return sorted(Notice.objects.filter(subject_id=str(matter.pk)).values_list("text", flat=True))


# Closing


def test_nothing_is_answered_without_a_statement_and_what_shows_it(world: World) -> None:
    matter = world.received()
    with refusal("statement"):
        acts.answer(matter, by=world.district, kind="solved", statement="Шешілді", evidence="акт")
    with refusal("evidence"):
        acts.answer(matter, by=world.district, kind="solved", statement="Алаң ашылды, тұрғындар риза.")
    assert Matter.objects.get(pk=matter.pk).state == "open"


def test_a_confirmed_outcome_closes_the_matter(world: World) -> None:
    matter = world.answered()
    acts.give_word(matter, by=world.author, word="confirmed")
    assert (matter.state, matter.outcomes.get().words.get().word) == ("closed", "confirmed")


def test_a_contest_goes_one_level_up_once_and_the_second_closes_as_contested(world: World) -> None:
    matter = world.answered()
    acts.give_word(matter, by=world.author, word="contested", text="Алаң әлі жабық тұр")
    assert (matter.state, matter.accountable) == ("contested", world.region_post)
    world.answer(matter, by=world.region)
    acts.give_word(matter, by=world.author, word="contested", text="Өзгеріс жоқ")
    assert (matter.state, matter.accountable, matter.contests) == ("closed", world.region_post, 1)
    assert [word.word for word in AuthorWord.objects.order_by("pk")] == ["contested", "contested"]


def test_silence_is_recorded_as_silence(world: World) -> None:
    matter = world.answered()
    Matter.objects.filter(pk=matter.pk).update(word_due_on=timezone.localdate() - timedelta(days=1))
    assert jobs.record_silence() == 1
    matter.refresh_from_db()
    assert (matter.state, AuthorWord.objects.get().word) == ("closed", "silence")


def test_reopening_reaches_the_owner_with_a_fresh_term(world: World) -> None:
    matter = world.answered()
    acts.give_word(matter, by=world.author, word="partly", text="Жартысы ғана")
    acts.reopen(matter, by=world.author, reason="Алаң қайта жабылды")
    assert (matter.state, matter.round, matter.accountable) == ("open", 2, world.district_post)
    assert [task.what for task in tasks(world.district)] == ["answer"]
    assert Notice.objects.filter(text="reopened", post=world.district_post).count() == 1


def test_an_author_reopens_only_in_time(world: World) -> None:
    matter = world.answered()
    acts.give_word(matter, by=world.author, word="confirmed")
    Matter.objects.filter(pk=matter.pk).update(closed_at=timezone.now() - timedelta(days=90))
    with refusal("not_now_late"):
        acts.reopen(matter, by=world.author, reason="Алаң қайта жабылды")


def test_withdrawal_is_an_outcome_of_its_own(world: World) -> None:
    matter = world.answered()
    acts.withdraw(matter, by=world.author, reason="Мәселе өзі шешілді")
    assert [outcome.kind for outcome in matter.outcomes.order_by("round")] == ["solved", "withdrawn"]
    with refusal("not_now"):
        acts.reopen(matter, by=world.author, reason="Ойымды өзгерттім")


def test_no_answer_in_time_can_be_closed_as_no_answer(world: World) -> None:
    matter = acts.submit(world.draft(), by=world.author, at=datetime(2026, 1, 12, 10, tzinfo=ALMATY))
    acts.close_unanswered(matter, by=world.author, text="Жауап болмады")
    assert (matter.state, matter.outcomes.get().kind) == ("closed", "no_answer")


def test_overdue_matters_alarm_the_post_and_the_one_above_once(world: World) -> None:
    acts.submit(world.draft(), by=world.author, at=datetime(2026, 1, 12, 10, tzinfo=ALMATY))
    jobs.warn_of_terms()
    jobs.warn_of_terms()
    told = Notice.objects.filter(text="overdue").values_list("post_id", flat=True)
    assert sorted(told) == sorted([world.district_post.pk, world.region_post.pk])


# Joining


def test_a_joined_organisation_has_all_rights_of_an_author(world: World) -> None:
    matter = world.received()
    mine = world.draft(world.joiner, title="", text="Біздің ауылда да сол мәселе")
    acts.join(mine, by=world.joiner, target=matter)
    assert (mine.state, mine.joined_into, mine.number is not None) == ("joined", matter, True)
    acts.write(matter, by=world.joiner, text="Біз көмектесеміз")
    world.answer(matter)
    acts.give_word(matter, by=world.author, word="confirmed")
    assert matter.state == "answered"  # the joined author has not spoken yet
    acts.give_word(matter, by=world.joiner, word="contested", text="Біздің ауылда алаң жоқ")
    assert (matter.state, matter.accountable) == ("contested", world.region_post)


def test_an_organisation_joins_a_matter_once(world: World) -> None:
    matter = world.received()
    acts.join(world.draft(world.joiner), by=world.joiner, target=matter)
    with refusal("not_now_same"):
        acts.join(world.draft(world.joiner), by=world.joiner, target=matter)
    with refusal("not_now_same"):
        acts.join(world.draft(), by=world.author, target=matter)


def test_joined_matters_follow_the_accountable_post(world: World) -> None:
    matter = world.received()
    mine = acts.join(world.draft(world.joiner), by=world.joiner, target=matter)
    acts.accept(
        acts.hand_over(matter, by=world.district, to=world.neighbour_post, reason="Сіздің аумақ"),
        by=world.neighbour,
    )
    mine.refresh_from_db()
    assert mine.accountable == world.neighbour_post
    assert conservation.check().as_dict()["details"] == []
