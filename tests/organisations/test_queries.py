"""Lists by filter and key, figures, tables."""

from __future__ import annotations

from typing import Any

import pytest

from kopir.base.actors import VISITOR
from kopir.base.errors import Refused
from kopir.base.tables import csv_lines
from kopir.organisations import queries
from kopir.organisations.models import Organisation
from kopir.organisations.queries import OrganisationFilter
from kopir.organisations.words import Kind, LegalForm, Status
from kopir.territories.models import COUNTRY, Territory
from tests.factories import make_body, make_organisation, make_sector, make_territory
from tests.organisations.registers import make_bin

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> dict[str, Territory]:
    country = make_territory()
    region = make_territory("630000000", "Шығыс Қазақстан облысы")
    district = make_territory("636200000", "Ұлан ауданы", region)
    village = make_territory("636230100", "Бозанбай ауылы", district)
    other = make_territory("270000000", "Батыс Қазақстан облысы")
    return {"country": country, "region": region, "district": district, "village": village, "other": other}


def listed(**filters: Any) -> list[Organisation]:
    return queries.list_organisations(VISITOR, OrganisationFilter(**filters)).rows


def test_organisation_for_unknown_ref_is_hidden() -> None:
    with pytest.raises(Refused) as refusal:
        queries.organisation_for(VISITOR, "nothing")
    assert refusal.value.hidden


def test_organisation_for_follows_a_chain_of_merges() -> None:
    last = make_organisation()
    middle = make_organisation(merged_into=last)
    first = make_organisation(merged_into=middle)
    assert queries.organisation_for(VISITOR, first.ref) == last


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_list_is_paged_by_key_in_the_readers_alphabet(language: str) -> None:
    for kk, ru in (("Өрлеу", "Я"), ("Ақ", "Ёлка"), ("Әділ", "Елка"), ("Ақ", "Ж")):
        make_organisation(kk, ru=ru)
    whole = queries.list_organisations(VISITOR, None, language, limit=10).rows
    first = queries.list_organisations(VISITOR, None, language, limit=3)
    second = queries.list_organisations(VISITOR, None, language, after=first.after, limit=3)
    assert [*first.rows, *second.rows] == whole
    assert (first.before, second.after) == ("", "")
    back = queries.list_organisations(VISITOR, None, language, before=second.before, limit=3)
    assert (back.rows, back.before, back.after) == (first.rows, "", first.after)
    names = [getattr(row, f"name_{language}") for row in whole]
    if language == "kk":
        assert names == ["Ақ", "Ақ", "Әділ", "Өрлеу"]
    if language == "ru":
        assert names[2:] == ["Ж", "Я"]


@pytest.mark.parametrize("key", ["x", "~", "a~b", "~" + "9" * 40, "a~²"])
def test_broken_key_begins_from_the_start(key: str) -> None:
    row = make_organisation()
    assert queries.list_organisations(VISITOR, after=key).rows == [row]
    assert queries.list_organisations(VISITOR, before=key).rows == [row]


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_once(number: int, places: dict[str, Territory], django_assert_num_queries: Any) -> None:
    for _row in range(number):
        make_organisation(territory=places["village"])
    with django_assert_num_queries(1):
        for row in listed(territory=places["region"]):
            assert row.territory is not None


def test_place_takes_what_is_seated_inside_and_what_serves_it(places: dict[str, Territory]) -> None:
    village = make_organisation("Ауыл", territory=places["village"])
    other = make_organisation("Басқа", territory=places["other"])
    serving_region = make_organisation("Облысқа", territory=places["other"])
    serving_region.serves.set([places["region"]])
    serving_village = make_organisation("Ауылға", territory=places["other"])
    serving_village.serves.set([places["village"]])
    assert set(listed(territory=places["district"])) == {village, serving_region, serving_village}
    assert listed(territory=places["district"], served=False) == [village]
    assert len(listed(territory=places["country"])) == 4
    assert set(listed(territory=places["other"])) == {other, serving_region, serving_village}


def test_filters(places: dict[str, Territory]) -> None:
    sector = make_sector()
    one = make_organisation("«Жасыл ел» ҚБ", legal_form=LegalForm.OO, bin=make_bin(1))
    one.sectors.set([sector])
    two = make_organisation("", ru="ОФ «Ёлка»", legal_form=LegalForm.OF, status=Status.ENDED)
    body = make_body(territory=places["district"])
    assert listed(sector=sector) == [one]
    assert listed(legal_form=LegalForm.OF) == [two]
    assert listed(status=Status.ENDED) == [two]
    assert listed(kind=Kind.STATE_BODY) == [body]
    assert listed(text="жасыл") == [one]
    assert listed(text="ЖАСЫЛ ел") == [one]
    assert listed(text="елка") == [two]
    assert listed(text="elka") == [two]
    assert listed(text=make_bin(1)) == [one]
    assert listed(text="жоқ") == []
    assert queries.count_organisations(VISITOR, OrganisationFilter(kind=Kind.NGO)) == 2


def test_demonstration_can_be_left_out() -> None:
    make_organisation(is_demonstration=True)
    real = make_organisation()
    assert listed(with_demonstration=False) == [real]


def test_figures_name_their_sources(places: dict[str, Territory]) -> None:
    sector = make_sector()
    row = make_organisation(
        territory=places["village"],
        provenance={"bin": ["data.egov.kz", "2024-01-01"], "phone": ["manual", "2024-01-01"]},
    )
    row.sectors.set([sector])
    make_organisation(territory=places["region"], status=Status.INACTIVE)
    wanted = OrganisationFilter(territory=places["region"])
    by_status = queries.count_by_status(VISITOR, wanted)
    assert (by_status.counts, by_status.total, by_status.sources) == (
        {"active": 1, "inactive": 1},
        2,
        ("data.egov.kz",),
    )
    assert by_status.as_of is not None
    assert queries.count_by_sector(VISITOR, wanted).counts == {"3": 1}
    assert queries.count_by_territory(VISITOR, places["region"]).counts == {"630000000": 1, "636200000": 1}
    assert queries.count_by_territory(VISITOR, places["country"]).counts == {"630000000": 2}
    assert queries.count_by_kind(VISITOR, wanted).counts == {"ngo": 2}
    assert queries.count_by_legal_form(VISITOR, wanted).counts == {"": 2}


def test_bodies_of_a_place(places: dict[str, Territory]) -> None:
    akimat = make_body(territory=places["district"])
    make_organisation(territory=places["district"])
    assert list(queries.bodies_of(places["district"])) == [akimat]
    assert queries.akimat_of(places["district"]) == akimat
    assert queries.akimat_of(places["region"]) is None


def test_table_streams_safe_cells(places: dict[str, Territory]) -> None:
    make_organisation(
        "=1+1",
        territory=places["village"],
        legal_form=LegalForm.OO,
        provenance={"name_kk": ["r", "2024-01-01"]},
    )
    header, row = list(csv_lines(queries.rows_for_csv(VISITOR, language="kk")))[1:]
    assert header.startswith("ref,bin,kind,name_kk")
    assert ",'=1+1," in row
    assert "636230100,Бозанбай ауылы" in row
    assert row.rstrip().endswith("r,2024-01-01,0,0")


def test_country_needs_no_condition() -> None:
    assert OrganisationFilter(territory=Territory(code=COUNTRY, level=0)).condition() == OrganisationFilter().condition()
