"""Names of the classifier in readable words, and in Latin letters."""

from __future__ import annotations

import pytest

from kopir.territories.naming import Names, kind_of, latin, level_of, readable
from kopir.territories.words import Kind, Level


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("000000000", Level.COUNTRY),
        ("630000000", Level.REGION),
        ("636200000", Level.DISTRICT),
        ("711110000", Level.RURAL_DISTRICT),
        ("636237100", Level.SETTLEMENT),
    ],
)
def test_the_level_follows_from_the_digits(code: str, level: Level) -> None:
    assert level_of(code) == level


NAMES = [
    ("630000000", "Шығыс Қазақстан облысы", "Восточно-Казахстанская область", Kind.REGION,
     ("Шығыс Қазақстан облысы", "Восточно-Казахстанская область", "Shygys Kazakstan Region")),
    ("750000000", "Алматы қ.", "г.Алматы", Kind.REPUBLICAN_CITY, ("Алматы қаласы", "город Алматы", "Almaty")),
    ("101000000", "Семей Қ.Ә.", "Семей Г.А.", Kind.CITY_ADMINISTRATION, ("Семей қаласы", "город Семей", "Semey")),
    ("471000000", "Ақтау Г.А.", "Актау Г.А.", Kind.CITY_ADMINISTRATION, ("Ақтау қаласы", "город Актау", "Aktau")),
    ("101010000", "Семей қ.", "г.Семей", Kind.CITY,
     ("Семей қаласы (қаланың өзі)", "город Семей (сам город)", "Semey (city proper)")),
    ("636200000", "Ұлан ауданы", "Уланский район", Kind.DISTRICT, ("Ұлан ауданы", "Уланский район", "Ulan District")),
    ("596600000", "Ғабит Мүсірепов атын.ауданы", "Район им.Габита Мусрепова", Kind.DISTRICT,
     ("Ғабит Мүсірепов атындағы аудан", "район имени Габита Мусрепова", "Gabit Musirepov District")),
    ("711110000", "Алматы ауданы", "район Алматы", Kind.CITY_DISTRICT, ("Алматы ауданы", "район Алматы", "Almaty District")),
    ("351013000", "Қазыбек би атын. а.ә.", "р.а. им.Казыбек би", Kind.CITY_DISTRICT,
     ("Қазыбек би атындағы аудан", "район Казыбек би", "Kazybek bi District")),
    ("435238000", "Бестам а.о.", "Бестамский с.о.", Kind.RURAL_DISTRICT,
     ("Бестам ауылдық округі", "Бестамский сельский округ", "Bestam Rural District")),
    ("113442000", "Арнасай а.о.", "с.о. Арнасай", Kind.RURAL_DISTRICT,
     ("Арнасай ауылдық округі", "сельский округ Арнасай", "Arnasay Rural District")),
    ("104445000", "Қойгелді Аухадиев атын.\xa0а.о.", "с.о.им.Койгельды Аухадиева", Kind.RURAL_DISTRICT,
     ("Қойгелді Аухадиев атындағы ауылдық округ", "сельский округ имени Койгельды Аухадиева",
      "Koygeldi Aukhadiev Rural District")),
    ("114647000", "Ақсуат а.ә.", "с.а. Аксуат", Kind.RURAL_DISTRICT,
     ("Ақсуат ауылдық әкімшілігі", "сельская администрация Аксуат", "Aksuat Rural District")),
    ("271035000", "Зачаганск к.ә.", "Зачаганская п.а.", Kind.TOWN,
     ("Зачаганск кенттік әкімшілігі", "Зачаганская поселковая администрация", "Zachagansk")),
    ("636237100", "Алмасай а.", "с.Алмасай", Kind.VILLAGE, ("Алмасай ауылы", "село Алмасай", "Almasay")),
    ("104145307", "Крупская атын.а.", "с.им.Крупской", Kind.VILLAGE,
     ("Крупская атындағы ауыл", "село имени Крупской", "Krupskaya")),
    ("233639100", "Жаңа Қаратон к.", "п.Жана Каратон", Kind.TOWN,
     ("Жаңа Қаратон кенті", "посёлок Жана Каратон", "Zhanga Karaton")),
    ("475220100", "Форт-Шевченко ќ.", "г.Форт-Шевченко", Kind.CITY,
     ("Форт-Шевченко қаласы", "город Форт-Шевченко", "Fort-Shevchenko")),
    ("155643114", "Ортабаз  қыстауы", "зимовка Ортабаз", Kind.OTHER, ("Ортабаз қыстауы", "зимовка Ортабаз", "Ortabaz kystauy")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "kk", "ru", "kind", "names"), NAMES, ids=[line[1] for line in NAMES])
def test_abbreviations_become_words(code: str, kk: str, ru: str, kind: Kind, names: tuple[str, str, str]) -> None:
    assert kind_of(code, kk, ru) == kind
    assert readable(code, kk, ru, kind) == Names(*names)


def test_a_winter_camp_is_no_city_district() -> None:
    assert kind_of("331039105", "Тасаудан қыстауы", "зимовка Тасаудан") == Kind.OTHER


@pytest.mark.parametrize(
    ("text", "written"),
    [("Өскемен", "Oskemen"), ("Маңғыстау", "Mangystau"), ("Щучинск", "Shchuchinsk"), ("ЮГ", "YuG"), ("Х 5", "Kh 5")],
)
def test_latin(text: str, written: str) -> None:
    assert latin(text) == written
