"""Adding and editing by hand, subordination, succession, membership."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from kopir.base.actors import Actor, Role
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.organisations import acts, queries
from kopir.organisations.acts.records import Share
from kopir.organisations.models import MatchKey, Membership, Organisation
from kopir.organisations.words import FundingSource, Kind, MembershipState, Status
from tests.factories import (
    administrator,
    join_organisation,
    make_body,
    make_organisation,
    make_person,
    make_sector,
    make_territory,
    member,
)
from tests.organisations.registers import make_bin

pytestmark = pytest.mark.django_db


def last_entry() -> tuple[str, dict[str, Any]]:
    entry = Entry.objects.order_by("-pk")[0]
    return entry.act, json.loads(entry.content)


def unsaved(**fields: Any) -> Organisation:
    row = Organisation(kind=Kind.NGO, **fields)
    row.set_names(kk="«Жасыл ел» ҚБ")
    return row


def test_create_makes_an_address_and_marks_values_as_set_by_hand() -> None:
    sector = make_sector()
    row = acts.create(unsaved(bin=make_bin(1)), by=administrator(), sectors=[sector])
    assert row.ref == make_bin(1)
    assert row.provenance["name_kk"] == ["manual", timezone.localdate().isoformat()]
    assert list(row.sectors.all()) == [sector]
    assert MatchKey.objects.filter(organisation=row).count() == 1
    assert last_entry()[0] == "organisations.create"


def test_create_without_a_bin_gets_an_address_of_its_own() -> None:
    assert acts.create(unsaved(), by=administrator()).ref.startswith("o-")


@pytest.mark.parametrize("number", ["123", "900101300018", make_bin(1)])
def test_create_refuses_a_wrong_or_taken_bin(number: str) -> None:
    make_organisation(bin=make_bin(1))
    with pytest.raises(Refused) as refusal:
        acts.create(unsaved(bin=number), by=administrator())
    assert refusal.value.field == "bin"
    assert Organisation.objects.count() == 1


def test_member_edits_own_details_and_the_entry_tells_them() -> None:
    organisation, sector, region = make_organisation(), make_sector(), make_territory("630000000", "ШҚО")
    acts.edit(
        organisation,
        by=member(organisation),
        phone="2-00-00",
        about_kk="Біз туралы",
        sectors=[sector],
        serves=[region],
        funding=[Share(2024, FundingSource.GRANT, Decimal(60)), Share(2024, FundingSource.FEES)],
    )
    act, content = last_entry()
    assert act == "organisations.edit"
    assert content["changed"]["phone"] == ["", "2-00-00"]
    assert content["facts"]["sector_codes"] == [[], ["3"]]
    assert content["facts"]["territory_codes"] == [[], ["630000000"]]
    assert content["facts"]["funding"] == [[], [[2024, "fees", None], [2024, "grant", "60"]]]
    assert organisation.funding.count() == 2


def test_member_does_not_edit_what_the_register_says() -> None:
    organisation = make_organisation()
    with pytest.raises(Refused) as refusal:
        acts.edit(organisation, by=member(organisation), address="Семей")
    assert (refusal.value.code, refusal.value.field) == ("not_by_members", "address")


def test_edit_of_the_same_values_names_no_change() -> None:
    organisation, sector = make_organisation(), make_sector()
    organisation.sectors.set([sector])
    acts.edit(organisation, by=administrator(), phone="", sectors=[sector])
    assert "changed" not in last_entry()[1]


def test_edit_by_an_administrator_keeps_names_findable() -> None:
    organisation = make_organisation()
    acts.edit(organisation, by=administrator(), name_ru="ОО «Новое имя»", bin=make_bin(2))
    organisation.refresh_from_db()
    assert "новое имя" in organisation.folded
    assert organisation.provenance.keys() == {"name_ru", "bin"}
    with pytest.raises(Refused):
        acts.edit(organisation, by=administrator(), name_ru="", name_kk="")


def test_parts_of_a_year_are_at_most_a_hundred() -> None:
    organisation = make_organisation()
    shares = [Share(2024, FundingSource.GRANT, Decimal(60)), Share(2024, FundingSource.FEES, Decimal(41))]
    with pytest.raises(Refused) as refusal:
        acts.edit(organisation, by=administrator(), funding=shares)
    assert refusal.value.code == "over_hundred"


# ---- Bodies ----------------------------------------------------------------------------------------------


def test_subordination_is_dated_and_one_at_a_time() -> None:
    body, region, ministry = make_body(), make_body("Облыс әкімдігі"), make_body("Министрлік")
    by = administrator()
    acts.subordinate(body, region, by=by, starts_on=date(2020, 1, 1))
    acts.subordinate(body, ministry, by=by, starts_on=date(2024, 1, 1), source="Қаулы № 5")
    assert queries.higher_of(body, date(2023, 12, 31)) == region
    assert queries.higher_of(body, date(2024, 1, 1)) == ministry
    assert list(queries.lower_of(ministry)) == [body]
    assert last_entry()[1]["facts"]["higher"] == ministry.names


def test_subordination_makes_no_circle_and_goes_forward() -> None:
    body, region = make_body(), make_body("Облыс әкімдігі")
    by = administrator()
    acts.subordinate(body, region, by=by, starts_on=date(2020, 1, 1))
    for lower, higher, code in ((region, body, "circle"), (body, make_body("Б"), "before_current")):
        with pytest.raises(Refused) as refusal:
            acts.subordinate(lower, higher, by=by, starts_on=date(2019, 1, 1))
        assert refusal.value.code == code
    with pytest.raises(Refused) as refusal:
        acts.subordinate(body, make_organisation(), by=by, starts_on=date(2021, 1, 1))
    assert refusal.value.code == "not_a_state_body"


def test_succession_ends_the_former_body() -> None:
    former, present = make_body("Бұрынғы министрлік"), make_body("Министрлік")
    acts.succeed(former, present, by=administrator(), on=date(2023, 9, 2))
    assert (former.ends_on, former.status) == (date(2023, 9, 1), Status.ENDED)
    assert [link.after for link in queries.successors_of(former)] == [present]
    assert [link.before for link in queries.predecessors_of(present)] == [former]


# ---- Membership ------------------------------------------------------------------------------------------


def verified() -> Actor:
    person = make_person()
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    return Actor(Role.PERSON, person.pk, person.name)


def test_membership_from_the_request_to_its_end() -> None:
    organisation, asking = make_organisation(), verified()
    membership = acts.request_membership(organisation, by=asking, position="хатшы")
    assert membership.state == MembershipState.REQUESTED
    assert list(queries.pending_memberships(administrator())) == [membership]
    acts.confirm_membership(membership, by=administrator())
    assert membership.state == MembershipState.ACTIVE
    second = acts.request_membership(organisation, by=verified())
    own = Actor(Role.MEMBER, asking.person_id, "", organisation.pk)
    assert list(queries.pending_memberships(own)) == [second]
    acts.refuse_membership(second, by=own, reason="Танымаймыз")
    assert (second.state, second.reason) == (MembershipState.REFUSED, "Танымаймыз")
    acts.end_membership(membership, by=own)
    assert membership.state == MembershipState.ENDED
    assert list(queries.memberships_for(asking)) == [membership]
    assert list(Entry.objects.order_by("pk").values_list("act", "is_open")) == [
        ("organisations.request_membership", False),
        ("organisations.confirm_membership", False),
        ("organisations.request_membership", False),
        ("organisations.refuse_membership", False),
        ("organisations.end_membership", False),
    ]


def test_request_is_made_once_and_again_after_a_refusal() -> None:
    organisation, asking = make_organisation(), verified()
    first = acts.request_membership(organisation, by=asking)
    with pytest.raises(Refused) as refusal:
        acts.request_membership(organisation, by=asking)
    assert refusal.value.code == "already"
    acts.refuse_membership(first, by=administrator(), reason="Басқа ұйым")
    acts.request_membership(organisation, by=asking)
    assert Membership.objects.count() == 2


def test_refusal_needs_a_reason() -> None:
    membership = acts.request_membership(make_organisation(), by=verified())
    with pytest.raises(Refused) as refusal:
        acts.refuse_membership(membership, by=administrator(), reason=" ")
    assert refusal.value.field == "reason"


def test_members_are_not_shown_to_others() -> None:
    organisation = make_organisation()
    membership = join_organisation(organisation)
    with pytest.raises(Refused):
        queries.members_of(verified(), organisation)
    assert list(queries.members_of(member(organisation, membership.person), organisation)) == [membership]
