"""Names of akimats, and names in capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.actors import SYSTEM, VISITOR
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.organisations import acts, queries
from kopir.organisations.models import Organisation
from kopir.organisations.naming import akimat_names, genitive_kk, genitive_ru, readable
from kopir.organisations.words import Tier
from kopir.territories.acts import load_reference
from kopir.territories.models import Territory
from tests.factories import administrator


@pytest.mark.parametrize(
    ("kk", "genitive"),
    [
        ("Ұлан ауданы", "Ұлан ауданының"),
        ("Абай облысы", "Абай облысының"),
        ("Семей қаласы", "Семей қаласының"),
        ("Ғабит Мүсірепов атындағы аудан", "Ғабит Мүсірепов атындағы ауданның"),
        ("Бозкөл ауылдық округі", "Бозкөл ауылдық округінің"),
        ("Абай", "Абайдың"),
        ("Өскемен", "Өскеменнің"),
        ("Тараз", "Тараздың"),
        ("Павлодар", "Павлодардың"),
        ("Балқаш", "Балқаштың"),
        ("Түркістан", "Түркістанның"),
        ("Көкшетау", "Көкшетаудың"),
        ("Зеренді", "Зерендінің"),
    ],
)
def test_kazakh_genitive(kk: str, genitive: str) -> None:
    assert genitive_kk(kk) == genitive


@pytest.mark.parametrize(
    ("ru", "genitive"),
    [
        ("Уланский район", "Уланского района"),
        ("Катон-Карагайский район", "Катон-Карагайского района"),
        ("район Биржан сал", "района Биржан сал"),
        ("район имени Габита Мусрепова", "района имени Габита Мусрепова"),
        ("Акмолинская область", "Акмолинской области"),
        ("Северо-Казахстанская область", "Северо-Казахстанской области"),
        ("область Абай", "области Абай"),
        ("город Астана", "города Астаны"),
        ("город Алматы", "города Алматы"),
        ("город Караганда", "города Караганды"),
        ("город Рудный", "города Рудного"),
        ("город Усть-Каменогорск", "города Усть-Каменогорска"),
        ("город Арысь", "города Арыси"),
        ("город Костанай", "города Костаная"),
        ("город Семей", "города Семей"),
        ("город Қонаев", "города Қонаев"),
        ("город Кентау", "города Кентау"),
        ("", ""),
    ],
)
def test_russian_genitive(ru: str, genitive: str) -> None:
    assert genitive_ru(ru) == genitive


def test_akimat_names() -> None:
    assert akimat_names("Ұлан ауданы", "Уланский район", "Ulan District") == {
        "kk": "Ұлан ауданының әкімдігі",
        "ru": "Акимат Уланского района",
        "en": "Akimat of Ulan District",
    }


@pytest.mark.django_db
def test_akimats_of_all_regions_and_districts() -> None:
    load_reference(by=SYSTEM)
    by = administrator()
    entries = Entry.objects.count()
    made = acts.create_akimats(by=by)
    assert made == Territory.objects.exclude(level=0).count() == 248
    assert Entry.objects.count() - entries == made
    ulan = queries.akimat_of(Territory.objects.get(code="636200000"))
    assert ulan is not None
    assert (ulan.name_kk, ulan.tier, ulan.to_be_confirmed) == ("Ұлан ауданының әкімдігі", Tier.DISTRICT, True)
    above = queries.higher_of(ulan)
    assert above is not None
    assert (above.name_ru, above.tier) == ("Акимат Восточно-Казахстанской области", Tier.REGION)
    for row in Organisation.objects.all():
        assert row.name_kk.endswith(("ының әкімдігі", "ің әкімдігі", "ның әкімдігі"))
        assert row.name_ru.split()[1] in ("города", "района", "области") or row.name_ru.endswith(("ого района", "ой области"))
    assert acts.create_akimats(by=by) == 0


@pytest.mark.django_db
def test_only_an_administrator_makes_akimats() -> None:
    with pytest.raises(Refused):
        acts.create_akimats(by=VISITOR)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("КОРПОРАТИВНЫЙ ФОНД «ЖАС ОТАН»", "Корпоративный фонд «Жас отан»"),
        ("«ЖАСЫЛ ЕЛ» ҚОҒАМДЫҚ БІРЛЕСТІГІ", "«Жасыл ел» қоғамдық бірлестігі"),
        ("FRIENDS OF THE PARK INC", "Friends of the Park Inc"),
        ("THE YMCA OF KXZ 5TH WARD", "The Ymca of KXZ 5TH Ward"),
        ("ОО «Жасыл ел»", "ОО «Жасыл ел»"),
        ("ЮНЕСКО", "Юнеско"),
        ("ОФ", "ОФ"),
    ],
)
def test_capitals_are_shown_as_people_write(name: str, shown: str) -> None:
    assert readable(name) == shown


@given(st.text())
def test_readable_changes_only_the_case(name: str) -> None:
    assert readable(name).casefold() == name.casefold()
