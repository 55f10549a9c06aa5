"""The territory a postal address lies in. Addresses are made up in the shape of the registers."""

from __future__ import annotations

from datetime import date

import pytest

from kopir.base.actors import SYSTEM
from kopir.territories.acts import import_classifier, load_reference
from kopir.territories.models import Territory
from kopir.territories.queries import AddressMatcher, recognise
from tests.territories.files import ROWS, rows

pytestmark = pytest.mark.django_db

ADDRESSES = [
    ("070000, Восточно-Казахстанская область, Уланский район, Алмасайский сельский округ, село Бирлик, ул. Абая", "636237102"),
    ("Шығыс Қазақстан облысы, Ұлан ауданы, Алмасай ауылдық округі, Бірлік ауылы, Абай көшесі, 1 үй", "636237102"),
    ("ВОСТОЧНО-КАЗАХСТАНСКАЯ ОБЛАСТЬ, УЛАНСКИЙ РАЙОН, СЕЛО АЛМАСАЙ АБАЯ, д. б/н", "636237100"),
    ("ВКО, Уланский р-н, с. Бирлик", "636237102"),
    ("070000, Восточно-Казахстанская область, город Усть-Каменогорск, ул. Ауэзова, д. 2, кв. 3", "631000000"),
    ("г.Усть-Каменогорск, пр. Мира 5", "631000000"),
    ("Өскемен қ., Абай даңғылы, 7", "631000000"),
    ("Восточно-Казахстанская область, Зыряновский район", "634800000"),
    ("Восточно-Казахстанская область, город Семей, ул. Мира", "101000000"),
    ("Карагандинская область, город Жезказган", "621000000"),
    ("ЮЖНО-КАЗАХСТАНСКАЯ ОБЛАСТЬ, РАЙОН БАЙДИБЕКА, д. б/н", "613600000"),
    ("Туркестанская область, Байдибекский район, ул. X", "613600000"),
    ("Южно-Казахстанская область, город Шымкент, ул. Мира", "790000000"),
    ("010000, город Астана, район Алматы, ул. Мира, д. 1", "711110000"),
    ("город Нур-Султан район Есиль", "711210000"),
    (", город Алматы Мира, д. 5", "750000000"),
    ("050000, ГОРОД АЛМАТЫ, МЕДЕУСКИЙ РАЙОН", "751710000"),
    ("Алматы қаласы, Медеу ауданы, 5-үй", "751710000"),
    ("Ұлан ауданы, Шығыс Қазақстан облысы", "636200000"),
    ("Северо-Казахстанская область, район имени Габита Мусрепова, село Неизвестное", "596600000"),
    ("Абайский район, ул. Мира", None),
    ("село Бирлик", None),
    ("ул. Абая, д. 5", None),
    ("", None),
    ("12 Main Street, Springfield, IL", None),
]  # fmt: skip


@pytest.fixture
def country() -> None:
    load_reference(by=SYSTEM)
    import_classifier(rows(ROWS), by=SYSTEM, source="test", as_of=date(2026, 7, 17), partial=True)


def test_addresses(country: None) -> None:
    matcher = AddressMatcher()
    assert {address: matcher.code(address) for address, _ in ADDRESSES} == dict(ADDRESSES)


def test_every_territory_down_to_districts_is_found_by_its_own_names(country: None) -> None:
    matcher = AddressMatcher()
    for district in Territory.objects.filter(level=2).select_related("parent"):
        assert district.parent is not None
        for language in ("kk", "ru"):
            address = f"{district.parent.name(language)}, {district.name(language)}, 1".upper()
            assert (address, matcher.code(address)) == (address, district.code)


def test_a_single_address_sees_territories_that_came_since(country: None) -> None:
    assert recognise("Уланский район, село Новое") == Territory.objects.get(code="636200000")
    new = [*ROWS, ("636237109", "Жаңа а.", "с.Новое")]
    import_classifier(rows(new), by=SYSTEM, source="test", as_of=date(2026, 7, 17), partial=True)
    assert recognise("Уланский район, село Новое") == Territory.objects.get(code="636237109")
    assert recognise("нигде") is None
