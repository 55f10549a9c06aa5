"""Rows that may be one organisation are proposed; a decision is remembered."""

from __future__ import annotations

from typing import Any

import pytest

from kopir.organisations import acts, keys, queries, same
from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.words import PairReason, PairState
from tests.factories import administrator, make_organisation, make_territory
from tests.organisations.registers import make_bin

pytestmark = pytest.mark.django_db

ADDRESS = "070000, Өскемен қаласы, Абай даңғылы, 5"


def made(kk: str, **fields: Any) -> Organisation:
    row = make_organisation(kk, **fields)
    keys.refresh_columns(row)
    row.save()
    keys.refresh([row])
    return row


def proposed(*rows: Organisation) -> list[tuple[int, int, int]]:
    same.propose(row.pk for row in rows)
    return list(SamePair.objects.order_by("pk").values_list("first_id", "second_id", "score"))


def test_same_name_without_the_form_and_a_missing_bin() -> None:
    one = made("«Жасыл ел» қоғамдық бірлестігі", bin=make_bin(1))
    two = made("ЖАСЫЛ ЕЛ ҚБ")
    assert proposed(two) == [(one.pk, two.pk, 65)]
    assert SamePair.objects.get().why == [["same_name", "kk"], ["bin_missing"]]
    assert {reason for reason, *_detail in SamePair.objects.get().why} <= set(PairReason.values)


def test_two_bins_in_two_regions_are_two_organisations() -> None:
    east, west = make_territory("630000000", "ШҚО"), make_territory("270000000", "БҚО")
    made("«Жасыл ел» ҚБ", bin=make_bin(1), territory=east)
    assert proposed(made("«Жасыл ел» ҚБ", bin=make_bin(2), territory=west)) == []


def test_two_bins_in_one_region_are_asked_about() -> None:
    east = make_territory("630000000", "ШҚО")
    one = made("«Жасыл ел» ҚБ", bin=make_bin(1), territory=east)
    two = made("«Жасыл ел» ҚБ", bin=make_bin(2), territory=east)
    assert proposed(two) == [(one.pk, two.pk, 55)]


def test_same_address_and_a_similar_name() -> None:
    one = made("«Алтай жастарының одағы» қоғамдық бірлестігі", address=ADDRESS)
    two = made("«Алтай жастар одағы» ҚБ", address=ADDRESS.upper())
    pairs = proposed(one, two)
    assert [(first, second) for first, second, _score in pairs] == [(one.pk, two.pk)]
    assert SamePair.objects.get().why[1] == ["same_address"]


def test_neighbours_in_one_house_are_not_proposed() -> None:
    one = made("«Жасыл ел» ҚБ", address=ADDRESS)
    assert proposed(one, made("«Көмек» ҚҚ", address=ADDRESS)) == []


def test_branch_is_not_its_head() -> None:
    one = made("«Жасыл ел» ҚБ")
    assert proposed(one, made("«Жасыл ел» ҚБ филиалы")) == []


def test_numbers_of_one_foreign_register_are_two_organisations() -> None:
    fields = {"en": "Friends of the Park", "address": "NOVATO, CA 94945"}
    one = made("", ref="ein-000000001", **fields)
    assert proposed(one, made("", ref="ein-000000002", **fields)) == []


def test_name_that_everybody_has_is_passed_over() -> None:
    rows = [made("«Береке» ҚҚ") for _number in range(same.MOST_UNDER_A_NAME + 1)]
    assert proposed(*rows) == []


def test_proposal_is_made_once_and_not_after_a_decision() -> None:
    one, two = made("«Жасыл ел» ҚБ"), made("«Жасыл ел» ҚБ")
    assert len(proposed(one, two)) == 1
    assert same.propose([one.pk]) == 0
    acts.mark_different(SamePair.objects.get(), by=administrator())
    assert same.propose([one.pk, two.pk]) == 0
    assert SamePair.objects.get().state == PairState.DIFFERENT
    assert list(queries.same_candidates(administrator())) == []


def test_work_does_not_grow_with_rows_that_never_meet(django_assert_num_queries: Any) -> None:
    rows = [made(f"«Ұйым {number}» ҚБ") for number in range(20)]
    with django_assert_num_queries(2):
        assert same.propose(row.pk for row in rows) == 0
