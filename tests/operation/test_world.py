"""The bulk world stands as if it had been lived: matters add up, the journal verifies, references lead somewhere."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks import proof
from benchmarks.world.bodies import Author
from benchmarks.world.ground import survey
from benchmarks.world.lives import Lives, Numbers
from benchmarks.world.making import TABLES, Writer
from benchmarks.world.writing import go_on_numbering, next_number
from kopir.base.canonical import canonical
from kopir.interactions import conservation
from kopir.interactions.models import Matter, Registration
from kopir.journal.models import Entry, Leaf
from kopir.journal.sealing import seal
from kopir.journal.verification import verify
from kopir.search.models import Document
from kopir.search.queries import Search, search
from tests.interactions.counted import not_as_the_rows
from tests.matter.people import Country

MATTERS = 120


def told(country: Country) -> Lives:
    ground = survey(Random(1))
    authors = [
        Author(by, by.labels, (ground.sectors[0][0],), ground.places[at])
        for at, by in enumerate((country.author, country.joiner))
    ]
    first = {name: next_number(table.model) for name, table in TABLES.items()}
    return Lives(ground, authors, Numbers(first), 1, MATTERS)


@pytest.fixture
def world(db: None) -> Country:
    """Five years of matters in a small country."""
    country = Country()
    lives, writer = told(country), Writer()
    seal()
    writer.leaf = Leaf.objects.count()
    for first in range(0, MATTERS, 50):
        writer.write(lives.batch(first, 50))
    writer.end()
    go_on_numbering([*(table.model for table in TABLES.values()), Entry])
    return country


def test_matters_add_up_and_the_journal_verifies(world: Country) -> None:
    count, report = conservation.check(), verify()
    assert (count.good, count.details) == (True, [])
    assert (report.good, report.problems, report.waiting) == (True, [], 0)
    assert count.received == Registration.objects.count() > MATTERS * 0.9
    assert not_as_the_rows() == []


def test_the_journal_is_in_the_order_of_time_and_in_canonical_form(world: Country) -> None:
    rows = list(Entry.objects.filter(act="interactions.submit").order_by("pk"))
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert all(canonical(json.loads(row.content)).decode() == row.content for row in rows)


def test_every_received_matter_is_found(world: Country) -> None:
    assert Document.objects.filter(kind="matter").count() == Registration.objects.count()
    public = Matter.objects.filter(visibility="public", number__isnull=False, state="closed").first()
    assert public is not None
    found = search(world.author, Search(str(public.number)))
    assert str(public.number) in str([one.document.label for one in found.hits])


def test_what_comes_later_goes_on_as_usual(world: Country) -> None:
    matter = world.received()
    assert matter.number is not None and matter.pk == Matter.objects.order_by("-pk")[0].pk
    assert conservation.check().good


def test_a_section_of_the_proof_replaces_itself_alone(tmp_path: Path) -> None:
    file = tmp_path / "proof.md"
    proof.write("One", "python -m one", ["ten rows"], file=file)
    proof.write("Two", "python -m two", ["other"], file=file)
    proof.write("One", "python -m one", ["twelve rows"], file=file)
    text = file.read_text()
    assert ("ten rows" in text, text.count("## One"), "other" in text, "twelve rows" in text) == (False, 1, True, True)


def test_a_table_of_the_proof() -> None:
    assert proof.table(["a", "b"], [[1, "x"]]) == ["| a | b |", "|---|---|", "| 1 | x |"]
