"""What the benchmarks of meaning share: a database made for one run, ideas and distractors as closed matters in it, and
encodings of the distractors that are kept between runs."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SEED = 1
LONGEST = 90  # words of a distractor
BATCH = 1000
SENTENCE = re.compile(r"(?<=[.;!?])\s+")
Idea = dict[str, Any]


def read(file: Path) -> list[Idea]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def prepare() -> None:
    from kopir.operation.begin import set_up_django

    set_up_django()
    from django.core.management import call_command

    from kopir.interactions.models import Matter
    from kopir.sectors import reference

    call_command("migrate", verbosity=0)
    if Matter.objects.exists():
        raise SystemExit("This database holds matters already; a benchmark makes its own.")
    reference.load()


# ---- Distractors -----------------------------------------------------------------------------------------


def distractors(folder: Path, number: int) -> list[str]:
    """Missions of American and British charities, then texts recombined from their sentences."""
    real = [" ".join(text.split()[:LONGEST]) for text in _missions(folder) if len(text) > 40]
    chance = random.Random(SEED)
    told = [part for text in real for part in SENTENCE.split(text) if 5 < len(part.split()) < 40]
    missing = max(0, number - len(real))
    made = [" ".join(chance.choice(told) for _ in range(chance.randint(2, 3))) for _ in range(missing)]
    return (real + made)[:number]


def _missions(folder: Path) -> Iterator[str]:
    csv.field_size_limit(10_000_000)
    for name, first, second, between in (
        ("us_irs990_missions_5k.csv", "mission", "programmes", ". "),
        ("ukcat_sample.csv", "activities", "objects", " "),
    ):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield f"{row[first]}{between}{row[second]}".strip()


# ---- Matters ---------------------------------------------------------------------------------------------


class Shelf:
    """Closed matters, all of one author and place, so that only their texts tell them apart."""

    def __init__(self) -> None:
        from kopir.interactions.models import MatterKind
        from kopir.organisations.models import Organisation
        from kopir.people.models import Person
        from kopir.sectors.models import Sector
        from kopir.territories.models import COUNTRY, Territory

        self.sectors = {sector.code: sector for sector in Sector.objects.all()}
        self.place = Territory(pk=COUNTRY, level=0, kind="country")
        self.author = Organisation(ref="benchmark", kind="ngo")
        self.kind = MatterKind(code="benchmark")
        for row in (self.place, self.author, self.kind):
            row.set_names("Өлшеу", "Замер", "Benchmark")
            row.save()
        self.person = Person.objects.create(email="benchmark@localhost", name="Benchmark")
        self.count = 0

    def matter(self, title: str, text: str, language: str, sector: object = "1") -> Any:
        from django.utils import timezone

        from kopir.interactions.models import Matter

        self.count += 1
        return Matter(
            number=f"B-{self.count}", kind=self.kind, state="closed", closed_at=timezone.now(), received_at=timezone.now(),
            author=self.author, person=self.person, title=title[:200], text=text, language=language, territory=self.place,
            sector=self.sectors.get(str(sector)) or next(iter(self.sectors.values())),
        )  # fmt: skip

    def put(self, rows: Sequence[Any]) -> list[Any]:
        """Saved, and put into the index as the worker does it."""
        from kopir.interactions.models import Matter
        from kopir.search import keeping
        from kopir.search.words import Kind

        saved = Matter.objects.bulk_create(rows)
        keeping.index(Kind.MATTER, [str(row.pk) for row in saved])
        return list(saved)

    def put_without_words(self, texts: Sequence[str]) -> None:
        """Many at once, without the database's own text index, which is not asked when meanings are known."""
        from kopir.interactions.models import Matter
        from kopir.search.models import Document

        for start in range(0, len(texts), BATCH):
            rows = Matter.objects.bulk_create([self.matter("", text, "en") for text in texts[start : start + BATCH]])
            Document.objects.bulk_create(
                [
                    Document(
                        kind="matter", key=str(row.pk), path="", text=row.text, language="en", state="closed", matter=row,
                        holds_text=True, is_open=False, awaits_meaning=True,
                    )
                    for row in rows
                ]
            )  # fmt: skip

    def say(self, rows: Sequence[Any], ideas: Sequence[Idea], language: str) -> None:
        """The matters told in another language, and indexed again."""
        from kopir.interactions.models import Matter
        from kopir.search import keeping
        from kopir.search.words import Kind

        for row, idea in zip(rows, ideas, strict=True):
            row.title, row.text, row.language = idea[language]["title"][:200], idea[language]["text"], language
        Matter.objects.bulk_update(rows, ["title", "text", "language"])
        keeping.index(Kind.MATTER, [str(row.pk) for row in rows])


# ---- Encodings -------------------------------------------------------------------------------------------


class Kept:
    """The encoder, but for texts it has encoded in an earlier run."""

    def __init__(self, encoder: Any, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.encoder, self.name, self.dimension = encoder, encoder.name, encoder.dimension
        self.knows_kazakh = encoder.knows_kazakh
        self.rows = sqlite3.connect(file)
        self.rows.execute("CREATE TABLE IF NOT EXISTS encodings (mark TEXT PRIMARY KEY, vector BLOB)")

    def encode(self, texts: Sequence[str]) -> Any:
        import numpy as np

        marks = [mark(self.name, text) for text in texts]
        found = {one: vector for one in marks if (vector := self._read(one)) is not None}
        missing = [text for text, one in zip(texts, marks, strict=True) if one not in found]
        for text, vector in zip(missing, self.encoder.encode(missing) if missing else [], strict=True):
            blob = found[mark(self.name, text)] = vector.astype(np.float16).tobytes()
            self.rows.execute("INSERT OR REPLACE INTO encodings VALUES (?, ?)", (mark(self.name, text), blob))
        self.rows.commit()
        return np.stack([np.frombuffer(found[one], np.float16) for one in marks]).astype(np.float32)

    def _read(self, one: str) -> bytes | None:
        row = self.rows.execute("SELECT vector FROM encodings WHERE mark = ?", (one,)).fetchone()
        return row[0] if row else None


def mark(name: str, text: str) -> str:
    return hashlib.sha1(f"{name}\n{text}".encode(), usedforsecurity=False).hexdigest()


def read_all(cache: Path) -> float:
    """Every awaited passage, in this process; answers the seconds it took."""
    from kopir.search.meaning import client, making, service

    began = time.perf_counter()
    made = service.Service()
    if made.reading.encoder is not None:
        made.reading.encoder = Kept(made.reading.encoder, cache)
    with client.here(made):
        making.make()
    return time.perf_counter() - began


# ---- The process that answers ----------------------------------------------------------------------------


@contextmanager
def answering() -> Iterator[subprocess.Popen[bytes]]:
    """The process that knows meanings, as `kopir serve` starts it, once it has everything in memory."""
    from kopir.search.meaning import client, service

    process = subprocess.Popen(
        [sys.executable, "-m", "kopir.operation.meaning", str(os.getpid())], env=dict(os.environ), stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                for text in service.WARMING:
                    client.ask("near", text, patience=300.0)
                break
            except client.Absent:
                client.forget_absence()
                time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def processor_seconds(pid: int) -> float:
    """What a process has used of the processors: time that does not depend on what else the machine does."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int) -> int:
    """What a process holds in memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0
