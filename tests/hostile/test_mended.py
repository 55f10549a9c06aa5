"""What fell over once and must not again, each in the smallest form."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kopir.base.given import DayField, ManyField, day_of, number_of
from kopir.sectors.models import Sector
from tests.matter.people import Country, browser


@pytest.mark.parametrize("text", ["9" * 5000, "9" * 19, "²", "١٢٣", "-1", "", "1.5"])
def test_what_no_row_could_be_numbered_is_no_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("text", "day"), [("2027-02-28", date(2027, 2, 28)), ("0001-01-01", None), ("9999-12-31", None), ("x", None)]
)
def test_days_that_nobody_means(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize("text", ["0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31"])
def test_a_form_says_which_days_it_takes(text: str) -> None:
    with pytest.raises(ValidationError, match="1800"):
        DayField().clean(text)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "x"])
def test_a_key_beyond_any_row_is_no_choice(key: str) -> None:
    field = ManyField(Sector.objects.all(), required=False)
    with pytest.raises(ValidationError):
        field.clean([key])


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["since=0001-01-01", "until=9999-12-31", "since=9999-12-31&until=0001-01-01"])
@pytest.mark.parametrize("page", ["journal/", "journal.csv", "interactions/", "interactions.csv"])
def test_lists_between_the_ends_of_time(page: str, query: str) -> None:
    answer = Client().get(f"/kk/{page}?{query}")
    assert (answer.status_code, bool(answer.getvalue())) == (200, True)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["notices/", "matters/"])
def test_cursors_of_the_cabinet_beyond_any_row(page: str) -> None:
    client = browser(Country().author)
    for after in ("9" * 30, "9" * 5000, "x"):
        assert client.get(f"/kk/cabinet/{page}", {"after": after}).status_code == 200
