"""The level of evidence is computed, never typed, and falls when evidence runs out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.practices import acts
from kopir.practices.levels import Facts, level
from kopir.practices.models import Evidence
from kopir.practices.shares import Share, wilson
from kopir.practices.words import EvidenceKind, EvidenceState, Repeated
from tests.practices.world import Memory, fresh

ALL = ("measured", "compared", "independent")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(()), 1), (Facts(("document", "material")), 1), (Facts(("measured",)), 2), (Facts(("compared",)), 1),
        (Facts(("measured", "compared")), 3), (Facts(("measured", "independent")), 2), (Facts(ALL), 4), (Facts(ALL, 1, 1), 4),
        (Facts(ALL, 2, 2), 5), (Facts(ALL, 2, 4), 4), (Facts(ALL, 3, 5), 5), (Facts(("measured",), 9, 9), 2),
    ],
)  # fmt: skip
def test_each_step_needs_the_ones_below(facts: Facts, expected: int) -> None:
    assert level(facts) == expected


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 0, 0, 100), (1, 1, 21, 100), (5, 10, 24, 76), (0, 10, 0, 28), (90, 100, 83, 94)],
)
def test_the_interval_is_wilson_s(part: int, whole: int, low: int, high: int) -> None:
    assert tuple(round(100 * end) for end in wilson(part, whole)) == (low, high)


def test_a_share_of_few_is_not_shown() -> None:
    assert [Share(2, 4).is_shown, Share(3, 5).is_shown, Share(3, 5).percent] == [False, True, 60]


@pytest.fixture
def world(db: Any) -> Memory:
    return Memory()


def test_evidence_raises_the_level_in_the_same_act(world: Memory) -> None:
    card = world.published()
    for kind, expected in (
        (EvidenceKind.DOCUMENT, 1),
        (EvidenceKind.MEASURED, 2),
        (EvidenceKind.COMPARED, 3),
    ):
        world.evidence(card, kind)
        assert fresh(card).level == expected


def test_the_level_falls_when_evidence_expires_and_rises_with_newer(world: Memory) -> None:
    card, today = world.published(), timezone.localdate()
    found = world.evidence(card, expires_on=today)
    assert fresh(card).level == 2
    Evidence.objects.filter(pk=found.pk).update(expires_on=today - timedelta(days=1))
    assert (acts.expire_evidence(), acts.expire_evidence()) == (1, 0)
    assert (fresh(card).level, fresh(found).state) == (1, EvidenceState.EXPIRED)
    world.evidence(fresh(card))
    assert fresh(card).level == 2


def test_evidence_taken_back_counts_no_more(world: Memory) -> None:
    card = world.published()
    acts.remove_evidence(world.evidence(card), by=world.district)
    assert fresh(card).level == 1


def test_two_places_that_show_their_result_lift_a_checked_card_to_the_top(world: Memory) -> None:
    card = world.published()
    for kind in (EvidenceKind.MEASURED, EvidenceKind.COMPARED, EvidenceKind.INDEPENDENT):
        world.evidence(card, kind)
    world.told(world.adoption(card))
    assert fresh(card).level == 4
    world.told(world.adoption(fresh(card), world.joiner), shown=False)
    assert fresh(card).level == 4, "a yes with nothing to show does not count"
    world.told(world.adoption(fresh(card), world.region, world.place))
    assert fresh(card).level == 5
    world.told(world.adoption(fresh(card), world.neighbour, world.country), Repeated.NO)
    world.told(world.adoption(fresh(card), world.joiner, world.country), Repeated.NO)
    assert fresh(card).level == 4, "two that show it are not more than half of five"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"number": ""}, "nothing_shown"), ({"words": " "}, "no_words"),
        ({"dated_on": timezone.localdate() + timedelta(days=1)}, "future"),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, "expired"),
    ],
)  # fmt: skip
def test_evidence_that_shows_nothing_is_refused(world: Memory, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as found:
        world.evidence(world.published(), **values)
    assert found.value.code == code


def test_a_file_is_kept_by_its_hash(world: Memory, settings: Any, tmp_path: Path) -> None:
    settings.KOPIR_FILES = tmp_path
    found = world.evidence(world.published(), upload=SimpleUploadedFile("акт.txt", "Акт № 7".encode()), number="")
    assert (found.file_name, len(found.file_sha256)) == ("акт.txt", 64)
