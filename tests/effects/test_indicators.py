"""Libraries come in from a sheet; bodies and organisations make indicators of their own."""

import csv
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.effects import acts
from kopir.effects.acts.indicators import STARTER, Outcome
from kopir.effects.adding import Rules, fits
from kopir.effects.library import NEEDED, place_of
from kopir.effects.models import Goal, Indicator
from kopir.effects.sheets import Row, read
from kopir.effects.words import Counted, Kind, Library, OverPlaces, OverTime
from kopir.journal.models import Entry
from tests.effects.world import Effects

FOLDER = Path(os.environ.get("KOPIR_REGISTERS") or Path(__file__).parents[3] / "shared" / "data")
SDG = FOLDER / "sdg_kk_ru_en.csv"
TODAY = date(2026, 11, 25)
PEOPLE = Rules(Kind.PEOPLE, Counted.PER_PERIOD, OverTime.SUM, OverPlaces.SUM)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


def _rows(*lines: str, head: str = "kind,code,field,title_kk,title_ru,title_en,source") -> list[Row]:
    return [Row(number, dict(zip(head.split(","), line.split(","), strict=False))) for number, line in enumerate(lines, 2)]


GOAL = "goal,4,title,Сапалы білім,Качественное образование,Quality education,kazstat"
SHORT = "goal,4,short,Білім,Образование,Education,kazstat"
TARGET = "target,4.6,title,Сауаттылық,Грамотность,Literacy,kazstat"
SHARE = "indicator,4.6.1,title,Сауатты халық үлесі,Доля грамотного населения,Proportion of literate people,kazstat"
COUNT = "national_indicator,4.6.1.1,title,Оқыған ересектер,Обученные взрослые,Adults taught,kazstat"


def _take(*lines: str, **options: bool) -> Outcome:
    return acts.import_indicators(_rows(*lines), by=SYSTEM, source="kazstat", on=TODAY, **options)


def test_goals_targets_and_indicators_stand_under_each_other() -> None:
    found = _take(GOAL, SHORT, TARGET, SHARE, COUNT)
    assert (found.created, found.goals, found.indicators, found.measurable) == (4, 2, 2, 1)
    literate = Indicator.objects.get(library=Library.SDG, code="4.6.1")
    assert literate.goal is not None and literate.goal.parent is not None
    assert (literate.goal.code, literate.goal.parent.short_kk) == ("4.6", "Білім")
    assert literate.names == {
        "kk": "Сауатты халық үлесі", "ru": "Доля грамотного населения", "en": "Proportion of literate people"
    }  # fmt: skip


def test_a_title_that_begins_as_a_share_is_measured_as_one_and_others_wait_for_somebody_to_say() -> None:
    _take(GOAL, TARGET, SHARE, COUNT)
    literate, taught = Indicator.objects.order_by("library").reverse()
    assert (literate.kind, literate.counted, literate.over_places, literate.unit_kk) == ("share", "state", "pooled", "%")
    assert taught.kind == ""


def test_the_same_rows_a_second_time_change_nothing_and_write_nothing() -> None:
    _take(GOAL, SHORT, TARGET, SHARE, COUNT)
    before = Entry.objects.count()
    found = _take(GOAL, SHORT, TARGET, SHARE, COUNT)
    assert (found.created, found.updated, found.unchanged) == (0, 0, 4)
    assert Entry.objects.count() == before


def test_a_new_title_is_taken_over_but_what_was_said_of_measuring_stays() -> None:
    _take(GOAL, TARGET, COUNT)
    taught = Indicator.objects.get()
    taught.kind = Kind.PEOPLE
    taught.save()
    found = _take(GOAL, TARGET, COUNT.replace("Adults taught", "Taught adults"))
    taught.refresh_from_db()
    assert (found.updated, taught.name_en, taught.kind) == (1, "Taught adults", Kind.PEOPLE)


