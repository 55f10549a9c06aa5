"""Pages of indicators and measurements: everybody reads the library and the totals, forms lose nothing, sheets go out and in."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kopir.effects import acts
from kopir.effects.acts import Given
from kopir.effects.models import Comparison, Effect, Goal, Indicator, Measure, Measurement
from kopir.effects.words import ComparedWith, Kind, Library
from tests.effects.world import Effects, fresh
from tests.matter.people import browser, read, send

pytestmark = pytest.mark.django_db
Q1 = (date(2026, 1, 1), date(2026, 3, 31))
LANGUAGES = ("kk", "ru", "en")
NAMES = {"name_kk": "Келген балалар", "kind": "people", "counted": "per_period", "better": "more", "unit_kk": "бала"}


@pytest.fixture
def world() -> Effects:
    return Effects()


@pytest.fixture
def card(world: Effects) -> Effect:
    return world.published_effect(measured=True)


@pytest.fixture
def measure(card: Effect) -> Measure:
    return card.measures.get()


def page(card: Effect, rest: str = "", language: str = "kk") -> str:
    return f"/{language}/effects/{card.ref}/{rest}"


def _accepted(world: Effects, measure: Measure, value: int = 4) -> Measurement:
    row = acts.measure_value(measure, by=world.author, given=Given(world.ulan, *Q1, Decimal(value)))
    acts.submit_measurement(row, by=world.author)
    return acts.accept_measurement(row, by=world.district)


def _typed(world: Effects, **values: Any) -> dict[str, Any]:
    return {"territory": world.ulan.code, "period": "2026-Q1", "value": "4", "key": uuid4(), **values}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_the_library_the_total_and_its_values(
    world: Effects, card: Effect, measure: Measure, language: str
) -> None:
    row = _accepted(world, measure)
    acts.compare(measure, by=world.author, compared_with=ComparedWith.TARGET)
    visitor = Client()
    for address in (f"/{language}/indicators/", f"/{language}/indicators/own/heaps/"):
        assert "heaps" in read(visitor, address)
    assert measure.indicator.name(language).text in read(visitor, page(card, language=language))
    assert row.territory.name(language).text in read(visitor, page(card, f"measures/{measure.pk}/", language))
    assert measure.indicator.name(language).text in read(visitor, page(card, f"measurements/{row.pk}/", language))


def test_what_was_not_accepted_is_between_the_parties(world: Effects, card: Effect, measure: Measure) -> None:
    row = acts.measure_value(measure, by=world.author, given=Given(world.ulan, *Q1, Decimal(4)))
    for stranger in (Client(), browser(world.joiner)):
        read(stranger, page(card, f"measurements/{row.pk}/"), 404)
    assert "4" in read(browser(world.district), page(card, f"measurements/{row.pk}/"))


def test_from_the_choice_of_an_indicator_to_an_accepted_value(world: Effects) -> None:
    card = world.published_effect()
    world.indicator("children", Kind.PEOPLE)
    author, district = browser(world.author), browser(world.district)
    assert "children" in read(author, page(card, "measures/?find=children"))
    indicator = Indicator.objects.get(code="children")
    send(author, page(card, f"measures/choose/{indicator.pk}/"), target="1 000", target_on="2026-12-31")
    measure = card.measures.get()
    assert measure.target == 1000
    led = send(author, page(card, f"measures/{measure.pk}/new/"), submit="1", part_women="3", **_typed(world, value="4"))
    row = Measurement.objects.get()
    assert led == page(card, f"measurements/{row.pk}/")
    assert (row.state, row.breakdowns.get().group) == ("submitted", "women")
    send(district, page(card, f"measurements/{row.pk}/act/accept/"))
    assert fresh(row).state == "accepted"


def test_a_value_is_returned_put_right_and_opened_again(world: Effects, card: Effect, measure: Measure) -> None:
    author, district = browser(world.author), browser(world.district)
    send(author, page(card, f"measures/{measure.pk}/new/"), submit="1", **_typed(world))
    row = Measurement.objects.get()
    send(district, page(card, f"measurements/{row.pk}/act/return/"), reason="Актіде 3 деп тұр")
    assert "Актіде 3 деп тұр" in read(author, page(card, f"measurements/{row.pk}/"))
    send(author, page(card, f"measurements/{row.pk}/edit/"), submit="1", **_typed(world, value="3"))
    send(district, page(card, f"measurements/{row.pk}/act/accept/"))
    send(author, page(card, f"measurements/{row.pk}/act/reopen/"), reason="Тағы біреу табылды")
    assert (fresh(row).state, fresh(row).version) == ("draft", 2)


def test_what_was_typed_wrong_is_said_and_not_lost(world: Effects, card: Effect, measure: Measure) -> None:
    answer = browser(world.author).post(page(card, f"measures/{measure.pk}/new/"), _typed(world, value="көп", note="Ескерту сөз"))
    text = answer.content.decode()
    assert (answer.status_code, Measurement.objects.count()) == (200, 0)
    assert "Ескерту сөз" in text and "көп" in text


def test_other_days_are_given_by_their_first_and_last(world: Effects, card: Effect, measure: Measure) -> None:
    author, address = browser(world.author), page(card, f"measures/{measure.pk}/new/")
    answer = author.post(address, _typed(world, period="other"))
    assert "since" in answer.context["form"].errors
    send(author, address, **_typed(world, period="other", since="2026-05-14", until="2026-06-30"))
    row = Measurement.objects.get()
    assert (row.starts_on, row.ends_on) == (date(2026, 5, 14), date(2026, 6, 30))


# ---- A device without a line ---------------------------------------------------------------------------------------


def _device(client: Client, address: str, values: dict[str, Any]) -> Any:
    return client.post(address, values, headers={"X-Kopir": "device"})


def test_what_a_device_sends_twice_arrives_once(world: Effects, card: Effect, measure: Measure) -> None:
    author, address = browser(world.author), page(card, f"measures/{measure.pk}/new/")
    values = _typed(world, submit="1")
    first, again = (_device(author, address, values) for _time in range(2))
    assert (first.status_code, again.status_code, first.json()["id"]) == (200, 200, again.json()["id"])
    assert (Measurement.objects.count(), Measurement.objects.get().state) == (1, "submitted")


def test_a_device_is_told_what_cannot_be_taken(world: Effects, card: Effect, measure: Measure) -> None:
    answer = _device(browser(world.author), page(card, f"measures/{measure.pk}/new/"), _typed(world, value="көп"))
    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_the_form_asks_nothing_of_the_server_while_it_is_filled_in(world: Effects, card: Effect, measure: Measure) -> None:
    text = read(browser(world.author), page(card, f"measures/{measure.pk}/new/"))
    assert "data-keep=" in text and "effects/keep" in text
    assert re.search(r'<select[^>]*name="territory"', text) and re.search(r'<select[^>]*name="period"', text)
    assert "hx-" not in text.partition('<form method="post" novalidate')[2].partition("</form>")[0]


# ---- Sheets and comparisons ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_goes_out_and_comes_in_again(world: Effects, card: Effect, measure: Measure, form: str) -> None:
    _accepted(world, measure)
    author = browser(world.author)
    content = author.get(page(card, f"measurements/sheet.{form}")).content
    file = SimpleUploadedFile(f"sheet.{form}", content)
    answer = author.post(page(card, "measurements/sheet/", "en"), {"file": file})
    assert "as they were: 1" in answer.content.decode()


def test_rows_of_a_sheet_that_cannot_be_taken_are_named_on_the_page(world: Effects, card: Effect, measure: Measure) -> None:
    lines = f"indicator,territory,period,value\nheaps,{world.ulan.code},2026-Q1,5\nheaps,{world.ulan.code},жаз,5\n"
    file = SimpleUploadedFile("sheet.csv", lines.encode())
    text = browser(world.author).post(page(card, "measurements/sheet/"), {"file": file}).content.decode()
    assert "жаз" in text
    assert Measurement.objects.get().value == 5


def test_what_a_sheet_holds_besides_is_named_on_the_page(world: Effects, card: Effect, measure: Measure) -> None:
    line = {"indicator": "heaps", "territory": world.ulan.code, "period": "2026-Q1", "value": 5, "": "бөтен", "дауыс": 3}
    file = SimpleUploadedFile("sheet.json", json.dumps([line]).encode())
    text = browser(world.author).post(page(card, "measurements/sheet/"), {"file": file}).content.decode()
    assert "бөтен" in text and "дауыс" in text
    assert Measurement.objects.get().value == 5


def test_what_was_not_taken_of_a_sheet_is_downloaded_by_whose_session_handed_it_in(
    world: Effects, card: Effect, measure: Measure
) -> None:
    lines = f"indicator,territory,period,value,\nheaps,{world.ulan.code},2026-Q1,5,бөтен\nheaps,{world.ulan.code},жаз,5,\n"
    author = browser(world.author)
    answer = author.post(page(card, "measurements/sheet/"), {"file": SimpleUploadedFile("sheet.csv", lines.encode())})
    for name, held in zip(answer.context["files"].names, ("жаз", "бөтен"), strict=True):
        address = page(card, f"measurements/sheet/aside/{name}")
        assert f'href="{address}"' in answer.content.decode()
        assert held in b"".join(author.get(address).streaming_content).decode()  # type: ignore[attr-defined]
        assert browser(world.author).get(address).status_code == 404


def test_values_of_a_card_are_downloaded_with_their_state_and_hash(world: Effects, card: Effect, measure: Measure) -> None:
    _accepted(world, measure)
    answer = Client().get(page(card, "measurements.csv"))
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert f"{card.ref},own,heaps,{world.ulan.code}" in text and "accepted" in text


def test_a_party_adds_and_takes_away_a_comparison(world: Effects, card: Effect, measure: Measure) -> None:
    _accepted(world, measure)
    district = browser(world.district)
    send(district, page(card, "compare/"), measure=measure.pk, compared_with="before")
    found = Comparison.objects.get()
    assert "comparison" in read(Client(), page(card))
    send(district, page(card, f"compare/{found.pk}/remove/"))
    assert not Comparison.objects.exists()


# ---- The library ---------------------------------------------------------------------------------------------------


def test_an_organisation_makes_edits_and_ends_its_indicator(world: Effects) -> None:
    author = browser(world.author)
    led = send(author, "/kk/indicators/new/", **NAMES)
    row = Indicator.objects.get()
    assert led == f"/kk/indicators/own/{row.code}/"
    send(author, f"{led}edit/", **{**NAMES, "name_ru": "Пришедшие дети"})
    assert fresh(row).name_ru == "Пришедшие дети"
    read(browser(world.joiner), f"{led}edit/", 403)
    send(author, f"{led}end/")
    assert fresh(row).ends_on is not None


def test_an_official_names_items_of_the_plan_and_takes_them_out_of_use(world: Effects) -> None:
    district = browser(world.district)
    send(district, "/kk/indicators/plan/items/", name_kk="Үйінділерді жою", source="2026 жылғы жоспар")
    goal = Goal.objects.get()
    assert goal.body_id == world.district.organisation_id
    send(district, f"/kk/indicators/plan/items/{goal.pk}/end/")
    assert fresh(goal).ends_on is not None


def test_the_library_is_narrowed_by_words_and_library_and_downloaded_alike(world: Effects) -> None:
    world.indicator("heaps")
    world.indicator("literate", Kind.SHARE, library=Library.NATIONAL)
    text = read(Client(), "/kk/indicators/?words=literate&library=national")
    assert "literate" in text and "/own/heaps/" not in text
    answer = Client().get("/kk/indicators.csv?library=national")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_is_read_with_the_same_number_of_queries(
    world: Effects, number: int, django_assert_max_num_queries: Any
) -> None:
    for one in range(number):
        world.indicator(f"heaps{one}")
    with django_assert_max_num_queries(16):
        read(Client(), "/kk/indicators/")


def test_json_is_only_for_devices(world: Effects, card: Effect, measure: Measure) -> None:
    answer = browser(world.author).post(page(card, f"measures/{measure.pk}/new/"), _typed(world))
    assert answer.status_code == 302
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.content or b"<")
