"""What stands around a card: the search, the hand-over pack, duties and adoptions whose effect it names."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from kopir.base.actors import VISITOR
from kopir.effects import acts
from kopir.effects.handover import contribute
from kopir.effects.models import Effect
from kopir.interactions import acts as matters
from kopir.interactions.words import RestrictedBecause
from kopir.regulation.acts import make_ahead
from kopir.regulation.words import ObligationState
from kopir.search import jobs
from kopir.search.queries import Search, search
from tests.effects.world import Effects, fresh
from tests.matter.people import browser, read, send
from tests.permissions.whole import Whole
from tests.practices.test_cards import refused
from tests.regulation.duties import due

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Effects:
    return Effects()


def found(text: str) -> list[str]:
    return [hit.document.path for hit in search(VISITOR, Search(text, kind="effect")).hits]


def test_a_card_is_found_from_its_publication_on_and_not_before(world: Effects) -> None:
    world.whole()
    jobs.rebuild()
    assert found("өзен қоқыс") == []
    effect = world.published_effect()
    jobs.rebuild()
    assert found("өзен жағасындағы қоқыс") == [f"effects/{effect.ref}/"]


def test_the_pack_of_a_post_names_its_cards_with_the_next_test(world: Effects) -> None:
    draft, effect = world.effect(), world.published_effect()
    world.withdrawn_effect()
    items = {item.key: item for item in contribute(world.district_post, timezone.localdate())}
    assert set(items) == {f"effect:{draft.pk}", f"effect:{effect.pk}"}
    steps = effect.chain.exclude(assumption="")
    assert items[f"effect:{effect.pk}"].due_on == min(step.test_on for step in steps if step.test_on)
    assert items[f"effect:{effect.pk}"].path == f"/effects/{effect.ref}/"
    assert contribute(world.neighbour_post, timezone.localdate()) == []


# ---- Of a matter ---------------------------------------------------------------------------------------------------


def test_the_effect_of_a_matter_is_named_once_by_a_party(world: Effects) -> None:
    matter = fresh(world.answered())
    refused("not_party", lambda: acts.draft_from_matter(matter, by=world.joiner))
    effect = acts.draft_from_matter(matter, by=world.district)
    assert (effect.begun_by, effect.organisation_id, effect.post) == ("post", world.author.organisation_id, world.district_post)
    refused("named_already", lambda: acts.draft_from_matter(matter, by=world.author))


def test_a_joined_author_may_name_the_effect_too(world: Effects) -> None:
    matter = world.received()
    matters.join(world.draft(world.joiner), by=world.joiner, target=matter)
    world.answer(matter)
    effect = acts.draft_from_matter(fresh(matter), by=world.joiner)
    assert effect.organisation_id == world.joiner.organisation_id


def test_words_of_a_restricted_matter_do_not_come_onto_a_card(world: Effects) -> None:
    matter = world.answered()
    matters.restrict(matter, by=world.author, because=RestrictedBecause.WISH)
    refused("restricted", lambda: acts.draft_from_matter(fresh(matter), by=world.author))


# ---- Of an adoption and of a duty ----------------------------------------------------------------------------------


def test_one_click_on_an_adoption_takes_the_need_from_the_practice(world: Effects) -> None:
    adoption = world.adoption(world.published())
    address = f"/kk/practices/{adoption.card.ref}/"
    assert f"/effects/of/adoption/{adoption.pk}/" in read(browser(world.neighbour), address)
    assert f"/effects/of/adoption/{adoption.pk}/" not in read(browser(world.district), address)
    send(browser(world.neighbour), f"/kk/effects/of/adoption/{adoption.pk}/")
    effect = Effect.objects.get()
    assert (effect.of, effect.post, effect.starts_on) == ("adoption", world.neighbour_post, date(2026, 3, 1))
    assert effect.texts.get().need == adoption.card.texts.get().problem
    refused("not_party", lambda: acts.draft_from_adoption(adoption, by=world.district))


def test_the_effect_of_a_duty_is_named_once_it_is_done() -> None:
    world = Whole()
    make_ahead()
    obligation = due(world.district_post, world.meet)
    refused("not_done", lambda: acts.draft_from_duty(obligation, by=world.district))
    type(obligation).objects.filter(pk=obligation.pk).update(state=ObligationState.DONE, done_on=timezone.localdate())
    obligation = fresh(obligation)
    refused("not_party", lambda: acts.draft_from_duty(obligation, by=world.neighbour))
    client = browser(world.district)
    assert f"/effects/of/duty/{obligation.pk}/" in read(client, f"/kk/desk/duties/{obligation.pk}/")
    send(client, f"/kk/effects/of/duty/{obligation.pk}/")
    effect = Effect.objects.get()
    assert (effect.of, effect.begun_by, effect.organisation) == ("duty", "post", None)
    assert "organisation" in acts.lacking(effect)
    assert effect.ref in read(client, f"/kk/desk/duties/{obligation.pk}/")
