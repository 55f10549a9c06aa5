"""Documents of law, duties and practice cards are found, in three languages; drafts are not."""

from __future__ import annotations

import pytest

from kopir.base.actors import VISITOR
from kopir.posts.acts import load_reference as load_powers
from kopir.practices.models import Card
from kopir.regulation.acts import end_duty
from kopir.regulation.acts.reference import load_reference
from kopir.regulation.models import Duty, NormVersion
from kopir.regulation.words import VersionState
from kopir.search import jobs
from kopir.search.queries import Search, search
from tests.factories import administrator
from tests.practices.world import Memory

pytestmark = pytest.mark.django_db


def paths(text: str, kind: str) -> list[str]:
    return [hit.document.path for hit in search(VISITOR, Search(text, kind=kind)).hits]


@pytest.fixture
def law() -> None:
    load_powers()
    load_reference()
    jobs.rebuild()


@pytest.mark.parametrize("text", ["кездесулер", "встреча с руководителями", "meetings with leaders"])
def test_a_duty_is_found_in_each_language(law: None, text: str) -> None:
    assert "regulation/duties/meetings/" in paths(text, "duty")


@pytest.mark.parametrize("text", ["уәкілетті тұлғалардың міндеттері", "рабочий перечень"])
def test_a_document_is_found_by_its_title(law: None, text: str) -> None:
    assert paths(text, "norm") == ["regulation/authorised-officials-draft/"]


def test_a_duty_that_has_ended_and_a_document_that_is_not_published_are_not_found(law: None) -> None:
    meetings = Duty.objects.get(code="meetings")
    end_duty(meetings, by=administrator(), ends_on=meetings.starts_on)
    NormVersion.objects.update(state=VersionState.DRAFT)
    jobs.rebuild()
    assert "regulation/duties/meetings/" not in paths("кездесулер", "duty")
    assert paths("рабочий перечень", "norm") == []


def test_a_card_is_found_from_its_publication_on_and_not_before() -> None:
    world = Memory()
    card = world.reviewed()
    jobs.rebuild()
    assert paths("қоқыс алаңы", "practice") == []
    published = world.published()
    jobs.rebuild()
    ref = Card.objects.get(pk=published.pk).ref
    assert paths("қоқысты бөлек жинау", "practice") == [f"practices/{ref}/"]
    assert card.ref is None or card.ref != ref
