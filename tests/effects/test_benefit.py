"""What effects come to: people, needs met, cost, plans, the paper, the sheets, an organisation's page and its frame."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from kopir.effects import acts
from kopir.effects.models import Check, Effect, Indicator, Measure, Measurement
from kopir.effects.queries.benefit import Benefit, Scope, benefit
from kopir.effects.words import (
    Adequacy,
    Agreed,
    Better,
    CheckState,
    Counted,
    Holds,
    Kind,
    Library,
    OverTime,
    Party,
    Standing,
)
from kopir.organisations.words import FundingSource
from tests.effects.world import CHANGED, Effects
from tests.matter.people import browser, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


def found(world: Effects, **scope: Any) -> Benefit:
    return benefit(Scope(**(scope or {"territory": world.place})), "kk")


def measured(world: Effects, effect: Effect, value: int, indicator: Indicator | None = None, **values: Any) -> Measure:
    """An accepted value of the year; people by default."""
    of = indicator or world.indicator("people", Kind.PEOPLE)
    measure = world.measure(effect, of, **({"baseline": 0, "target": 500} | values))
    Measurement.objects.create(
        measure=measure,
        territory=world.ulan,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 6, 30),
        value=value,
        state="accepted",
    )
    return measure


def reached(world: Effects, people: int, tenge: int = 0, agreed: Agreed | None = Agreed.CONFIRMED) -> Effect:
    effect = world.confirmed_effect(agreed) if agreed else world.told_effect()
    measured(world, effect, people)
    if tenge:
        effect.money.create(year=2026, source=FundingSource.GRANT, tenge=tenge)
    return effect


def checked(effect: Effect, holds: Holds, days: int = 90) -> None:
    Check.objects.create(
        effect=effect,
        days=days,
        party=Party.POST,
        post=effect.post,
        due_on=timezone.localdate(),
        state=CheckState.ANSWERED,
        holds=holds,
    )


# ---- People --------------------------------------------------------------------------------------------------------


def test_people_of_several_cards_are_a_range_from_the_largest_card_to_the_sum(world) -> None:
    reached(world, 100), reached(world, 40)
    people = found(world).people
    assert (people.low, people.high) == (100, 140)


def test_a_card_whose_values_nobody_accepted_reaches_nobody(world) -> None:
    effect = reached(world, 100)
    Measurement.objects.update(state="submitted", submitted_at=timezone.now())
    assert not found(world).people.is_there and effect.ref in {line.effect.ref for line in found(world).lines}


def test_drafts_and_withdrawn_cards_are_left_out(world) -> None:
    world.effect(), world.withdrawn_effect()
    assert found(world).lines == []


def test_a_scope_takes_its_own_cards_alone(world) -> None:
    here, there = reached(world, 100), reached(world, 40)
    Effect.objects.filter(pk=there.pk).update(
        organisation=world.joiner.organisation_id, post=world.neighbour_post, territory=world.glubokoe
    )

    def cards(**scope: Any) -> set[int]:
        return {line.effect.pk for line in found(world, **scope).lines}

    assert cards(organisation=world.ngo) == cards(territory=world.ulan) == {here.pk}
    assert cards(body=world.neighbour_post.organisation) == cards(territory=world.glubokoe) == {there.pk}
    assert cards(sector=world.sector) == cards(territory=world.place) == {here.pk, there.pk}


# ---- Needs met -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agreed", "met"), [(Agreed.CONFIRMED, 1), (Agreed.PARTLY, 1), (Agreed.CONTESTED, 0), (None, 0)])
def test_a_need_is_met_when_the_other_party_says_so(world, agreed, met) -> None:
    reached(world, 10, agreed=agreed)
    assert len(found(world).confirmed) == met


@pytest.mark.parametrize(("holds", "met"), [(Holds.YES, 1), (Holds.PARTLY, 1), (Holds.NO, 0), (Holds.UNKNOWN, 1)])
def test_what_a_later_check_says_is_gone_is_not_met_any_more(world, holds, met) -> None:
    checked(reached(world, 10), holds)
    assert len(found(world).confirmed) == met


def test_one_side_that_says_it_is_gone_is_enough_and_a_difference_of_degree_is_not(world) -> None:
    gone, less = reached(world, 10), reached(world, 20)
    for effect, other in ((gone, Holds.NO), (less, Holds.PARTLY)):
        checked(effect, Holds.YES)
        Check.objects.create(
            effect=effect, days=90, party=Party.ORGANISATION, organisation=world.ngo, due_on=timezone.localdate(),
            state=CheckState.ANSWERED, holds=other,
        )  # fmt: skip
    told = {line.effect.pk: (line.later, line.is_confirmed) for line in found(world).lines}
    assert told == {gone.pk: (Standing.DIFFER, False), less.pk: (Standing.DIFFER, True)}


def test_the_newest_answered_check_counts(world) -> None:
    effect = reached(world, 10)
    checked(effect, Holds.NO, 90), checked(effect, Holds.YES, 365)
    assert found(world).lines[0].later == Standing.HOLDS


def test_evidence_counts_when_the_other_party_judged_it_adequate(world) -> None:
    effect = reached(world, 10)
    use = world.piece(effect)
    assert found(world).lines[0].shown_by == 0
    acts.judge_piece(use, by=world.district, adequacy=Adequacy.ADEQUATE)
    assert found(world).lines[0].shown_by == 1


# ---- Cost ----------------------------------------------------------------------------------------------------------


def test_no_cost_is_given_for_fewer_than_three_confirmed_cards(world) -> None:
    reached(world, 10, 1000), reached(world, 10, 1000), reached(world, 10, 1000, Agreed.CONTESTED)
    assert found(world).cost is None


def test_cost_is_money_over_people_with_the_cheapest_and_the_dearest_card(world) -> None:
    reached(world, 10, 1000), reached(world, 20, 1000), reached(world, 10, 4000)
    cost = found(world).cost
    assert cost is not None
    assert (cost.low, cost.high, cost.least, cost.most, cost.middle) == (150, 150, 50, 400, 100)


def test_cost_is_a_range_where_people_are_one(world) -> None:
    for _ in range(3):
        effect = reached(world, 100, 3000)
        first = Measurement.objects.get(measure__effect=effect)
        Measurement.objects.create(
            measure=first.measure, territory=world.ulan, starts_on=date(2026, 7, 1), ends_on=date(2026, 9, 30), value=50,
            state="accepted", overlap_low=0, overlap_high=50,
        )  # fmt: skip
    cost = found(world).cost
    assert cost is not None and (cost.low, cost.high) == (Decimal(20), Decimal(30))


# ---- Plans ---------------------------------------------------------------------------------------------------------


def plan(world: Effects) -> Indicator:
    return world.indicator(
        "4.2", Kind.SUM, library=Library.PLAN, better=Better.LESS, counted=Counted.STATE, over_time=OverTime.LAST,
        body=world.district_post.organisation,
    )  # fmt: skip


@pytest.mark.parametrize(("value", "moved"), [(2, 1), (7, 0), (9, 0)])
def test_a_plan_indicator_has_moved_when_it_is_better_than_the_baseline(world, value, moved) -> None:
    effect, of = reached(world, 10), plan(world)
    measured(world, effect, value, of, baseline=7, target=1)
    acts.name_gain(effect, by=world.author, indicator=of)
    assert (len(found(world).plan), found(world).moved) == (1, moved)


def test_a_gain_of_an_unconfirmed_card_moves_no_plan(world) -> None:
    effect, of = reached(world, 10, agreed=Agreed.CONTESTED), plan(world)
    measured(world, effect, 2, of, baseline=7)
    acts.name_gain(effect, by=world.author, indicator=of)
    assert found(world).aims == []


# ---- Pages ---------------------------------------------------------------------------------------------------------


def addresses(world: Effects) -> list[str]:
    body = world.district_post.organisation.ref
    return [
        f"territories/{world.place.pk}/benefit/",
        f"organisations/{body}/benefit/",
        f"sectors/{world.sector.code}/benefit/",
    ]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_each_page_tells_what_changed_and_who_confirms_it(world, language) -> None:
    reached(world, 100)
    for address in addresses(world):
        page = read(browser(), f"/{language}/{address}")
        assert CHANGED in page and "100" in page and "benefit.csv" in page
        assert page.count("<svg xmlns") >= 2


def test_a_place_without_cards_says_what_will_be_here(world) -> None:
    page = read(browser(), f"/en/territories/{world.glubokoe.pk}/benefit/")
    assert "No effect card yet" in page and "k-figure" not in page


def test_the_tables_say_the_same(world) -> None:
    effect, of = reached(world, 100, 5000), plan(world)
    measured(world, effect, 2, of, baseline=7, target=1)
    acts.name_gain(effect, by=world.author, indicator=of)
    table = b"".join(browser().get(f"/kk/territories/{world.place.pk}/benefit.csv").streaming_content).decode()
    aims = b"".join(browser().get(f"/kk/territories/{world.place.pk}/benefit/aims.csv").streaming_content).decode()
    assert re.search(rf"{effect.ref},.*,100\.0000,100\.0000,5000,50,50,confirmed,,0,1", table)
    assert f"plan,4.2,көрсеткіш 4.2,{effect.ref},7.0000,2.0000,2.0000,1.0000,1" in aims


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_paper_is_two_pages_at_most_however_many_cards(world, language, tmp_path: Path) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is not there; on Debian: apt-get install poppler-utils")
    long = "Тұрғындардың қажеттілігі мен оның себептері туралы ұзақ сөйлем. " * 20
    for n in range(9):
        effect = reached(world, 100 + n, 5000)
        acts.write(effect, by=world.author, language="kk", words={"otherwise": long, "changed": long})
        acts.confirm(effect, by=world.district, agreed=Agreed.CONFIRMED)
    answer = browser().get(f"/kk/territories/{world.place.pk}/benefit/{language}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    (tmp_path / "benefit.pdf").write_bytes(answer.content)
    done = subprocess.run(["pdfinfo", tmp_path / "benefit.pdf"], capture_output=True, text=True, check=True)
    assert int(re.search(r"Pages:\s+(\d+)", done.stdout)[1]) == 2  # type: ignore[index]


def test_sheets_follow_one_another_without_a_script(world) -> None:
    reached(world, 100)
    page = read(browser(), f"/kk/territories/{world.place.pk}/benefit/sheets/")
    number = page.count('class="k-sheet"')
    assert number >= 5 and "<script" not in page
    for n in range(1, number + 1):
        assert f'id="sheet-{n}"' in page
        assert (f'href="#sheet-{n + 1}"' in page) == (n < number)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries, number) -> None:
    for n in range(number):
        checked(reached(world, 100 + n, 5000), Holds.YES)
    with django_assert_num_queries(10):
        told = found(world)
        assert (told.people.is_there and told.cost is None) or number == 3


# ---- An organisation -----------------------------------------------------------------------------------------------


def test_an_organisations_page_tells_what_for_whom_and_how_it_is_known(world) -> None:
    effect = reached(world, 100)
    acts.judge_piece(world.piece(effect), by=world.district, adequacy=Adequacy.ADEQUATE)
    page = read(browser(), f"/kk/organisations/{world.ngo.ref}/effect/")
    assert CHANGED in page and "отбасылар" in page and "&lt;iframe src=" in page


def test_a_state_body_has_no_such_page_and_an_organisation_no_benefit_page(world) -> None:
    read(browser(), f"/kk/organisations/{world.district_post.organisation.ref}/effect/", 404)
    read(browser(), f"/kk/organisations/{world.ngo.ref}/benefit/", 404)


def test_only_the_frame_may_stand_inside_another_site(world) -> None:
    reached(world, 100)
    start, client = f"/kk/organisations/{world.ngo.ref}/effect/", browser()
    frame, page = client.get(f"{start}frame/"), client.get(start)
    assert "X-Frame-Options" not in frame and "frame-ancestors *" in frame["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in page["Content-Security-Policy"]
    text = frame.content.decode()
    assert "<form" not in text and "<script" not in text and '<base target="_top">' in text and CHANGED in text
