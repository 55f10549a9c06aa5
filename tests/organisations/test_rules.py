"""Who may do what with organisations: role × act."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from kopir.base.actors import SYSTEM, VISITOR, Actor, Role
from kopir.organisations import rules
from kopir.organisations.models import Membership, Organisation, SamePair
from kopir.organisations.words import MembershipState, PairState, Status
from tests.factories import (
    administrator,
    coordinator,
    join_organisation,
    make_body,
    make_organisation,
    make_person,
    make_post,
    member,
    official,
)

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "person", "member", "stranger", "official", "coordinator", "administrator", "system")


@pytest.fixture
def organisation() -> Organisation:
    return make_organisation()


@pytest.fixture
def actors(organisation: Organisation) -> dict[str, Actor]:
    """`member` of the organisation in question, `stranger` of another one; all e-mail addresses are verified."""
    person = make_person()
    found = {
        "visitor": VISITOR,
        "person": Actor(Role.PERSON, person.pk, person.name),
        "member": member(organisation),
        "stranger": member(make_organisation()),
        "official": official(make_post()),
        "coordinator": coordinator(),
        "administrator": administrator(),
        "system": SYSTEM,
    }
    for actor in found.values():
        if actor.person_id:
            EmailAddress.objects.create(user_id=actor.person_id, email=f"{actor.person_id}@example.kz", verified=True)
    return found


def allowed(rule: rules.Rule, subject: object, actors: dict[str, Actor]) -> set[str]:
    return {name for name in ROLES if rule(actors[name], subject)}


ADMINISTERED = {"administrator", "system"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (rules.may_create, ADMINISTERED),
        (rules.may_import, ADMINISTERED),
        (rules.may_edit, ADMINISTERED | {"member"}),
        (rules.may_succeed, ADMINISTERED),
        (rules.may_merge, ADMINISTERED),
        (rules.may_request_membership, {"person", "stranger", "official", "coordinator", "administrator"}),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_organisation(rule: rules.Rule, expected: set[str], organisation: Organisation, actors: dict[str, Actor]) -> None:
    assert allowed(rule, organisation, actors) == expected


def test_subordination_is_for_bodies(organisation: Organisation, actors: dict[str, Actor]) -> None:
    assert allowed(rules.may_subordinate, make_body(), actors) == ADMINISTERED
    assert allowed(rules.may_subordinate, organisation, actors) == set()


def test_pairs(organisation: Organisation, actors: dict[str, Actor]) -> None:
    pair = SamePair.objects.create(first=organisation, second=make_organisation(), score=50)
    assert allowed(rules.may_mark_different, pair, actors) == ADMINISTERED
    assert allowed(rules.may_unmerge, pair, actors) == set()
    pair.state = PairState.MERGED
    assert allowed(rules.may_mark_different, pair, actors) == set()
    assert allowed(rules.may_unmerge, pair, actors) == ADMINISTERED


def requested(organisation: Organisation) -> Membership:
    return Membership.objects.create(organisation=organisation, person=make_person())


@pytest.mark.parametrize("rule", [rules.may_confirm_membership, rules.may_refuse_membership], ids=lambda rule: rule.name)
def test_request_where_there_are_members(rule: rules.Rule, organisation: Organisation, actors: dict[str, Actor]) -> None:
    assert allowed(rule, requested(organisation), actors) == {"member", "system"}


@pytest.mark.parametrize("rule", [rules.may_confirm_membership, rules.may_refuse_membership], ids=lambda rule: rule.name)
def test_first_request(rule: rules.Rule, actors: dict[str, Actor]) -> None:
    assert allowed(rule, requested(make_organisation()), actors) == ADMINISTERED


def test_nobody_decides_the_own_request(organisation: Organisation) -> None:
    request = requested(organisation)
    join_organisation(organisation)
    own = Actor(Role.MEMBER, request.person_id, "", organisation.pk)
    assert not rules.may_confirm_membership(own, request)


def test_decided_request_is_decided(organisation: Organisation, actors: dict[str, Actor]) -> None:
    request = requested(organisation)
    request.state = MembershipState.REFUSED
    assert allowed(rules.may_confirm_membership, request, actors) == set()
    assert allowed(rules.may_end_membership, request, actors) == set()


def test_ending(organisation: Organisation, actors: dict[str, Actor]) -> None:
    mine = Membership.objects.get(person_id=actors["member"].person_id)
    assert allowed(rules.may_end_membership, mine, actors) == ADMINISTERED | {"member"}
    assert allowed(rules.may_end_membership, requested(organisation), actors) == ADMINISTERED


def test_members_are_seen_by_members(organisation: Organisation, actors: dict[str, Actor]) -> None:
    assert {name for name in ROLES if rules.may_see_members(actors[name], organisation)} == ADMINISTERED | {"member"}


def test_membership_is_asked_for_with_a_verified_address(organisation: Organisation, actors: dict[str, Actor]) -> None:
    EmailAddress.objects.update(verified=False)
    assert rules.may_request_membership(actors["person"], organisation).code == "email_not_verified"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"status": Status.ENDED}, "ended"), ({"kind": "state_body", "tier": "district"}, "not_an_ngo")],
)
def test_membership_needs_a_living_ngo(
    change: dict[str, str], code: str, organisation: Organisation, actors: dict[str, Actor]
) -> None:
    for name, value in change.items():
        setattr(organisation, name, value)
    assert rules.may_request_membership(actors["person"], organisation).code == code


def test_merged_row_is_not_changed(organisation: Organisation, actors: dict[str, Actor]) -> None:
    organisation.merged_into = make_organisation()
    for rule in (rules.may_edit, rules.may_merge, rules.may_succeed, rules.may_request_membership):
        assert allowed(rule, organisation, actors) == set()
