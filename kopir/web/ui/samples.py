"""Sample data of the style page, invented, in three languages."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import get_language


def _say(kk: str, ru: str, en: str) -> str:
    return {"kk": kk, "ru": ru}.get((get_language() or "kk")[:2], en)


say = lazy(_say, str)

NEEDS = (
    ("water", say("Ауыз су", "Питьевая вода", "Drinking water")),
    ("road", say("Жол мен көпір", "Дороги и мосты", "Roads and bridges")),
    ("school", say("Мектептен тыс білім", "Внешкольное образование", "After-school learning")),
)
MOMENT = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)

# code, kk, ru, en, short kk, column, row: the twenty regions on a grid of eight by five
_REGIONS = (
    ("59", "Солтүстік Қазақстан", "Северо-Казахстанская", "North Kazakhstan", "СҚО", 4, 1),
    ("55", "Павлодар", "Павлодарская", "Pavlodar", "ПАВ", 6, 1),
    ("27", "Батыс Қазақстан", "Западно-Казахстанская", "West Kazakhstan", "БҚО", 1, 2),
    ("39", "Қостанай", "Костанайская", "Kostanay", "ҚОС", 3, 2),
    ("11", "Ақмола", "Акмолинская", "Akmola", "АҚМ", 4, 2),
    ("71", "Астана", "Астана", "Astana", "АСТ", 5, 2),
    ("10", "Абай", "Абайская", "Abai", "АБЫ", 7, 2),
    ("63", "Шығыс Қазақстан", "Восточно-Казахстанская", "East Kazakhstan", "ШҚО", 8, 2),
    ("23", "Атырау", "Атырауская", "Atyrau", "АТЫ", 1, 3),
    ("15", "Ақтөбе", "Актюбинская", "Aktobe", "АҚТ", 2, 3),
    ("62", "Ұлытау", "Улытауская", "Ulytau", "ҰЛЫ", 4, 3),
    ("35", "Қарағанды", "Карагандинская", "Karaganda", "ҚАР", 5, 3),
    ("33", "Жетісу", "Жетысуская", "Zhetisu", "ЖЕТ", 7, 3),
    ("47", "Маңғыстау", "Мангистауская", "Mangystau", "МАҢ", 1, 4),
    ("43", "Қызылорда", "Кызылординская", "Kyzylorda", "ҚЫЗ", 3, 4),
    ("31", "Жамбыл", "Жамбылская", "Zhambyl", "ЖАМ", 5, 4),
    ("19", "Алматы облысы", "Алматинская область", "Almaty region", "АЛО", 6, 4),
    ("75", "Алматы", "Алматы", "Almaty", "АЛМ", 7, 4),
    ("61", "Түркістан", "Туркестанская", "Turkistan", "ТҮР", 4, 5),
    ("79", "Шымкент", "Шымкент", "Shymkent", "ШЫМ", 5, 5),
)


class MatterForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(
        max_length=120,
        label=say("Мәселе неде?", "В чём вопрос?", "What is the matter?"),
        help_text=say("Бір сөйлеммен.", "Одним предложением.", "In one sentence."),
    )
    story = forms.CharField(
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        label=say("Толығырақ айтып беріңіз", "Расскажите подробнее", "Tell us more"),
    )
    place = forms.ChoiceField(
        choices=[(code, say(kk, ru, en)) for code, kk, ru, en, *_rest in _REGIONS],
        label=say("Қай жерде?", "Где?", "Where?"),
    )
    urgency = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=say("Қаншалықты шұғыл?", "Насколько срочно?", "How urgent is it?"),
        choices=(
            ("now", say("Кейінге қалдыруға болмайды", "Ждать нельзя", "It cannot wait")),
            ("soon", say("Осы тоқсанда", "В этом квартале", "This quarter")),
        ),
    )
    needs = forms.MultipleChoiceField(
        choices=NEEDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=say("Не туралы?", "О чём?", "About what?"),
    )
    since = forms.DateField(required=False, widget=forms.DateInput, label=say("Қашаннан бері?", "С какого дня?", "Since when?"))
    people = forms.IntegerField(
        required=False, label=say("Қанша адамға қатысты?", "Скольких людей касается?", "How many people?")
    )
    letter = forms.FileField(
        required=False,
        label=say("Файл", "Файл", "File"),
        help_text=say("20 МБ-қа дейін.", "До 20 МБ.", "Up to 20 MB."),
    )
    public = forms.BooleanField(
        required=False,
        label=say("Мәселе баршаға көрінсін", "Показать вопрос всем", "Show the matter to everybody"),
    )


class ListForm(forms.Form):
    need = forms.MultipleChoiceField(choices=NEEDS, required=False, label=say("Сала", "Сфера", "Sphere"))
    since = forms.DateField(required=False, label=say("Мерзімнен бастап", "Начиная с", "From"))


def wrong_form() -> MatterForm:
    form = MatterForm({"title": "", "people": "?"}, prefix="wrong")
    form.is_valid()
    return form


def tiles() -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "label": _say(kk, ru, en),
            "short": short,
            "column": column,
            "row": row,
            "value": n * 7 % 43,
            "url": f"?place={code}",
            "level": n * 7 % 43 // 9,
        }
        for n, (code, kk, ru, en, short, column, row) in enumerate(_REGIONS)
    ]


def steps() -> list[dict[str, Any]]:
    official = _say("Әлеуметтік даму басқармасы", "Управление социального развития", "Department of social development")
    return [
        {
            "time": MOMENT,
            "title": _say("Қабылданды", "Принято", "Accepted"),
            "who": official,
            "url": "#",
            "text": _say(
                "Ұңғыма бұрғылау жобасын қараймыз.",
                "Рассмотрим проект скважины.",
                "We look at the project of a well.",
            ),
        },
        {
            "time": MOMENT.replace(day=20),
            "title": _say("Жіберілді", "Отправлено", "Sent"),
            "who": "«Бұлақ» ҚҚ",
            "text": "",
            "url": "",
        },
    ]


def tasks() -> list[dict[str, Any]]:
    return [
        {
            "title": _say("Тапсыруды қабылдау", "Принять передачу", "Accept the hand-over"),
            "url": "#",
            "tone": "waiting",
            "hint": _say("Жауап мерзімі: 3 жұмыс күні", "Срок ответа: 3 рабочих дня", "Term: 3 working days"),
            "status": _say("Сізді күтеді", "Ждёт вас", "Waits for you"),
        },
        {
            "title": _say("Пікір беру", "Дать мнение", "Give an opinion"),
            "url": "#",
            "tone": "good",
            "hint": "",
            "status": _say("Орындалды", "Готово", "Done"),
        },
    ]


def tones() -> list[tuple[str, str]]:
    return [
        (_say("Тіркелді", "Зарегистрировано", "Registered"), "neutral"),
        (_say("Жауап күтуде", "Ждёт ответа", "Awaits an answer"), "waiting"),
        (_say("Жұмыс жүріп жатыр", "В работе", "In work"), "active"),
        (_say("Шешілді", "Решено", "Solved"), "good"),
        (_say("Ішінара шешілді", "Решено частично", "Partly solved"), "partial"),
        (_say("Даулы", "Оспорено", "Contested"), "bad"),
        (_say("Жабылды", "Закрыто", "Closed"), "closed"),
    ]


def everything() -> dict[str, Any]:
    words = _say("Қолданылуы", "Применение", "Use")
    return {
        "tones": tones(),
        "tasks": tasks(),
        "entries": steps(),
        "tiles": tiles(),
        "moment": MOMENT,
        "letters": "Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і",
        "rows": [
            {"key": _say("Нөмірі", "Номер", "Number"), "value": "KZ-2026-000128"},
            {"key": _say("Кімде", "У кого", "Held by"), "value": steps()[0]["who"], "url": "#"},
        ],
        "foreign": SimpleNamespace(
            text="Школьный автобус для села",
            language="ru" if get_language() != "ru" else "kk",
            is_fallback=True,
        ),
        "headers": [
            _say("Өңір", "Регион", "Region"),
            (_say("Мәселелер", "Вопросы", "Matters"), "number"),
            (_say("Шешілгені", "Решено", "Solved"), "number"),
        ],
        "table": [[tile["label"], tile["value"] * 131, tile["value"] * 17] for tile in tiles()[:4]],
        "bars": [{"label": label, "value": value, "url": ""} for (_code, label), value in zip(NEEDS, (24, 9.5, 3), strict=True)],
        "legend": ["0–8", "9–17", "18–26", "27–35", "36–42"],
        "words": words,
        "sentence": _say(
            "Әрбір мәселенің бір жауапты лауазымы бар.",
            "У каждого вопроса одна ответственная должность.",
            "Each matter has one accountable post.",
        ),
        "navigation": [
            {"label": _say("Мәселелер", "Вопросы", "Matters"), "url": "/matters/", "count": 3},
            {"label": words, "url": "/", "count": 0},
            {"label": _say("Тәжірибе", "Практики", "Practices"), "url": "/practices/", "count": 0},
        ],
    }