def test_a_dry_run_counts_the_same_and_keeps_nothing() -> None:
    found = _take(GOAL, SHORT, TARGET, SHARE, dry_run=True)
    assert (found.created, Goal.objects.count(), Indicator.objects.count()) == (3, 0, 0)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("wish,4.6.1,title,а,б,c,", "kind"),
        ("indicator,4-6-1,title,а,б,c,", "code"),
        ("indicator,4.6.1,about,а,б,c,", "field"),
        ("indicator,4.6.1,title,,,,", "title_kk"),
        (f"indicator,4.6.1,title,{'а' * 1001},б,c,", "title_kk"),
        ("goal,5,short,а,б,c,", "field"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_reason_and_the_others_come_in(line: str, column: str) -> None:
    found = _take(GOAL, line)
    assert [(row.number, row.column) for row in found.rejected] == [(3, column)]
    assert found.rejected[0].reason
    assert found.created == 1


def test_a_code_that_stands_twice_is_taken_once() -> None:
    found = _take(GOAL, TARGET, SHARE, SHARE)
    assert [row.number for row in found.rejected] == [5]


def test_codes_stand_as_people_count() -> None:
    codes = ["1.10", "1.2", "10", "1.a", "2", "1"]
    assert sorted(codes, key=place_of) == ["1", "1.2", "1.10", "1.a", "2", "10"]


@pytest.mark.registers
@pytest.mark.skipif(
    not SDG.exists(), reason="the library is not here: set KOPIR_REGISTERS to the folder that holds sdg_kk_ru_en.csv"
)
def test_all_indicators_of_sustainable_development_come_in_in_three_languages() -> None:
    found = acts.import_indicators(read(SDG, NEEDED), by=SYSTEM, source="kazstat", on=TODAY)
    assert found.counts | {"measurable": 0} == {
        "read": 642, "created": 624, "updated": 0, "unchanged": 0, "goals": 186, "indicators": 438, "measurable": 0,
        "rejected": 1,
    }  # fmt: skip
    assert [(row.code, row.column) for row in found.rejected] == [("7-а-1-title", "code")]
    with SDG.open(encoding="utf-8", newline="") as file:
        sheet = {
            (row["kind"], row["code"]): [row["title_kk"].strip(), row["title_ru"].strip(), row["title_en"].strip()]
            for row in csv.DictReader(file)
            if row["field"] == "title"
        }
    kinds = {Library.SDG: "indicator", Library.NATIONAL: "national_indicator"}
    kept = {(kinds[Library(row.library)], row.code): [row.name_kk, row.name_ru, row.name_en] for row in Indicator.objects.all()}
    assert kept == {key: names for key, names in sheet.items() if "indicator" in key[0]}
    again = acts.import_indicators(read(SDG, NEEDED), by=SYSTEM, source="kazstat", on=TODAY)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 624)


def test_the_common_library_is_whole_in_three_languages_and_its_rules_fit() -> None:
    acts.load_indicators()
    rows = list(Indicator.objects.filter(library=Library.OWN))
    assert len(rows) == len(read(STARTER, NEEDED)) >= 25
    for row in rows:
        texts = [getattr(row, f"{name}_{code}") for name in ("name", "unit", "method") for code in ("kk", "ru", "en")]
        assert all(texts), row.code
        assert fits(Rules(row.kind, row.counted, row.over_time, row.over_places)), row.code


def test_loading_the_common_library_again_leaves_alone_what_was_edited() -> None:
    acts.load_indicators()
    row = Indicator.objects.get(code="dumps")
    row.set_names("Үйінділер", "Свалки", "Dumps")
    row.save()
    acts.load_indicators()
    row.refresh_from_db()
    assert row.name_kk == "Үйінділер"


def test_only_an_administrator_brings_a_library_in(world: Effects) -> None:
    with pytest.raises(Refused) as refused:
        acts.import_indicators(_rows(GOAL), by=world.author, source="kazstat", on=TODAY)
    assert refused.value.code == "not_administrator"


# ---- Own ones ------------------------------------------------------------------------------------------------------

TOLD = acts.Told({"kk": "Келген балалар", "ru": "Пришедшие дети"}, PEOPLE, units={"kk": "бала", "ru": "детей"})


def test_an_organisation_makes_its_own_indicator_and_a_body_one_of_its_plan(world: Effects) -> None:
    own = acts.add_indicator(by=world.author, told=TOLD)
    plan = acts.add_indicator(by=world.district, told=TOLD)
    assert (own.library, own.organisation_id, own.body_id) == (Library.OWN, world.author.organisation_id, None)
    assert (plan.library, plan.body_id, plan.organisation_id) == (Library.PLAN, world.district.organisation_id, None)
    assert own.code != acts.add_indicator(by=world.author, told=TOLD).code


def test_rules_that_would_count_people_twice_are_refused(world: Effects) -> None:
    blind = Rules(Kind.PEOPLE, Counted.CUMULATIVE, OverTime.SUM, OverPlaces.SUM)
    with pytest.raises(Refused) as refused:
        acts.add_indicator(by=world.author, told=replace(TOLD, rules=blind))
    assert (refused.value.code, Indicator.objects.count()) == ("rules", 0)


def test_an_indicator_without_a_name_is_refused(world: Effects) -> None:
    with pytest.raises(Refused) as refused:
        acts.add_indicator(by=world.author, told=replace(TOLD, names={"kk": " "}))
    assert refused.value.code == "no_name"


def test_only_the_owner_edits_and_ends_an_indicator(world: Effects) -> None:
    own = acts.add_indicator(by=world.author, told=TOLD)
    for stranger in (world.joiner, world.district, SYSTEM):
        with pytest.raises(Refused) as refused:
            acts.edit_indicator(own, by=stranger, told=TOLD)
        assert refused.value.code == "not_owner"
    acts.end_indicator(own, by=world.author)
    with pytest.raises(Refused) as refused:
        acts.edit_indicator(own, by=world.author, told=TOLD)
    assert refused.value.code == "not_now"


def test_an_official_names_an_item_of_the_plan_and_an_organisation_does_not(world: Effects) -> None:
    goal = acts.add_goal(by=world.district, names={"kk": "Үйінділерді жою"}, source="2026 жылғы жоспар")
    assert (goal.library, goal.body_id) == (Library.PLAN, world.district.organisation_id)
    acts.end_goal(goal, by=world.district)
    assert goal.ends_on is not None
    with pytest.raises(Refused) as refused:
        acts.add_goal(by=world.author, names={"kk": "Үйінділерді жою"})
    assert refused.value.code == "not_official"
