"""Sources of money over years, how much hangs on one, and what comparable organisations live from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from kopir.organisations.models import FundingShare, Organisation
from kopir.organisations.queries.funding import FEWEST, Leaning, mix_of, others_of
from kopir.sectors.models import Sector
from tests.factories import make_organisation, make_sector, make_territory

pytestmark = pytest.mark.django_db
LAST = timezone.localdate().year - 1


def stated(organisation: Organisation, year: int = LAST, **shares: Any) -> Organisation:
    for source, percent in shares.items():
        FundingShare.objects.create(organisation=organisation, year=year, source=source, percent=percent, stated_by="member")
    return organisation


@pytest.fixture
def sector() -> Sector:
    return make_sector()


@pytest.fixture
def own(sector) -> Organisation:
    organisation = make_organisation("Біздің ұйым", territory=make_territory("636000000", "Ұлан ауданы"))
    organisation.sectors.add(sector)
    return stated(organisation, state_order=80, donations=20)


def beside(sector: Sector, number: int, code: str = "631000000", **shares: Any) -> list[Organisation]:
    place, found = make_territory(code, "Өскемен қаласы"), []
    for n in range(number):
        organisation = make_organisation(f"{code} {n} ұйым", territory=place)
        organisation.sectors.add(sector)
        found.append(stated(organisation, **(shares or {"services": 60, "grant": 40})))
    return found


@pytest.mark.parametrize(
    ("percent", "leaning"), [(71, Leaning.ONE), (70, Leaning.LARGE), (51, Leaning.LARGE), (50, Leaning.SPREAD)]
)
def test_the_words_go_by_the_share_of_the_largest_source(percent, leaning) -> None:
    organisation = stated(make_organisation("Ұйым"), grant=percent, fees=100 - percent)
    mix = mix_of(organisation)
    assert mix is not None and mix.leaning == leaning and mix.largest[1] == percent


def test_years_stand_in_their_order_and_the_source_of_today_is_looked_for_in_the_first_year(own) -> None:
    stated(own, LAST - 2, state_order=95, fees=5)
    mix = mix_of(own)
    assert mix is not None
    assert [year for year, _shares in mix.years] == [LAST - 2, LAST]
    assert mix.before == (LAST - 2, Decimal(95))


def test_a_source_without_a_number_is_left_out_and_nothing_stated_is_nothing(own) -> None:
    FundingShare.objects.create(organisation=own, year=LAST, source="prize", percent=None)
    mix = mix_of(own)
    assert mix is not None and "prize" not in mix.last[1]
    assert mix_of(make_organisation("Үнсіз ұйым")) is None


def test_fewer_than_five_comparable_organisations_are_not_shown(own, sector) -> None:
    beside(sector, FEWEST - 1)
    assert others_of(own, mix_of(own)) is None


def test_of_five_each_source_is_counted_and_those_one_lacks_stand_apart(own, sector) -> None:
    beside(sector, FEWEST - 2), beside(sector, 2, "632000000", donations=50, state_order=50)
    others = others_of(own, mix_of(own))
    assert others is not None and others.organisations == FEWEST
    assert {one.source: one.have for one in others.sources} == {"services": 3, "grant": 3, "donations": 2, "state_order": 2}
    assert {one.source for one in others.new} == {"services", "grant"}


def test_a_source_begun_since_the_first_stated_year_is_said(own, sector) -> None:
    for organisation in beside(sector, FEWEST):
        stated(organisation, LAST - 3, grant=100)
    others = others_of(own, mix_of(own))
    assert others is not None
    assert {one.source: one.added for one in others.sources} == {"services": FEWEST, "grant": 0}


def test_another_region_another_sector_and_old_years_are_not_comparable(own, sector) -> None:
    beside(sector, FEWEST, "351000000")
    beside(make_sector("1"), FEWEST)
    for organisation in Organisation.objects.filter(name_kk__startswith="631"):
        organisation.sectors.set([sector])
        organisation.funding.update(year=LAST - 4)
    assert others_of(own, mix_of(own)) is None


def test_less_than_five_per_cent_is_no_source_one_lives_from(own, sector) -> None:
    beside(sector, FEWEST, services=96, fees=4)
    others = others_of(own, mix_of(own))
    assert others is not None and [one.source for one in others.sources] == ["services"]
