"""Sectors: what an installation begins with, edits, dates, who may make them."""

from __future__ import annotations

from datetime import date

import pytest

from kopir.base.actors import SYSTEM, Actor, Role
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES
from kopir.journal.models import Entry
from kopir.journal.sentences import sentence
from kopir.sectors import queries, rules
from kopir.sectors.acts import Wording, add, edit, end, load_reference
from kopir.sectors.forms import AddSector, EditSector
from kopir.sectors.models import OutsideCode, Sector
from tests.factories import administrator, make_organisation, make_sector, member

pytestmark = pytest.mark.django_db

WORDING = Wording(name_kk="су ресурстары", name_ru="водные ресурсы", name_en="water", short_kk="Су", short_ru="Вода", order=19)


def test_reference_data_is_loaded_once() -> None:
    assert load_reference(by=SYSTEM) == 19
    assert load_reference(by=SYSTEM) == 0
    assert Entry.objects.filter(act="sectors.add").count() == 19
    assert [sector.code for sector in queries.sectors_in_force()] == [*map(str, range(1, 19)), "99"]


def test_every_sector_has_three_names_and_three_short_ones() -> None:
    load_reference(by=SYSTEM)
    for sector in Sector.objects.all():
        assert set(sector.names) == set(LANGUAGES)
        assert all(0 < len(getattr(sector, f"short_{language}")) <= 30 for language in LANGUAGES)


def test_what_was_not_checked_is_a_draft() -> None:
    load_reference(by=SYSTEM)
    assert [sector.code for sector in Sector.objects.filter(is_draft=True)] == ["8", "13", "14", "16", "17", "18"]


def test_every_sector_maps_to_the_international_classification() -> None:
    load_reference(by=SYSTEM)
    assert not Sector.objects.filter(outside_codes=None).exists()
    health = OutsideCode.objects.get(sector__code="2")
    assert (health.vocabulary, health.code, health.title) == ("icnptso", "C", "Human health services")


def test_reference_data_leaves_alone_what_is_there() -> None:
    load_reference(by=SYSTEM)
    edit(queries.sector_for("3"), WORDING, by=administrator(), reason="amended")
    assert load_reference(by=SYSTEM) == 0
    assert queries.sector_for("3").name_ru == "водные ресурсы"


def test_dates_decide_what_is_in_force() -> None:
    sector = add("20", Wording(name_kk="х", name_ru="х", starts_on=date(2026, 1, 1)), by=administrator())
    end(sector, by=administrator(), ends_on=date(2027, 1, 1), reason="amended")
    days = {date(2025, 12, 31): 0, date(2026, 1, 1): 1, date(2026, 12, 31): 1, date(2027, 1, 1): 0}
    assert {day: queries.sectors_in_force(day).count() for day in days} == days


def test_ending_is_told_with_its_day() -> None:
    sector = make_sector()
    end(sector, by=SYSTEM, ends_on=date(2027, 1, 1))
    assert "2027" in sentence(Entry.objects.get())


def test_an_end_before_the_start_and_a_second_end_are_refused() -> None:
    sector = make_sector()
    edit(sector, Wording(name_kk="х", name_ru="х", starts_on=date(2026, 1, 1)), by=administrator())
    for day, code in ((date(2025, 1, 1), "ends_before_start"), (date(2027, 1, 1), None), (date(2028, 1, 1), "already_ended")):
        if code is None:
            end(sector, by=administrator(), ends_on=day)
            continue
        with pytest.raises(Refused) as refusal:
            end(sector, by=administrator(), ends_on=day)
        assert refusal.value.code == code


def test_a_code_is_taken_once() -> None:
    make_sector("3")
    with pytest.raises(Refused) as refusal:
        add("3", WORDING, by=administrator())
    assert (refusal.value.code, refusal.value.field) == ("code_taken", "code")
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("role", Role)
def test_who_may_change_sectors(role: Role) -> None:
    allowed = role in (Role.ADMINISTRATOR, Role.SYSTEM)
    for rule in (rules.may_add, rules.may_edit, rules.may_end):
        assert bool(rule(Actor(role), Sector())) == allowed


def test_a_member_changes_nothing() -> None:
    sector = make_sector()
    with pytest.raises(Refused):
        edit(sector, WORDING, by=member(make_organisation()))
    assert Entry.objects.count() == 0


def test_forms_hand_over_what_the_acts_take() -> None:
    data = {
        "code": "20", "name_kk": "су", "name_ru": "вода", "short_kk": "Су", "short_ru": "Вода", "order": "20",
        "source": "a law", "starts_on": "2026-01-01",
    }  # fmt: skip
    form = AddSector(data)
    assert form.is_valid(), form.errors
    sector = add(form.cleaned_data["code"], form.wording, by=administrator())
    assert (sector.name_ru, sector.starts_on) == ("вода", date(2026, 1, 1))
    again = EditSector(EditSector.values(sector) | {"ends_on": "2025-01-01"})
    assert list(again.errors) == ["ends_on"]
    assert list(AddSector(data | {"code": "Су!", "short_ru": "х" * 31}).errors) == ["code", "short_ru"]


def test_an_unknown_code_is_not_found() -> None:
    with pytest.raises(Refused) as refusal:
        queries.sector_for("nothing")
    assert refusal.value.hidden
