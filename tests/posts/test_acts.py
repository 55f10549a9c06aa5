"""Keeping posts: who may, what is refused, what the journal says; appointments never overlap."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopir.base.actors import SYSTEM, VISITOR, Actor
from kopir.base.errors import Refused
from kopir.base.permits import PERMISSIONS
from kopir.journal.models import Entry
from kopir.journal.sentences import sentence
from kopir.posts import acts, jobs
from kopir.posts.acts import MandateSpec
from kopir.posts.models import Appointment, Mandate, Post, Power, TierRule
from kopir.posts.queries import mandates_of, rank_finding
from kopir.posts.words import AppointmentKind, PostState, Rank
from tests.factories import (
    administrator,
    appoint,
    coordinator,
    make_body,
    make_mandate,
    make_organisation,
    make_person,
    make_post,
    make_sector,
    make_territory,
    member,
    official,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)
REGION, DISTRICT = "630000000", "635000000"


def refusal(function: Any, *arguments: Any, **values: Any) -> str:
    with pytest.raises(Refused) as caught:
        function(*arguments, **values)
    return caught.value.code


def last_sentence() -> str:
    with override("en"):
        return sentence(Entry.objects.latest("pk"))


# Keeping


def test_a_post_is_created_with_what_it_answers_for() -> None:
    body = make_body()
    post = Post(organisation=body, territory=body.territory, rank=Rank.DEPUTY_AKIM)
    post.set_names("Әкімнің орынбасары")
    acts.create(post, by=administrator(), mandates=[MandateSpec(body.territory, make_sector())])
    assert post.ref.startswith("post-")
    assert [(row.territory, row.sector.code) for row in mandates_of(post)] == [(body.territory, "3")]


def test_a_post_needs_a_name() -> None:
    body = make_body()
    post = Post(organisation=body, territory=body.territory, rank=Rank.DEPUTY_AKIM)
    assert refusal(acts.create, post, by=administrator()) == "no_name"


def test_an_address_is_taken_once() -> None:
    first = make_post()
    post = Post(organisation=first.organisation, territory=first.territory, rank=10, ref=first.ref)
    post.set_names("Басқа")
    assert refusal(acts.create, post, by=administrator()) == "ref_taken"


def test_an_administrator_edits_everything() -> None:
    post = make_post()
    acts.edit(post, by=administrator(), name_ru="новое имя", rank=Rank.AKIM)
    post.refresh_from_db()
    assert (post.name_ru, post.rank, "новое имя" in post.folded) == ("новое имя", Rank.AKIM, True)


def test_a_holder_edits_contacts_and_hours_only() -> None:
    post = make_post()
    by = official(post)
    acts.edit(post, by=by, phone="+7 7232 000000", reception_kk="дүйсенбі, 10.00–12.00")
    post.refresh_from_db()
    assert post.phone == "+7 7232 000000"
    assert refusal(acts.edit, post, by=by, rank=Rank.AKIM) == "not_by_holder"
    assert refusal(acts.edit, make_post(), by=by, phone="1") == "not_administrator"


def test_posts_never_stand_in_a_circle() -> None:
    body = make_body()
    top = make_post(body)
    low = make_post(body, superior=make_post(body, superior=top))
    assert refusal(acts.edit, top, by=administrator(), superior=low) == "circle"
    assert refusal(acts.edit, top, by=administrator(), superior=top) == "circle"


def test_many_posts_are_confirmed_at_once() -> None:
    waiting = [make_post(state=PostState.TO_BE_CONFIRMED), make_post(state=PostState.TO_BE_CONFIRMED)]
    assert acts.confirm_all([*waiting, make_post()], by=administrator()) == waiting
    assert Entry.objects.filter(act="posts.confirm").count() == 2
    assert refusal(acts.confirm, waiting[0], by=administrator()) == "not_now"


def test_an_ended_post_takes_its_mandates_and_appointments_with_it() -> None:
    post = make_post()
    mandate, held = make_mandate(post), appoint(post)
    acts.end(post, by=administrator(), ends_on=TODAY - DAY, reason="reorganised")
    for row in (post, mandate, held):
        row.refresh_from_db()
    assert (post.state, mandate.ends_on, held.ends_on) == (PostState.ENDED, TODAY - DAY, TODAY - DAY)
    assert refusal(acts.edit, post, by=administrator(), phone="1") == "not_now_ended"


def test_an_end_in_the_future_is_noted_and_comes_by_itself() -> None:
    post = make_post()
    acts.end(post, by=administrator(), ends_on=TODAY)
    assert post.state == PostState.CONFIRMED
    jobs.finish_ended()
    post.refresh_from_db()
    assert post.state == PostState.CONFIRMED
    Post.objects.filter(pk=post.pk).update(ends_on=TODAY - DAY)
    jobs.finish_ended()
    post.refresh_from_db()
    assert post.state == PostState.ENDED


# Powers


def test_powers_are_given_and_taken_with_their_ground() -> None:
    acts.load_reference()
    post, power = make_post(), Power.objects.get(code="assign")
    link = acts.grant_power(post, power, by=administrator(), legal_basis="order 12")
    assert (link.legal_basis, link.starts_on) == ("order 12", TODAY)
    assert last_sentence() == f"administrator gave the post {post.journal_label} the power: give assignments to other units"
    assert refusal(acts.grant_power, post, power, by=administrator()) == "not_now_granted"
    acts.withdraw_power(post, power, by=administrator(), reason="order 13")
    assert list(post.powers.all()) == []
    assert refusal(acts.withdraw_power, post, power, by=administrator()) == "not_now"


def test_reference_data_is_added_once_and_not_overwritten() -> None:
    assert acts.load_reference() == acts.LoadedReference(10, 0)
    power = Power.objects.get(code="assign")
    acts.edit_power(power, by=administrator(), kk="тапсырма", ru="поручения", en="assignments")
    assert acts.load_reference() == acts.LoadedReference(0, 10)
    power.refresh_from_db()
    assert power.name_en == "assignments"


@pytest.mark.parametrize(
    ("tier", "rank", "met"),
    [
        ("district", Rank.DEPUTY_AKIM, True),
        ("district", Rank.HEAD_OF_DEPARTMENT, False),
        ("region", Rank.DEPUTY_HEAD_OF_OFFICE, True),
        ("region", Rank.HEAD_OF_UNIT, False),
        ("region_management", Rank.DEPUTY_HEAD_OF_DEPARTMENT, True),
        ("central", Rank.SPECIALIST, False),
        ("rural_district", Rank.SPECIALIST, True),
    ],
)
def test_a_rank_below_the_rule_of_the_tier_is_found(tier: str, rank: Rank, met: bool) -> None:
    acts.load_reference()
    finding = rank_finding(make_post(make_body(tier=tier), rank=rank))
    assert (finding is None) == met


def test_a_checked_rule_is_no_draft() -> None:
    acts.load_reference()
    rule = TierRule.objects.get(tier="district")
    words = {"kk": "а", "ru": "б", "en": "c"}
    acts.edit_tier_rule(rule, by=administrator(), minimum_rank=Rank.AKIM, words=words, source="order", source_date=TODAY)
    assert (rule.is_draft, rule.minimum_rank) == (False, Rank.AKIM)


# Mandates


def test_mandates_are_replaced_and_their_history_stays() -> None:
    district = make_territory(DISTRICT, "Ұлан ауданы", make_territory(REGION, "ШҚО"))
    post, sector = make_post(make_body(territory=district)), make_sector()
    old = make_mandate(post, starts_on=date(2024, 1, 1))
    acts.set_mandates(post, [MandateSpec(district, sector, ("proposal",))], by=administrator())
    old.refresh_from_db()
    [new] = mandates_of(post)
    assert (old.ends_on, new.sector, new.matter_kinds, new.starts_on) == (
        TODAY - DAY,
        sector,
        ["proposal"],
        TODAY,
    )
    acts.add_mandate(post, MandateSpec(district), by=administrator())
    acts.end_mandate(new, by=administrator())
    assert [row.sector for row in mandates_of(post)] == [None]
    assert Mandate.objects.filter(post=post).count() == 2


def test_what_stays_wanted_is_not_touched() -> None:
    post = make_post()
    row = make_mandate(post)
    [kept] = acts.set_mandates(post, [MandateSpec(post.territory)], by=administrator())
    assert kept == row


def test_a_district_does_not_answer_for_its_neighbour() -> None:
    region = make_territory(REGION, "ШҚО")
    district, other = make_territory(DISTRICT, "Ұлан", region), make_territory("633600000", "Зайсан", region)
    post = make_post(make_body(territory=district))
    for place in (other, region):
        assert refusal(acts.set_mandates, post, [MandateSpec(place)], by=administrator()) == "outside"


# Appointments


def test_an_appointment_names_the_post_but_not_the_person_in_the_open_journal() -> None:
    post, person = make_post(), make_person("Айгүл Серікқызы")
    acts.appoint(post, person, by=administrator(), starts_on=date(2026, 1, 5), legal_basis="order 7")
    entry = Entry.objects.get()
    assert "Айгүл" not in entry.content
    assert json.loads(entry.content)["changed"]["legal_basis"] == ["", "order 7"] or "order 7" in entry.content
    assert last_sentence().startswith("administrator recorded an appointment to the post ")


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "code"),
    [
        (AppointmentKind.PERMANENT, date(2024, 3, 1), date(2024, 3, 31), "overlap"),
        (AppointmentKind.PERMANENT, date(2024, 2, 1), date(2024, 2, 10), "overlap"),
        (AppointmentKind.PERMANENT, date(2023, 1, 1), None, "overlap"),
        (AppointmentKind.PERMANENT, date(2024, 2, 11), None, ""),
        (AppointmentKind.PERMANENT, date(2023, 1, 1), date(2024, 1, 9), ""),
        (AppointmentKind.DEPUTY, date(2024, 1, 20), date(2024, 1, 25), ""),
        (AppointmentKind.ACTING, date(2024, 1, 20), None, ""),
    ],
)
def test_appointments_of_one_kind_do_not_overlap(kind: AppointmentKind, starts: date, ends: date | None, code: str) -> None:
    post = make_post()
    appoint(post, starts_on=date(2024, 1, 10), ends_on=date(2024, 2, 10))
    values = {
        "by": administrator(),
        "starts_on": starts,
        "ends_on": ends,
        "kind": kind,
        "legal_basis": "order",
    }
    if starts == date(2024, 3, 1):
        appoint(post, starts_on=date(2024, 3, 31))
    if code:
        assert refusal(acts.appoint, post, make_person(), **values) == code
    else:
        assert acts.appoint(post, make_person(), **values).pk


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"legal_basis": " "}, "no_basis"),
        ({"starts_on": date(2019, 12, 31)}, "before_post"),
        ({"ends_on": date(2020, 1, 1)}, "ends_before_start"),
        ({"ends_on": None}, "after_post"),
    ],
)
def test_what_an_appointment_must_be(change: dict[str, Any], code: str) -> None:
    post = make_post(starts_on=date(2020, 1, 1), ends_on=date(2030, 1, 1))
    values = {"starts_on": date(2024, 1, 1), "ends_on": date(2025, 1, 1), "legal_basis": "order", **change}
    assert refusal(acts.appoint, post, make_person(), by=administrator(), **values) == code


def test_nobody_is_appointed_twice_or_without_an_account() -> None:
    post = make_post()
    person = appoint(post).person
    deputy = {
        "by": administrator(),
        "starts_on": TODAY,
        "kind": AppointmentKind.DEPUTY,
        "legal_basis": "order",
    }
    assert refusal(acts.appoint, post, person, **deputy) == "same_person"
    assert refusal(acts.appoint, post, make_person(is_active=False), **deputy) == "not_now_inactive"


def test_an_end_is_recorded_and_may_be_corrected_while_nobody_followed() -> None:
    post = make_post()
    first = appoint(post)
    by = administrator()
    acts.end_appointment(first, by=by, ends_on=date(2024, 6, 1))
    acts.end_appointment(first, by=by, ends_on=date(2024, 7, 1))
    acts.appoint(post, make_person(), by=by, starts_on=date(2024, 7, 2), legal_basis="order")
    assert refusal(acts.end_appointment, first, by=by, ends_on=date(2024, 8, 1)) == "overlap"


DATES = st.dates(date(2024, 1, 1), date(2024, 3, 1))
SPANS = st.lists(st.tuples(DATES, st.one_of(st.none(), DATES), st.sampled_from(list(AppointmentKind))), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=SPANS)
def test_whatever_is_tried_on_no_day_two_hold_a_post_in_the_same_way(spans: list[Any]) -> None:
    post, by = make_post(), SYSTEM
    for starts, ends, kind in spans:
        try:
            acts.appoint(post, make_person(), by=by, starts_on=starts, ends_on=ends, kind=kind, legal_basis="order")
        except Refused as refused:
            assert refused.code in ("overlap", "ends_before_start")
    for kind in AppointmentKind:
        rows = Appointment.objects.filter(post=post, kind=kind).order_by("starts_on")
        for earlier, later in itertools.pairwise(rows):
            assert earlier.ends_on is not None
            assert earlier.ends_on < later.starts_on


# Who may

ADMINISTRATION = [
    "posts.create", "posts.create_all", "posts.load_reference", "posts.confirm", "posts.end", "posts.grant_power",
    "posts.withdraw_power", "posts.set_mandate", "posts.appoint", "posts.end_appointment", "posts.edit_power",
    "posts.edit_tier_rule",
]  # fmt: skip


def everybody(post: Post) -> dict[str, Actor]:
    return {
        "visitor": VISITOR,
        "member": member(make_organisation()),
        "official": official(make_post()),
        "holder": official(post),
        "coordinator": coordinator(),
        "administrator": administrator(),
        "system": SYSTEM,
    }


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        *((name, ["administrator", "system"]) for name in ADMINISTRATION),
        ("posts.edit", ["holder", "administrator", "system"]),
    ],
)
def test_who_may(permission: str, allowed: list[str]) -> None:
    post = make_post(state=PostState.TO_BE_CONFIRMED)
    assert [name for name, by in everybody(post).items() if PERMISSIONS[permission](by, post)] == allowed
