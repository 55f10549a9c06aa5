"""Duties: entered, amended from a day, ended; who owns them; what proves them; when they come round, in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.organisations.words import BodyKind, Tier
from kopir.posts.models import Power
from kopir.posts.reference import load as load_posts
from kopir.posts.words import PostKind
from kopir.regulation import rrules
from kopir.regulation.acts.duties import StepSpec, amend, end_duty, enter, map_act, unmap_act
from kopir.regulation.acts.reference import load_reference
from kopir.regulation.models import Assignment, Duty, Norm
from kopir.regulation.queries.duties import duties_of, duties_on, owners
from kopir.regulation.queries.norms import DUTIES
from kopir.regulation.words import AssignmentKind, EvidenceKind, Mapping, Trigger
from tests.factories import administrator, make_body, make_post, make_territory

QUARTERLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"


@pytest.fixture
def norm(db: Any) -> Norm:
    load_posts()
    load_reference()
    return Norm.objects.get(ref=DUTIES)


def _duty(norm: Norm, **values: Any) -> Duty:
    given = {"code": "hearing", "address": "4", "trigger": Trigger.PERIOD, "rrule": QUARTERLY, "evidence": EvidenceKind.MINUTES}
    return Duty(norm=norm, starts_on=date(2026, 1, 1), name_kk="тыңдау өткізу", **{**given, **values})


def _soon() -> date:
    return timezone.localdate() + timedelta(days=20)


# ---- Entering and amending -----------------------------------------------------------------------------------------


def test_duty_is_entered_with_its_powers_and_steps(norm: Norm) -> None:
    power = Power.objects.get(code="convene_council")
    steps = [StepSpec({"kk": "шақыру"}, 5), StepSpec({"kk": "өткізу"}, 1, power)]
    duty = enter(_duty(norm), by=administrator(), powers=[power], steps=steps)
    assert [step.power for step in duty.steps.all()] == [None, power]
    assert list(duty.powers.all()) == [power]


def test_amended_duty_is_a_new_row_and_the_older_one_ends_on_the_eve(norm: Norm) -> None:
    older = Duty.objects.get(code="report")
    new = amend(older, by=administrator(), starts_on=_soon(), term_days=5)
    older.refresh_from_db()
    assert (older.ends_on, new.starts_on, new.term_days) == (_soon() - timedelta(days=1), _soon(), 5)
    assert [row.act for row in new.proving_acts.all()] == ["regulation.send_report"]
    assert new.steps.count() == older.steps.count() == 2
    codes = [duty.pk for duty in duties_on(_soon()) if duty.code == "report"]
    assert codes == [new.pk]


def test_duty_corrected_on_its_own_day_stays_one_row(norm: Norm) -> None:
    duty = Duty.objects.get(code="report")
    same = amend(duty, by=administrator(), starts_on=duty.starts_on, name_ru="отчитываться")
    assert (same.pk, same.name_ru, Duty.objects.filter(code="report").count()) == (duty.pk, "отчитываться", 1)
    assert same.steps.count() == 2


@pytest.mark.parametrize("before", [True, False])
def test_amendment_out_of_order_is_refused(norm: Norm, before: bool) -> None:
    duty = Duty.objects.get(code="report")
    amend(duty, by=administrator(), starts_on=_soon(), term_days=5)
    day = duty.starts_on - timedelta(days=1) if before else _soon() + timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        amend(duty, by=administrator(), starts_on=day, term_days=3)
    assert refusal.value.field == "starts_on"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": "report"}, "code_taken"),
        ({"address": "77"}, "no_provision"),
        ({"name_kk": ""}, "no_name"),
        ({"rrule": "every week"}, "wrong_rule"),
        ({"trigger": Trigger.EVENT, "rrule": ""}, "no_event"),
        ({"trigger": Trigger.EVENT, "rrule": "", "event": "matter_received"}, "no_term"),
    ],
)
def test_duty_that_lacks_something_is_refused_with_a_reason(norm: Norm, values: dict[str, Any], code: str) -> None:
    duty = _duty(norm)
    for name, value in values.items():
        setattr(duty, name, value)
    with pytest.raises(Refused) as refusal:
        enter(duty, by=administrator())
    assert (refusal.value.code, Duty.objects.filter(code="hearing").exists()) == (code, False)


def test_duty_before_its_document_is_refused(norm: Norm) -> None:
    duty = _duty(norm)
    duty.starts_on = date(2017, 1, 1)
    with pytest.raises(Refused) as refusal:
        enter(duty, by=administrator())
    assert refusal.value.code == "no_provision"


def test_ended_duty_is_in_force_on_its_last_day_and_not_after(norm: Norm) -> None:
    end_duty(Duty.objects.get(code="report"), by=administrator(), ends_on=_soon(), reason="Бұйрық")
    there = ["report" in {duty.code for duty in duties_on(day)} for day in (_soon(), _soon() + timedelta(days=1))]
    assert there == [True, False]


# ---- What proves it ------------------------------------------------------------------------------------------------


def test_act_is_mapped_once_with_who_said_so_and_when(norm: Norm) -> None:
    duty = Duty.objects.get(code="meetings")
    map_act(duty, "interactions.answer", Mapping.PART, by=administrator())
    row = map_act(duty, "interactions.answer", Mapping.WHOLE, by=administrator())
    assert [(one.act, one.mapping) for one in duty.proving_acts.all()] == [("interactions.answer", "whole")]
    assert row.confirmed_by == "administrator" and row.confirmed_at is not None
    unmap_act(row, by=administrator())
    assert duty.proving_acts.count() == 0


def test_unknown_act_proves_nothing(norm: Norm) -> None:
    with pytest.raises(Refused) as refusal:
        map_act(Duty.objects.get(code="meetings"), "interactions.applaud", Mapping.WHOLE, by=administrator())
    assert refusal.value.code == "no_act"


# ---- Who owns it ---------------------------------------------------------------------------------------------------


def test_authorised_posts_of_bodies_of_the_tier_own_a_duty(norm: Norm) -> None:
    place = make_territory()
    district = make_post(make_body(territory=place))
    ministry = make_post(make_body("Министрлік", place, body_kind=BodyKind.MINISTRY, tier=Tier.CENTRAL))
    make_post(district.organisation, "Бөлім", kind=PostKind.EXECUTOR)
    found = owners(timezone.localdate())
    assert found[district.organisation_id, "councils"] == [district]
    assert (ministry.organisation_id, "councils") not in found
    assert found[ministry.organisation_id, "answer"] == [ministry]


def test_assigned_owner_takes_the_place_of_all_and_a_delegate_that_of_one(norm: Norm) -> None:
    post = make_post()
    other = make_post(post.organisation, "Бөлім басшысы", kind=PostKind.EXECUTOR)
    today, body = timezone.localdate(), post.organisation
    given = {"body": body, "post": other, "legal_basis": "№ 1 бұйрық", "starts_on": today}
    Assignment.objects.create(duty_code="inform", kind=AssignmentKind.OWNER, **given)
    Assignment.objects.create(
        duty_code="consult", kind=AssignmentKind.DELEGATED, instead_of=post, ends_on=today + timedelta(days=5), **given
    )
    found = owners(today)
    assert (found[body.pk, "inform"], found[body.pk, "consult"], found[body.pk, "answer"]) == ([other], [other], [post])
    assert owners(today + timedelta(days=6))[body.pk, "consult"] == [post]


def test_owners_of_the_whole_country_take_three_queries(norm: Norm, django_assert_num_queries: Any) -> None:
    for number in (1, 3):
        for _one in range(number):
            make_post(make_body(f"Әкімдік {_one}-{number}", make_territory(f"63{number}{_one + 1}00000")))
        with django_assert_num_queries(3):
            owners(timezone.localdate())


# ---- When it comes round -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (QUARTERLY, "every quarter, by day 25 of its last month"),
        ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "every quarter, by day 10 of its first month"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "every quarter, by its last day"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20", "every year, by 20 December"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15", "every year, by these days: 15 January, 15 July"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "every month, by day 5"),
        ("FREQ=WEEKLY;BYDAY=FR", "every week, by Friday"),
        ("FREQ=MONTHLY;BYDAY=2TU", "by the calendar rule FREQ=MONTHLY;BYDAY=2TU"),
    ],
)
def test_rule_in_words(rule: str, words: str) -> None:
    assert rrules.in_words(rule, "en") == words


def test_rule_is_taken_in_any_writing() -> None:
    assert rrules.checked(" rrule:freq=monthly; bymonthday=5 ") == "FREQ=MONTHLY;BYMONTHDAY=5"


@pytest.mark.parametrize(
    "rule",
    [
        "", "monthly", "FREQ=DAILY", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTHDAY=5", "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3", "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20300101", "FREQ=MONTHLY;BYMONTHDAY=" + "1," * 200 + "1",
    ],
)  # fmt: skip
def test_rule_that_cannot_be_used_is_refused_with_an_example(rule: str) -> None:
    with pytest.raises(Refused) as refusal:
        rrules.checked(rule)
    assert refusal.value.field == "rrule" and QUARTERLY in str(refusal.value.next_step)


def test_duties_of_a_post_are_its_own_and_those_given_to_it_by_another_body(norm: Norm) -> None:
    post, today = make_post(), timezone.localdate()
    other = make_post(make_body("Басқа орган", post.territory))
    given = {"body": other.organisation, "post": post, "legal_basis": "№ 2 бұйрық", "starts_on": today}
    Assignment.objects.create(duty_code="councils", kind=AssignmentKind.OWNER, **given)
    assert len(duties_of(post)) == 15
    assert "councils" in {duty.code for duty in duties_of(post)}
    assert "councils" not in {duty.code for duty in duties_of(other)}
    unit = make_post(post.organisation, "Бөлім", kind=PostKind.EXECUTOR)
    assert duties_of(unit) == []
