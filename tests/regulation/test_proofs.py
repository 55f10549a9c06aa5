"""Proofs by hand: given by the post, checked by a second person."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.notices.models import Notice
from kopir.people.models import Person
from kopir.regulation import acts, queries
from kopir.regulation.models import Obligation
from tests.factories import appoint, coordinator, make_post, official
from tests.regulation.duties import Regulated, due
from tests.regulation.moment import on

pytestmark = pytest.mark.django_db
AUTUMN = date(2026, 11, 24)


@pytest.fixture
def world() -> Regulated:
    with on(AUTUMN):
        world = Regulated()
        acts.make_ahead()
        return world


@pytest.fixture
def row(world: Regulated) -> Obligation:
    return due(world.district_post, world.meet)


def code(verb: object, *args: object, **values: object) -> str:
    with pytest.raises(Refused) as refused:
        verb(*args, **values)  # type: ignore[operator]
    return refused.value.code


def test_an_accepted_proof_makes_the_duty_done_on_the_day_it_was_given(world: Regulated, row: Obligation) -> None:
    with on(date(2026, 12, 24)):
        proof = acts.prove(row, by=world.district, kind="document", number="12-3", dated_on=date(2026, 12, 23))
    with on(date(2026, 12, 29)):
        assert acts.miss() == 5  # the others; what waits for its check is not late
        acts.check_proof(proof, by=world.region, accepted=True)
    row.refresh_from_db()
    assert (row.state, row.done_on) == ("done", date(2026, 12, 24))


def test_a_returned_proof_says_what_is_lacking(world: Regulated, row: Obligation) -> None:
    proof = acts.prove(row, by=world.district, kind="link", url="https://example.kz/1")
    assert code(acts.check_proof, proof, by=world.region, accepted=False, reason=" ") == "no_reason"
    acts.check_proof(proof, by=world.region, accepted=False, reason="Хаттамада күні жоқ")
    row.refresh_from_db()
    assert (row.state, proof.state) == ("due", "returned")
    notice = Notice.objects.get(text="regulation.proof_returned")
    assert (notice.post, notice.facts["reason"]) == (world.district_post, "Хаттамада күні жоқ")


def test_nobody_checks_their_own_proof_not_even_from_another_post(world: Regulated, row: Obligation) -> None:
    beside = make_post(world.district_post.organisation, "Бөлім басшысы", superior=world.district_post)
    person = Person.objects.get(pk=world.district.person_id)
    appoint(beside, person)
    proof = acts.prove(row, by=world.district, kind="link", url="https://example.kz/1")
    both: list[Actor] = [world.district, official(beside, person)]
    assert [code(acts.check_proof, proof, by=by, accepted=True) for by in both] == ["own_proof", "own_proof"]
    assert [queries.proofs_to_check(by) for by in both] == [[], []]


def test_the_post_above_another_post_of_the_body_or_coordination_checks(world: Regulated, row: Obligation) -> None:
    proof = acts.prove(row, by=world.district, kind="link", url="https://example.kz/1")
    beside = official(make_post(world.district_post.organisation, "Бөлім басшысы"))
    for by in (world.region, beside, coordinator()):
        assert queries.proofs_to_check(by) == [proof]
    assert queries.proofs_to_check(world.neighbour) == []
    assert code(acts.check_proof, proof, by=world.neighbour, accepted=True) == "not_same_body"
    assert Notice.objects.get(text="regulation.proof_to_check").post == world.region_post


def test_a_file_is_kept_by_its_hash(world: Regulated, row: Obligation) -> None:
    proof = acts.prove(row, by=world.district, kind="file", upload=SimpleUploadedFile("хаттама.txt", "Хаттама".encode()))
    assert (proof.file_name, proof.file_mime, len(proof.file_sha256)) == ("хаттама.txt", "text/plain; charset=utf-8", 64)


@pytest.mark.parametrize("kind", ["file", "link", "document", "entry", ""])
def test_a_proof_that_shows_nothing_is_refused(world: Regulated, row: Obligation, kind: str) -> None:
    assert code(acts.prove, row, by=world.district, kind=kind) in ("nothing_shown", "kind")


def test_what_is_done_needs_no_other_proof(world: Regulated, row: Obligation) -> None:
    for proof in [acts.prove(row, by=world.district, kind="link", url=f"https://example.kz/{n}") for n in range(2)]:
        acts.check_proof(proof, by=world.region, accepted=True)  # the second is kept beside the first
    row.refresh_from_db()
    assert code(acts.prove, row, by=world.district, kind="link", url="https://example.kz/3") == "not_now"


def test_only_the_post_itself_gives_a_proof(world: Regulated, row: Obligation) -> None:
    assert code(acts.prove, row, by=world.region, kind="link", url="https://example.kz/1") == "not_holder"


def test_personal_numbers_are_hidden_in_what_is_written(world: Regulated, row: Obligation) -> None:
    proof = acts.prove(row, by=world.district, kind="link", url="https://example.kz/1", words="ЖСН 850101310002 қатысты")
    assert "850101310002" not in proof.words
