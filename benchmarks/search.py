"""How quickly one finds: `python -m benchmarks.search --documents 100000`; on PostgreSQL behind `python -m tools.postgres`.

Documents are recombined from the sentences of the demonstration's texts in three languages (seven of ten are matters, the rest
organisations and posts) and put into the index of a database made for this alone. Then somebody types: `typing` is the time of
the suggestions after each letter from the second on, `search` of a whole page of results with all facets, `narrowed` of the
same with a kind, a region and a year chosen. Times are those of the queries in this process, without the page around them.
`keeping` is how many documents a second enter the index. The last line gives p50 and p95 of all questions together.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

from benchmarks.options import one_or_more

SEED = 20261125
BATCH = 2000
QUESTIONS = 60
WORDS = {
    "kk": ["мектепке жол", "қоқыс жинау алаңы", "мүгедектігі бар балаларға көмек", "жастар орталығы", "ауыз су", "еріктілер"],
    "ru": ["свалка у села", "пандус в школе", "помощь детям с инвалидностью", "молодёжный центр", "питьевая вода", "волонтёры"],
    "en": ["road to school", "waste sorting", "children with disabilities", "youth centre", "drinking water", "volunteers"],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=one_or_more, default=10_000)
    parser.add_argument("--questions", type=one_or_more, default=QUESTIONS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kopir-benchmark-") as folder:
        os.environ["KOPIR_DATA"] = folder
        prepare()
        measured = {"keeping": round(options.documents / timed(fill, options.documents))}
        count_values()
        measured |= ask(random.Random(SEED), options.questions)
    print(json.dumps(measured, ensure_ascii=False))


def prepare() -> None:
    from kopir.operation.begin import set_up_django

    set_up_django()
    from django.core.management import call_command

    from kopir.search.models import Document

    call_command("migrate", verbosity=0)
    if Document.objects.exists():
        raise SystemExit("This database holds documents already; a benchmark makes its own.")


def count_values() -> None:
    """What PostgreSQL does by itself about a minute after many rows came: it counts values, by which it plans its queries."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def timed(work: Callable[..., object], *given: Any) -> float:
    began = time.perf_counter()
    work(*given)
    return time.perf_counter() - began


# ---- Documents -------------------------------------------------------------------------------------------


def sentences() -> dict[str, list[str]]:
    """By language, of the demonstration's texts."""
    from kopir.demo.content import writings

    found: dict[str, list[str]] = {"kk": [], "ru": [], "en": []}
    for one in writings():
        text = one.words[f"x{one.number}"].replace("{in}", "").replace("{of}", "")
        found[one.language] += [part.strip() for part in text.split(".") if len(part) > 20]
    return found


def fill(number: int) -> None:
    from kopir.search.backends import backend
    from kopir.search.keeping import portions
    from kopir.search.models import Document

    chance, told = random.Random(SEED), sentences()
    for some in portions(map(str, range(number)), BATCH):
        made = [document(key, chance, told) for key in some]
        Document.objects.bulk_create([one.document for one in made])
        backend().put([one.index_text() for one in made])


def document(key: str, chance: random.Random, told: dict[str, list[str]]) -> Any:
    from kopir.search.documents import Made
    from kopir.search.models import Document
    from kopir.search.words import Kind

    language = chance.choice(("kk", "kk", "ru", "ru", "en"))
    kind = chance.choices((Kind.MATTER, Kind.ORGANISATION, Kind.POST), (70, 25, 5))[0]
    parts = chance.choices(told[language], k=chance.randint(3, 6))
    row = Document(kind=kind, key=key, path=f"benchmark/{key}/", label=key, language=language)
    title = " ".join(parts[0].split()[: chance.randint(4, 8)])
    setattr(row, f"name_{language}", title)
    row.text = "" if kind == Kind.POST else ". ".join(parts[1:])
    row.territory = f"{chance.choice((10, 19, 23, 31, 39, 55, 63, 71, 75))}{chance.randint(10, 40)}00000"
    row.sectors, row.state = f",{chance.randint(1, 17)},", chance.choice(("open", "answered", "closed"))
    row.dated_on = date(2026, 11, 25) - timedelta(days=chance.randint(0, 2000))
    return Made(row, [title])


# ---- Questions -------------------------------------------------------------------------------------------


def ask(chance: random.Random, number: int) -> dict[str, Any]:
    from django.db import connection

    from kopir.base.actors import VISITOR
    from kopir.search.models import Document
    from kopir.search.queries import Search, search, suggest
    from kopir.territories.models import Territory
    from kopir.territories.words import Level

    region = Territory(code="630000000", level=Level.REGION)
    texts = list(asked(chance, number))
    typing = [timed(suggest, VISITOR, text[:at]) for text in texts for at in range(2, len(text) + 1)]
    whole = [timed(search, VISITOR, Search(text)) for text in texts]
    narrow = [timed(search, VISITOR, Search(text, "matter", region, period="2026")) for text in texts]
    return {
        "documents": Document.objects.count(), "database": connection.vendor, "typing": said(typing),
        "search": said(whole), "narrowed": said(narrow), **said([*typing, *whole, *narrow]),
    }  # fmt: skip


def asked(chance: random.Random, number: int) -> Iterator[str]:
    """What people type: phrases of the field, and two or three words of a text."""
    told = sentences()
    for at in range(number):
        language = ("kk", "ru", "en")[at % 3]
        words = chance.choice(told[language]).split()
        begin = chance.randrange(max(1, len(words) - 3))
        yield chance.choice(WORDS[language]) if at % 2 else " ".join(words[begin : begin + 2])


def said(times: list[float]) -> dict[str, Any]:
    cuts = quantiles(times, n=20)
    return {"asked": len(times), "p50_ms": round(cuts[9] * 1000, 1), "p95_ms": round(cuts[18] * 1000, 1)}


if __name__ == "__main__":
    main()
