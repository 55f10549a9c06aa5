"""The Regulation as pages show it: a text in two languages side by side, its duties beside it, the day in question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from kopir.base.given import day_of
from kopir.base.tongue import LANGUAGES
from kopir.regulation.models import Duty, Provision
from kopir.web.public.reading import language

STATE, OTHER = "kk", "ru"


@dataclass(frozen=True)
class Cell:
    """`is_own`: the column that stays when there is room for one only."""

    language: str
    text: str
    is_own: bool


@dataclass(frozen=True)
class Line:
    provision: Provision
    cells: Sequence[Cell]
    duties: Sequence[Duty]


def day(request: HttpRequest, name: str = "on") -> date:
    """A day of the address; today when there is none or it is no day."""
    return given_day(request, name) or timezone.localdate()


def given_day(request: HttpRequest, name: str) -> date | None:
    return day_of(request.GET.get(name, ""))


def columns(spoken: Iterable[str]) -> tuple[str, ...]:
    """The languages to lay side by side: Kazakh and Russian; for a reader of English, English and Kazakh. Of a text that has
    one language only, that one."""
    known = [code for code in LANGUAGES if code in set(spoken)]
    wanted = (STATE, OTHER) if language() in (STATE, OTHER) else (language(), STATE)
    both = [code for code in wanted if code in known]
    return tuple(both or known[:1] or [language()])


def spoken_in(provisions: Iterable[Provision]) -> list[str]:
    found: set[str] = set()
    for row in provisions:
        found |= {code for code in LANGUAGES if getattr(row, f"text_{code}")}
    return [code for code in LANGUAGES if code in found]


def lines(provisions: Sequence[Provision], duties: Iterable[Duty], shown: Sequence[str]) -> list[Line]:
    own = language() if language() in shown else shown[0]
    by_address: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        by_address[duty.address].append(duty)
    return [
        Line(row, [Cell(code, getattr(row, f"text_{code}"), code == own) for code in shown], by_address[row.address])
        for row in provisions
    ]
