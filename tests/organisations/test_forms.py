"""What people enter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kopir.base.fold import skeleton
from kopir.organisations import acts
from kopir.organisations.forms import FundingForm, OrganisationDetails, OwnDetails, initial_funding
from kopir.organisations.words import FundingSource, Kind
from kopir.territories.models import Territory
from tests.factories import administrator, make_organisation, make_sector, make_territory, member
from tests.organisations.registers import make_bin

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> Territory:
    region = make_territory("630000000", "Шығыс Қазақстан облысы")
    row = make_territory("636200000", "Ұлан ауданы", region, ru="Уланский район")
    for territory in (region, row):
        territory.skeletons = "".join(f"\n{skeleton(name)}" for name in territory.names.values())
        territory.save()
    return row


def test_own_details_go_through_the_act_and_come_back(district: Territory) -> None:
    organisation, sector = make_organisation(), make_sector()
    form = OwnDetails(
        {
            "sectors": [sector.pk],
            "serves": "Ұлан ауданы\n\nулан ауданы",
            "phone": "2-00-00",
            "website": "example.kz",
        },
        organisation=organisation,
    )
    assert form.is_valid(), form.errors
    acts.edit(organisation, by=member(organisation), **form.values())
    assert (organisation.phone, organisation.website) == ("2-00-00", "https://example.kz")
    assert list(organisation.serves.all()) == [district]
    again = OwnDetails(organisation=organisation)
    assert again.initial["phone"] == "2-00-00"
    assert "Ұлан ауданы" in str(again["serves"])


@pytest.mark.parametrize("typed", ["Ұла", "ekfy"])
def test_places_served_are_understood_as_search_does(district: Territory, typed: str) -> None:
    form = OwnDetails({"serves": f"{typed}\nУлан"}, organisation=make_organisation())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["serves"] == [district]


def test_unknown_place_is_named() -> None:
    form = OwnDetails({"serves": "Жоқжер"}, organisation=make_organisation())
    assert not form.is_valid()
    assert "Жоқжер" in str(form.errors["serves"])


def test_administrator_enters_a_whole_organisation(district: Territory) -> None:
    form = OrganisationDetails(
        {
            "name_kk": "«Жасыл ел» ҚБ",
            "bin": f" {make_bin(1)} ",
            "status": "active",
            "territory": "Ұлан ауданы",
            "legal_form": "OO",
        }
    )
    assert form.is_valid(), form.errors
    row = acts.create(form.unsaved(Kind.NGO), by=administrator())
    assert (row.ref, row.territory, row.name_kk) == (make_bin(1), district, "«Жасыл ел» ҚБ")
    values = OrganisationDetails(organisation=row).initial
    assert (values["territory"].split(",")[0], values["bin"]) == ("Ұлан ауданы", make_bin(1))


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"status": "active"}, "name_kk"),
        ({"status": "active", "name_kk": "А", "bin": "123"}, "bin"),
        ({"status": "active", "name_kk": "А", "territory": "Жоқжер"}, "territory"),
    ],
)
def test_faults_stand_beside_their_fields(data: dict[str, str], field: str) -> None:
    form = OrganisationDetails(data)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_funding_of_a_year() -> None:
    organisation = make_organisation()
    form = FundingForm({"year": "2024", "grant": "60", "fees": "40"})
    assert form.is_valid(), form.errors
    acts.edit(organisation, by=administrator(), funding=form.shares())
    assert initial_funding(organisation.funding.all()) == {
        "year": 2024,
        "grant": Decimal(60),
        "fees": Decimal(40),
    }
    assert not FundingForm({"year": "2024", "grant": "60", "fees": "41"}).is_valid()
    assert set(FundingForm().fields) == {"year", *FundingSource.values}
