"""Reference data, edits by hand and who may make them."""

from __future__ import annotations

from datetime import date

import pytest

from kopir.base.actors import SYSTEM, VISITOR, Actor, Role
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.territories import queries, rules
from kopir.territories.acts import edit, load_reference
from kopir.territories.forms import EditTerritory
from kopir.territories.models import COUNTRY, Territory
from kopir.territories.words import Kind, NameOrigin
from tests.factories import administrator, coordinator, make_territory

pytestmark = pytest.mark.django_db

NEW = {"kk": "Жаңа Ұлан ауданы", "ru": "Новоуланский район", "en": "New Ulan District"}


def test_reference_data_is_loaded_once() -> None:
    assert load_reference(by=SYSTEM) == 249
    assert load_reference(by=SYSTEM) == 0
    assert Entry.objects.count() == 1
    by_kind = {kind: Territory.objects.filter(kind=kind).count() for kind in Kind if kind not in (Kind.CITY, Kind.OTHER)}
    assert {kind: number for kind, number in by_kind.items() if number} == {
        Kind.COUNTRY: 1, Kind.REGION: 17, Kind.REPUBLICAN_CITY: 3, Kind.DISTRICT: 170, Kind.CITY_ADMINISTRATION: 39,
        Kind.CITY_DISTRICT: 19,
    }  # fmt: skip


def test_reference_data_leaves_alone_what_is_there() -> None:
    load_reference(by=SYSTEM)
    Territory.objects.filter(code="636200000").update(name_kk="Өзгерген")
    Territory.objects.filter(code="636300000").delete()
    assert load_reference(by=SYSTEM) == 1
    assert Territory.objects.get(code="636200000").name_kk == "Өзгерген"


def test_english_names_say_where_they_come_from() -> None:
    load_reference(by=SYSTEM)
    assert Territory.objects.get(code="630000000").name_en_origin == NameOrigin.GIVEN
    district = Territory.objects.get(code="636200000")
    assert (district.name_en, district.name_en_origin) == ("Ulan District", NameOrigin.TRANSLITERATED)


def test_a_correction_keeps_no_former_name() -> None:
    territory = make_territory("636200000", "Улан ауданы", make_territory("630000000", "Шығыс Қазақстан облысы"))
    edit(territory, by=administrator(), names=NEW, starts_on=date(1997, 1, 1), ends_on=None, reason="a misprint")
    territory.refresh_from_db()
    assert territory.names == NEW
    assert (territory.starts_on, territory.name_en_origin) == (date(1997, 1, 1), NameOrigin.GIVEN)
    assert list(queries.former_names(territory)) == []
    assert Entry.objects.get().act == "territories.edit"


def test_a_renaming_by_hand_keeps_it() -> None:
    territory = make_territory("636200000", "Ұлан ауданы", make_territory("630000000", "Шығыс Қазақстан облысы"))
    edit(territory, by=administrator(), names=NEW, starts_on=None, ends_on=None, renamed_on=date(2026, 9, 1), reason="a decree")
    assert [(former.name_kk, former.ends_on) for former in queries.former_names(territory)] == [
        ("Ұлан ауданы", date(2026, 8, 31))
    ]
    assert [found.label for found in queries.suggest("ұлан ауданы")] == ["Жаңа Ұлан ауданы, Шығыс Қазақстан облысы"]


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [(VISITOR, False), *((Actor(role), role in (Role.ADMINISTRATOR, Role.SYSTEM)) for role in Role)],
    ids=["nobody", *Role.values],
)
def test_who_may_change_territories(actor: Actor, allowed: bool) -> None:
    country = Territory(code=COUNTRY)
    assert bool(rules.may_edit(actor, country)) == allowed
    assert bool(rules.may_import(actor, country)) == allowed


def test_a_coordinator_is_told_whom_to_ask() -> None:
    territory = make_territory()
    with pytest.raises(Refused) as refusal:
        edit(territory, by=coordinator(), names=NEW, starts_on=None, ends_on=None)
    assert (refusal.value.code, bool(refusal.value.next_step)) == ("not_administrator", True)


def test_the_form_hands_over_what_the_act_takes() -> None:
    territory = make_territory("630000000", "Ескі облысы", ru="Старая область")
    form = EditTerritory(EditTerritory.values(territory) | {"name_kk": "Жаңа облысы", "reason": "a decree"})
    assert form.is_valid(), form.errors
    edit(territory, by=administrator(), **form.arguments)
    assert territory.name_kk == "Жаңа облысы"


def test_the_form_refuses_an_end_before_the_start() -> None:
    form = EditTerritory({"name_kk": "А", "name_ru": "А", "reason": "x", "starts_on": "2026-05-01", "ends_on": "2026-05-01"})
    assert list(form.errors) == ["ends_on"]
