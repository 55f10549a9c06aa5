"""Merging moves all that refers to an organisation; undoing brings everything back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from pytest_django import DjangoAssertNumQueries

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.organisations import acts, keys, queries
from kopir.organisations.models import MatchKey, Membership, Organisation, SamePair
from kopir.organisations.references import STAYING, belongings, references
from kopir.organisations.words import FundingSource, PairState
from tests.factories import (
    administrator,
    join_organisation,
    make_body,
    make_organisation,
    make_person,
    make_sector,
    make_territory,
)
from tests.organisations.registers import make_bin

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    """A kept one without a BIN, and the other with members, sectors, funding and a BIN; some links are alike in both."""
    region = make_territory("630000000", "Шығыс Қазақстан облысы")
    water, youth = make_sector("3"), make_sector("4", "жастар")
    kept = make_organisation("«Жасыл ел» ҚБ")
    other = make_organisation("", ru="ОО «Жасыл ел»", bin=make_bin(1), address="Өскемен", provenance={"bin": ["r", "2024-01-01"]})
    person = make_person()
    join_organisation(kept, person)
    join_organisation(other, person)
    join_organisation(other)
    for row, sectors in ((kept, [water]), (other, [water, youth])):
        row.sectors.set(sectors)
    other.serves.set([region])
    other.funding.create(year=2024, source=FundingSource.GRANT, percent=40)
    for row in (kept, other):
        keys.refresh_columns(row)
        row.save()
    keys.refresh([kept, other])
    return kept, other


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of all models that speak of organisations."""
    spoken = {Organisation, MatchKey, *(model for model, _field in references())}
    return {model._meta.label: sorted(model._base_manager.values(), key=str) for model in spoken}


def test_merge_moves_what_can_move_and_fills_what_is_missing(pair: tuple[Organisation, Organisation]) -> None:
    kept, other = pair
    acts.merge(other, kept, by=administrator())
    kept.refresh_from_db()
    assert (kept.bin, kept.name_ru, kept.address, kept.name_kk) == (
        make_bin(1),
        "ОО «Жасыл ел»",
        "Өскемен",
        "«Жасыл ел» ҚБ",
    )
    assert kept.provenance == {"bin": ["r", "2024-01-01"]}
    assert "жасыл ел" in kept.folded and kept.address_folded == "оскемен"
    assert kept.sectors.count() == 2
    assert kept.serves.count() == 1
    assert kept.funding.count() == 1
    assert Membership.objects.filter(organisation=kept).count() == 2
    assert queries.organisation_for(VISITOR, other.ref) == kept
    assert list(queries.organisations_visible_to(VISITOR)) == [kept]


def test_merge_is_one_entry_with_both_rows(pair: tuple[Organisation, Organisation]) -> None:
    kept, other = pair
    acts.merge(other, kept, by=administrator(), reason="the same statutes")
    entry = Entry.objects.get()
    assert (entry.act, entry.subject_id) == ("organisations.merge", str(kept.pk))
    assert f"organisations.organisation:{other.pk}.merged_into" in entry.content


def test_merge_and_undo_restore_everything(pair: tuple[Organisation, Organisation]) -> None:
    kept, other = pair
    acts.edit(kept, by=administrator(), phone="2-00-00")
    acts.edit(other, by=administrator(), phone="3-00-00")
    before = everything()
    merged = acts.merge(other, kept, by=administrator())
    assert everything() != before
    acts.unmerge(merged, by=administrator())
    assert without_saving_time(everything()) == without_saving_time(before)
    assert SamePair.objects.get().state == PairState.PROPOSED


def without_saving_time(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {
        label: sorted(
            ({k: v for k, v in row.items() if k != "updated_at" and (label, k) != (MatchKey._meta.label, "id")} for row in found),
            key=str,
        )
        for label, found in rows.items()
    }


def test_what_was_changed_after_the_merge_stays_when_it_is_undone(
    pair: tuple[Organisation, Organisation],
) -> None:
    kept, other = pair
    merged = acts.merge(other, kept, by=administrator())
    kept.refresh_from_db()
    acts.edit(kept, by=administrator(), address="Семей")
    acts.unmerge(merged, by=administrator())
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.address, kept.bin, other.bin, other.address) == ("Семей", "", make_bin(1), "Өскемен")
    assert set(kept.provenance) == {"address"}


def test_merged_twice_is_undone_from_the_last(pair: tuple[Organisation, Organisation]) -> None:
    kept, other = pair
    third = make_organisation("«Жасыл ел» үшінші")
    first = acts.merge(other, kept, by=administrator())
    second = acts.merge(kept, third, by=administrator())
    assert queries.organisation_for(VISITOR, other.ref) == third
    with pytest.raises(Refused) as refusal:
        acts.unmerge(first, by=administrator())
    assert refusal.value.code == "merged_on"
    acts.unmerge(second, by=administrator())
    acts.unmerge(first, by=administrator())
    assert queries.organisation_for(VISITOR, other.ref) == other


def test_bodies_move_their_subordination_and_never_stand_under_themselves() -> None:
    higher, kept, other = (
        make_body("Облыс әкімдігі"),
        make_body("А ауданының әкімдігі"),
        make_body("А ауданы әкімдігі"),
    )
    by = administrator()
    acts.subordinate(other, kept, by=by, starts_on=date(2024, 1, 1))
    acts.subordinate(kept, higher, by=by, starts_on=date(2024, 1, 1))
    merged = acts.merge(other, kept, by=by)
    assert queries.higher_of(kept) == higher
    acts.unmerge(merged, by=by)
    assert queries.higher_of(other) == kept


def test_refusals(pair: tuple[Organisation, Organisation]) -> None:
    kept, other = pair
    by = administrator()
    for one, two, code in ((kept, kept, "same_row"), (make_body(), kept, "other_kind")):
        with pytest.raises(Refused) as refusal:
            acts.merge(one, two, by=by)
        assert refusal.value.code == code
    acts.merge(other, kept, by=by)
    with pytest.raises(Refused) as refusal:
        acts.merge(other, kept, by=by)
    assert refusal.value.code == "merged"


def test_every_relation_to_an_organisation_moves_or_is_named_as_staying() -> None:
    """Also those of apps that are written later: they are found by the models themselves."""
    pointing = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Organisation and model not in STAYING
    }
    assert set(references()) == pointing


def test_what_belongs_to_organisations_is_counted_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    one, other = make_organisation("«Тұран» қоғамдық қоры"), make_organisation("«Бірлік» қоғамдық қоры")
    for organisation, number in ((one, 2), (other, 1)):
        for _time in range(number):
            join_organisation(organisation)
    with django_assert_num_queries(1):
        counted = belongings((one, other))
    assert [counted[row.pk]["organisations.membership"] for row in (one, other)] == [2, 1]
    assert counted[one.pk]["posts.post"] == 0
