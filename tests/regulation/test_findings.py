"""Where the Regulation cannot be done: each kind found where it was planted and nowhere else; the life of a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from kopir.base.actors import SYSTEM, VISITOR, Actor
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.notices.models import Notice
from kopir.posts.acts import grant_power
from kopir.posts.models import GrantedPower, Post, Power
from kopir.posts.words import Rank
from kopir.regulation import findings
from kopir.regulation.acts import assigning
from kopir.regulation.acts.findings import accept, answer_sent_up, ask_resolution, examine, send_up
from kopir.regulation.findings.words import MEANING, because, title
from kopir.regulation.models import Assignment, Finding, FunctionLink
from kopir.regulation.queries.findings import FindingFilter, counts_by_region, counts_by_rule, list_findings
from kopir.regulation.words import Contradiction, FindingState, LinkState, Resolution
from tests.factories import administrator, official
from tests.regulation import republic
from tests.regulation.republic import DISTRICTS, REGIONS, Republic, duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Republic:
    return Republic()


def holder(post: Post) -> Actor:
    return official(post, post.appointments.get().person)


def keys() -> list[str]:
    return sorted(row.key for row in findings.examine(findings.gather(timezone.localdate())))


def test_in_a_republic_where_everything_can_be_done_nothing_is_found(world: Republic) -> None:
    assert keys() == []


def test_thirty_planted_contradictions_are_found_and_nothing_else(world: Republic) -> None:
    planted = republic.plant_thirty(world)
    assert len(planted) == 30 and keys() == sorted(planted)
    assert set(Counter(key.split(":")[0] for key in planted)) == {
        "no_power", "nobody_above", "low_rank", "two_owners", "no_owner", "vacant", "term", "elsewhere", "no_cover",
    }  # fmt: skip


PLANTS: dict[str, Callable[[Republic], object]] = {
    "no power": lambda world: republic.no_power(world, 0, "change_budget_topics", "topics"),
    "nobody above": lambda world: republic.nobody_above(world, 1),
    "low rank": lambda world: republic.low_rank(world, 0),
    "two owners": lambda world: republic.two_owners(world, 0),
    "no owner": lambda world: republic.no_owner(world, 1),
    "vacant": lambda world: republic.vacant(world, 0),
    "term": lambda world: republic.term_too_short("plan"),
    "elsewhere": lambda world: republic.elsewhere(world, 1, "picture"),
    "no cover": lambda world: republic.no_cover(world, 1),
    "low rank for a duty": republic.low_rank_for_a_duty,
}


@pytest.mark.parametrize("name", PLANTS)
def test_each_is_found_by_itself_and_tells_its_facts_in_three_languages(world: Republic, name: str) -> None:
    planted = PLANTS[name](world)
    expected = sorted([planted] if isinstance(planted, str) else planted)  # type: ignore[arg-type]
    assert keys() == expected
    examine()
    for row in Finding.objects.all():
        said = set()
        for language in ("kk", "ru", "en"):
            with translation.override(language):
                said.add(title(row.rule, row.facts) + " ".join(because(row.rule, row.facts)))
        assert len(said) == 3


def test_every_kind_says_what_it_means_and_what_can_be_done() -> None:
    assert set(MEANING) == set(Contradiction) == set(findings.RULES)
    assert all(rule.resolutions for rule in findings.RULES.values())


# ---- What is not a contradiction -----------------------------------------------------------------------------------


def test_a_step_given_to_a_post_that_has_the_power_is_no_contradiction(world: Republic) -> None:
    republic.no_power(world, 0, "approve_plans", "plan")
    mine = world.posts[DISTRICTS[0]]
    step = duty("plan").steps.get(order=3)
    assigning.give_step(duty("plan"), step, mine.organisation, world.posts[REGIONS[0]], by=SYSTEM, legal_basis="№ 1")
    assert keys() == []


def test_a_step_given_to_a_post_without_the_power_still_is_one(world: Republic) -> None:
    expected = republic.no_power(world, 0, "approve_plans", "plan")
    republic.no_power(world, 1, "approve_plans", "plan")
    mine, other = world.posts[DISTRICTS[0]], world.posts[DISTRICTS[1]]
    assigning.give_step(duty("plan"), duty("plan").steps.get(order=3), mine.organisation, other, by=SYSTEM, legal_basis="№ 1")
    assert expected in keys()


def test_a_delegation_to_a_post_that_can_do_it_is_no_contradiction_until_it_ends(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    until = timezone.localdate() + timedelta(days=30)
    assigning.delegate(
        duty("topics"), world.posts[DISTRICTS[0]], world.posts[REGIONS[0]], by=SYSTEM, legal_basis="№ 2", ends_on=until
    )
    assert keys() == []
    later = findings.examine(findings.gather(until + timedelta(days=1)))
    assert [row.rule for row in later] == [Contradiction.NO_POWER]


def test_two_posts_that_divided_the_sectors_are_no_rivals(world: Republic) -> None:
    republic.two_owners(world, 0)
    first, second = world.posts[DISTRICTS[0]].organisation.posts.order_by("pk")
    first.mandates.update(sector=world.nature)
    second.mandates.update(sector=world.youth)
    assert keys() == []


def test_a_decision_that_names_the_owner_ends_the_rivalry(world: Republic) -> None:
    republic.two_owners(world, 0)
    post = world.posts[DISTRICTS[0]]
    for row in findings.gather(timezone.localdate()).duties:
        assigning.name_owner(row, post.organisation, post, by=SYSTEM, legal_basis="№ 3")
    assert keys() == []


def test_a_function_that_was_judged_to_be_different_work_is_not_found_again(world: Republic) -> None:
    republic.elsewhere(world, 1, "picture")
    FunctionLink.objects.update(state=LinkState.DIFFERENT)
    assert keys() == []


def test_a_weak_likeness_that_nobody_judged_is_not_found(world: Republic) -> None:
    republic.elsewhere(world, 1, "picture", LinkState.PROPOSED, 0.2)
    assert keys() == []


# ---- The life of a finding -----------------------------------------------------------------------------------------


def test_examining_again_changes_nothing_and_writes_nothing(world: Republic) -> None:
    republic.vacant(world, 0)
    assert examine().opened == 1
    before = Entry.objects.count()
    assert examine().unchanged == 1
    assert Entry.objects.count() == before


def test_a_finding_is_resolved_by_the_act_that_removed_its_cause_and_recurs_when_it_comes_back(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    post, power = world.posts[DISTRICTS[0]], Power.objects.get(code="change_budget_topics")
    grant_power(post, power, by=administrator(), legal_basis="№ 5")
    entry = Entry.objects.filter(act="posts.grant_power").latest("pk")
    assert examine(resolved_by=entry.pk).resolved == 1
    row = Finding.objects.get()
    assert (row.state, row.resolved_by) == (FindingState.RESOLVED, entry.pk)
    GrantedPower.objects.filter(post=post, power=power).delete()
    assert examine().recurring == 1
    row.refresh_from_db()
    assert (row.state, row.times, row.resolved_on) == (FindingState.RECURRING, 2, None)


def test_what_was_accepted_until_a_day_is_open_again_after_it(world: Republic) -> None:
    republic.vacant(world, 0)
    examine()
    row, official = Finding.objects.get(), holder(world.posts[REGIONS[0]])
    until = timezone.localdate() + timedelta(days=10)
    accept(row, by=official, until=until, reason="Конкурс жарияланды")
    examine(on=until)
    assert Finding.objects.get().state == FindingState.ACCEPTED
    examine(on=until + timedelta(days=1))
    assert Finding.objects.get().state == FindingState.OPEN


def test_accepting_needs_a_reason_and_a_day_to_come(world: Republic) -> None:
    republic.vacant(world, 0)
    examine()
    row, official = Finding.objects.get(), holder(world.posts[REGIONS[0]])
    with pytest.raises(Refused) as no_reason:
        accept(row, by=official, until=timezone.localdate() + timedelta(days=1), reason=" ")
    with pytest.raises(Refused) as past:
        accept(row, by=official, until=timezone.localdate(), reason="себеп")
    assert (no_reason.value.code, past.value.code) == ("no_reason", "past")


def test_what_is_declared_impossible_goes_up_and_comes_back_with_an_answer(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    row, mine, above = Finding.objects.get(), world.posts[DISTRICTS[0]], world.posts[REGIONS[0]]
    send_up(row, by=holder(mine), reason="Бюджет тақырыптарын аудан өзгерте алмайды")
    row.refresh_from_db()
    assert (row.state, row.sent_to) == (FindingState.SENT_UP, above)
    assert Notice.objects.get(text="regulation.sent_up").post == above
    with pytest.raises(Refused):
        answer_sent_up(row, by=holder(mine), answer="Өзіме жауап")
    answer_sent_up(row, by=holder(above), answer="Өкілеттік келесі айда беріледі")
    row.refresh_from_db()
    assert (row.state, row.answer) == (FindingState.OPEN, "Өкілеттік келесі айда беріледі")
    assert Notice.objects.get(text="regulation.answered_down").post == mine


def test_only_whoever_holds_the_post_sends_up(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    for other in (holder(world.posts[DISTRICTS[1]]), administrator(), VISITOR):
        with pytest.raises(Refused):
            send_up(Finding.objects.get(), by=other, reason="себеп")


def test_asking_for_a_resolution_tells_the_post_that_can_do_it(world: Republic) -> None:
    republic.low_rank(world, 0)
    examine()
    mine, above = world.posts[DISTRICTS[0]], world.posts[REGIONS[0]]
    ask_resolution(Finding.objects.get(), by=holder(mine), resolution=Resolution.RAISE_RANK, to=above, reason="Штат кестесі")
    told = Notice.objects.get(text="regulation.resolution_asked")
    assert told.post == above and set(told.facts["resolution"]) == {"kk", "ru", "en"}


# ---- Lists ---------------------------------------------------------------------------------------------------------


def test_lists_page_by_key_and_obey_their_filters(world: Republic, django_assert_num_queries: object) -> None:
    republic.plant_thirty(world)
    examine()
    first = list_findings(VISITOR, FindingFilter(), limit=20)
    second = list_findings(VISITOR, FindingFilter(), first.after, limit=20)
    assert (len(first.rows), len(second.rows), second.after) == (20, 10, "")
    region = world.posts[REGIONS[0]].territory
    inside = list_findings(VISITOR, FindingFilter(territory=region), limit=50).rows
    assert inside and all(row.territory.startswith("10") for row in inside)
    assert counts_by_rule(FindingFilter())[Contradiction.VACANT] == 3
    assert counts_by_region(FindingFilter())[""] == {Contradiction.TERM_TOO_SHORT: 3}


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_asks_one_query_however_long(world: Republic, rows: int, django_assert_num_queries: object) -> None:
    for number in range(rows):
        republic.vacant(world, number)
    examine()
    with django_assert_num_queries(1):  # type: ignore[operator]
        for row in list_findings(VISITOR, FindingFilter()).rows:
            assert row.body and row.post and str(row.body) and str(row.post.superior)


# ---- Decisions -----------------------------------------------------------------------------------------------------


def test_a_new_owner_ends_the_earlier_decision_the_day_before(world: Republic) -> None:
    post = world.posts[DISTRICTS[0]]
    other = world.another(post.organisation)
    body, picture = post.organisation, duty("picture")
    first = timezone.localdate() - timedelta(days=10)
    assigning.name_owner(picture, body, post, by=SYSTEM, legal_basis="№ 1", starts_on=first)
    assigning.name_owner(picture, body, other, by=SYSTEM, legal_basis="№ 2")
    rows = [(row.post, row.ends_on) for row in Assignment.objects.order_by("pk")]
    assert rows == [(post, world.yesterday), (other, None)]


@pytest.mark.parametrize(
    ("values", "code"),
    [({"legal_basis": " "}, "no_basis"), ({"ends_on": timezone.localdate() - timedelta(days=1)}, "ends_before")],
)
def test_a_delegation_needs_its_ground_and_a_day_to_come(world: Republic, values: dict[str, object], code: str) -> None:
    right = {"legal_basis": "№ 1", "ends_on": timezone.localdate() + timedelta(days=5)}
    with pytest.raises(Refused) as refused:
        assigning.delegate(
            duty("topics"),
            world.posts[DISTRICTS[0]],
            world.posts[REGIONS[0]],
            by=SYSTEM,
            **{**right, **values},  # type: ignore[arg-type]
        )
    assert refused.value.code == code


def test_whoever_holds_the_post_may_delegate_but_not_name_owners(world: Republic) -> None:
    mine, above = world.posts[DISTRICTS[0]], world.posts[REGIONS[0]]
    until = timezone.localdate() + timedelta(days=5)
    assigning.delegate(duty("topics"), mine, above, by=holder(mine), legal_basis="№ 1", ends_on=until)
    with pytest.raises(Refused):
        assigning.name_owner(duty("topics"), mine.organisation, above, by=holder(mine), legal_basis="№ 1")


def test_ranks_are_told_in_words(world: Republic) -> None:
    republic.low_rank(world, 0)
    examine()
    facts = Finding.objects.get().facts
    with translation.override("en"):
        assert because("low_rank", facts)[0] == f"The post: specialist. At least: {Rank.DEPUTY_AKIM.label}."
