"""Taking in a classifier: new, renamed, gone, back, wrong; and the same again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from kopir.base.actors import SYSTEM, VISITOR
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.journal.sentences import sentence
from kopir.territories import queries
from kopir.territories.acts import Outcome, edit, import_classifier
from kopir.territories.models import Territory, TerritoryName
from tests.factories import administrator
from tests.territories.files import ROWS, rows

pytestmark = pytest.mark.django_db

SUMMER = date(2026, 7, 1)
AUTUMN = date(2026, 10, 1)
Lines = list[tuple[str, str, str]]


def take(lines: Lines = ROWS, as_of: date = SUMMER, **options: Any) -> Outcome:
    return import_classifier(rows(lines), by=SYSTEM, source="test", as_of=as_of, **options)


def renamed(code: str, kk: str, ru: str) -> Lines:
    return [(code, kk, ru) if line[0] == code else line for line in ROWS]


def without(*codes: str) -> Lines:
    return [line for line in ROWS if line[0] not in codes]


def counts(outcome: Outcome) -> dict[str, int]:
    return {name: number for name, number in outcome.counts.items() if number}


def test_everything_is_new_at_first() -> None:
    assert counts(take()) == {"read": 11, "created": 11}
    village = Territory.objects.get(code="636237102")
    assert (village.name_kk, village.name_ru, village.official_ru) == ("Бірлік ауылы", "село Бирлик", "с.Бирлик")
    assert [held.code for held in queries.breadcrumbs(village)] == ["000000000", "630000000", "636200000", "636237000"]


def test_one_entry_tells_of_the_first_import() -> None:
    take()
    entry = Entry.objects.get()
    assert sentence(entry) == "Көпір: аумақтар тізімі жүктелді; жаңасы – 11, өзгергені – 0, таратылғаны – 0"
    assert json.loads(entry.content)["facts"]["source"] == "test"


def test_the_second_time_changes_nothing() -> None:
    take()
    assert counts(take(as_of=AUTUMN)) == {"read": 11, "unchanged": 11}
    assert Entry.objects.count() == 1
    assert Territory.objects.get(code="636200000").source_date == SUMMER


def test_a_dry_run_writes_nothing() -> None:
    assert counts(take(dry_run=True)) == {"read": 11, "created": 11}
    assert (Territory.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_rename_keeps_the_former_name_and_is_found_by_it() -> None:
    take()
    assert counts(take(renamed("634800000", "Бұқтырма ауданы", "Бухтарминский район"), AUTUMN)) == {
        "read": 11, "updated": 1, "unchanged": 10,
    }  # fmt: skip
    former = TerritoryName.objects.get()
    assert (former.name_kk, former.name_ru, former.ends_on) == ("Алтай ауданы", "район Алтай", date(2026, 9, 30))
    assert [found.code for found in queries.suggest("Алтай ауданы")] == ["634800000"]
    entry = Entry.objects.get(act="territories.rename")
    assert sentence(entry) == "Аумақтың бұрынғы атауы – Алтай ауданы, жаңа атауы – Бұқтырма ауданы"


def test_a_second_rename_goes_on_where_the_first_ended() -> None:
    take()
    take(renamed("634800000", "Бұқтырма ауданы", "Бухтарминский район"), AUTUMN)
    take(renamed("634800000", "Зырян ауданы", "Зыряновский район"), date(2027, 1, 1))
    assert list(TerritoryName.objects.order_by("ends_on").values_list("name_kk", "starts_on", "ends_on")) == [
        ("Алтай ауданы", None, date(2026, 9, 30)),
        ("Бұқтырма ауданы", AUTUMN, date(2026, 12, 31)),
    ]


def test_what_the_file_no_longer_has_ends() -> None:
    take()
    assert counts(take(without("636237102"), AUTUMN)) == {"read": 10, "unchanged": 10, "ended": 1}
    assert Territory.objects.get(code="636237102").ends_on == AUTUMN
    assert queries.suggest("Бірлік") == []
    assert Entry.objects.filter(act="territories.end", subject_id="636237102").count() == 1
    assert counts(take(without("636237102"), AUTUMN)) == {"read": 10, "unchanged": 10}


def test_what_comes_back_lives_again() -> None:
    take()
    take(without("636237102"), AUTUMN)
    assert counts(take(as_of=date(2027, 1, 1))) == {"read": 11, "updated": 1, "unchanged": 10}
    assert Territory.objects.get(code="636237102").ends_on is None
    assert Entry.objects.filter(act="territories.return").count() == 1


def test_a_part_of_the_classifier_is_not_taken_for_the_whole() -> None:
    take()
    with pytest.raises(Refused) as refusal:
        take(ROWS[:3])
    assert refusal.value.code == "too_many_end"
    assert Territory.objects.filter(ends_on=None).count() == 12
    assert counts(take(ROWS[:3], partial=True)) == {"read": 3, "unchanged": 3}
    assert counts(take(ROWS[:3], allow_ending=True)) == {"read": 3, "unchanged": 3, "ended": 8}


def test_rejected_rows_say_why_and_end_nothing() -> None:
    take()
    lines = [
        *without("636237102"),
        ("636237102", "", " "),
        ("63623710", "Қысқа а.", "с.Короткое"),
        ("6362371O3", "Әріп а.", "с.Буква"),
        ("636200000", "Тағы бір аудан", "Ещё район"),
        ("996200000", "Бөтен ауданы", "Чужой район"),
        ("000000001", "Ешқайда", "Нигде"),
        ("636237105", "х" * 401, "с.Длинное"),
    ]
    outcome = take(lines, AUTUMN)
    assert counts(outcome) == {"read": 17, "unchanged": 10, "rejected": 7}
    assert [(row.number, row.column) for row in outcome.rejected] == [
        (12, "name_kk"), (13, "code"), (14, "code"), (15, "code"), (17, "code"), (18, "name_kk"), (16, "code"),
    ]  # fmt: skip
    assert all(row.reason for row in outcome.rejected)


def test_names_improved_by_hand_stay_until_the_classifier_changes() -> None:
    take()
    territory = Territory.objects.get(code="636200000")
    names = {"kk": "Ұлан ауданы", "ru": "Уланский район", "en": "Ulan"}
    edit(territory, by=administrator(), names=names, starts_on=None, ends_on=None, reason="usual name")
    assert counts(take()) == {"read": 11, "unchanged": 11}
    take(renamed("636200000", "Жаңа Ұлан ауданы", "Новоуланский район"))
    territory.refresh_from_db()
    assert territory.names == {"kk": "Жаңа Ұлан ауданы", "ru": "Новоуланский район", "en": "Ulan"}


def test_a_level_may_be_missing() -> None:
    take([*ROWS, ("636250100", "Жалғыз а.", "с.Одинокое")])
    assert Territory.objects.get(code="636250100").parent_id == "636200000"


def test_a_visitor_may_not_import() -> None:
    with pytest.raises(Refused):
        import_classifier(rows(), by=VISITOR, source="test", as_of=SUMMER)
    assert Territory.objects.count() == 0


def test_an_error_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("kopir.territories.acts.importing.write", fail)
    with pytest.raises(RuntimeError):
        take()
    assert (Territory.objects.count(), Entry.objects.count()) == (0, 0)
