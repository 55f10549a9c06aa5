"""Where one stands after an act: on the matter when it was done on its page, at the next task when it was begun on the desk. The
confirmation is on the page either way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from django.utils.html import escape

from kopir.base.actors import Actor
from kopir.interactions import acts
from kopir.interactions.models import HandOff, Matter, Part
from kopir.interactions.words import RestrictedBecause
from kopir.posts.models import Appointment, GrantedPower, Power
from kopir.web.public.matter.actions import ACTIONS
from tests.factories import administrator
from tests.matter.people import Country, browser, path, read, send

pytestmark = pytest.mark.django_db
WHY = "Себебі осында толық жазылды"


class Scene(NamedTuple):
    """Who does what to which matter; `about` is the hand-off or the part."""

    by: Actor
    matter: Matter
    data: dict[str, Any]
    about: HandOff | Part | None = None


Set = Callable[[Country], Scene]


@pytest.fixture
def country() -> Country:
    return Country()


def of_post(**data: Any) -> Set:
    return lambda country: Scene(country.district, country.received(), data)


def of_author(**data: Any) -> Set:
    return lambda country: Scene(country.author, country.received(), data)


def to_neighbour(**data: Any) -> Set:
    return lambda country: Scene(country.district, country.received(), {"to": country.neighbour_post.pk, **data})


def offered(by: str, **data: Any) -> Set:
    def scene(country: Country) -> Scene:
        offer = acts.hand_over(country.received(), by=country.district, to=country.neighbour_post, reason=WHY)
        return Scene(getattr(country, by), offer.matter, data, offer)

    return scene


def asked(by: str, *, days_ago: int = 0, **data: Any) -> Set:
    def scene(country: Country) -> Scene:
        part = acts.ask_opinion(country.received(), by=country.district, of=country.neighbour_post, question=WHY)
        Part.objects.filter(pk=part.pk).update(due_on=timezone.localdate() - timedelta(days=days_ago))
        return Scene(getattr(country, by), part.matter, data, part)

    return scene


def finish(country: Country) -> Scene:
    part = acts.assign(country.received(), by=country.district, to=country.neighbour_post, task=WHY)
    return Scene(country.neighbour, part.matter, {"answer": WHY}, part)


def stop_informing(country: Country) -> Scene:
    part = acts.inform(country.received(), by=country.district, post=country.neighbour_post)
    return Scene(country.district, part.matter, {}, part)


def word(country: Country) -> Scene:
    return Scene(country.author, country.answered(), {"word": "confirmed", "text": ""})


def reopen(country: Country) -> Scene:
    matter = country.answered()
    acts.give_word(matter, by=country.author, word="confirmed", text="")
    return Scene(country.author, matter, {"reason": WHY})


def close_unanswered(country: Country) -> Scene:
    matter = country.received()
    Matter.objects.filter(pk=matter.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    return Scene(country.author, matter, {"text": ""})


def raise_up(country: Country) -> Scene:
    data = {"to": country.region_post.pk, "power": country.power.pk, "reason": WHY}
    return Scene(country.district, country.received(), data)


def return_down(country: Country) -> Scene:
    matter = country.received()
    acts.accept(acts.raise_up(matter, by=country.district, power=country.power, reason=WHY), by=country.region)
    return Scene(country.region, matter, {"decision": WHY})


def settle(country: Country) -> Scene:
    matter = country.received()
    acts.object_to_route(matter, by=country.author, text=WHY)
    return Scene(country.region, matter, {"to": country.neighbour_post.pk, "answer": WHY})


def reroute(country: Country) -> Scene:
    matter = country.received()
    posts = (country.district_post, country.region_post, country.committee_post)
    Appointment.objects.filter(post__in=posts).update(ends_on=timezone.localdate() - timedelta(days=1))
    return Scene(administrator(), matter, {"to": country.neighbour_post.pk, "reason": WHY})


def resume(country: Country) -> Scene:
    matter = country.received()
    acts.pause(matter, by=country.district, reason=WHY)
    return Scene(country.district, matter, {})


def open_up(country: Country) -> Scene:
    matter = country.received()
    acts.restrict(matter, by=country.author, because=RestrictedBecause.WISH, reason=WHY)
    return Scene(country.author, matter, {})


def join(country: Country) -> Scene:
    return Scene(country.joiner, country.received(), {"text": WHY})


def join_other(country: Country) -> Scene:
    target = acts.submit(country.draft(by=country.joiner), by=country.joiner)
    return Scene(country.author, country.received(), {"number": target.number})


def attach(country: Country) -> Scene:
    return Scene(country.author, country.received(), {"uploads": SimpleUploadedFile("хат.txt", "Мәтін".encode())})


SCENES: dict[str, Set] = {
    "answer": of_post(kind="refused", statement="Биыл бұған қаржы қарастырылмаған."),
    "word": word,
    "reopen": reopen,
    "close-unanswered": close_unanswered,
    "withdraw": of_author(reason=WHY),
    "accept": offered("neighbour"),
    "refuse": offered("neighbour", reason=WHY),
    "take-back": offered("district"),
    "return-down": return_down,
    "hand-over": to_neighbour(reason=WHY),
    "raise": raise_up,
    "settle-objection": settle,
    "reroute": reroute,
    "object": of_author(text=WHY),
    "opinion": asked("neighbour", text=WHY),
    "finish": finish,
    "ask-opinion": to_neighbour(question=WHY),
    "waive-opinion": asked("district", days_ago=1, reason=WHY),
    "assign": to_neighbour(task=WHY),
    "inform": to_neighbour(),
    "stop-informing": stop_informing,
    "join": join,
    "join-other": join_other,
    "resume": resume,
    "pause": of_post(reason=WHY),
    "extend": of_post(days=3, reason=WHY),
    "write": of_author(text=WHY),
    "note": of_post(text=WHY),
    "attach": attach,
    "restrict": of_post(because="wish", reason=WHY),
    "open-up": open_up,
}
# What the desk leads to by itself or as another way to answer.
ON_DESK = [
    "answer", "accept", "refuse", "opinion", "finish", "settle-objection", "hand-over", "raise", "return-down", "ask-opinion",
    "pause",
]  # fmt: skip


def address(scene: Scene, name: str) -> str:
    return path(scene.matter, f"{name}/{scene.about.pk}/" if scene.about else f"{name}/")


def confirmation(name: str) -> str:
    with translation.override("kk"):
        return escape(str(ACTIONS[name].done))


def test_every_act_has_its_scene() -> None:
    assert SCENES.keys() == ACTIONS.keys()


@pytest.mark.parametrize("name", SCENES)
def test_what_is_done_on_the_page_of_a_matter_ends_there(country: Country, name: str) -> None:
    scene = SCENES[name](country)
    client, at = browser(scene.by), address(scene, name)
    assert f'href="{at}"' in read(client, path(scene.matter))
    assert 'name="from"' not in read(client, at)
    assert send(client, at, **scene.data) == path(scene.matter)
    assert confirmation(name) in read(client, path(scene.matter))


@pytest.mark.parametrize("name", ON_DESK)
def test_what_is_begun_on_the_desk_goes_on_to_the_next_task(country: Country, name: str) -> None:
    scene = SCENES[name](country)
    other = acts.ask_opinion(country.received(), by=country.district, of=country.neighbour_post, question="Жер бар ма?")
    Part.objects.filter(pk=other.pk).update(post=scene.by.post_id)
    client, at = browser(scene.by), address(scene, name)
    assert '<input type="hidden" name="from" value="desk">' in read(client, f"{at}?from=desk")
    onward = send(client, at, **scene.data, **{"from": "desk"})
    page = client.get(onward, follow=True)
    last = page.redirect_chain[-1][0] if page.redirect_chain else onward
    own = path(scene.matter, "answer/") if name == "accept" else path(other.matter, f"opinion/{other.pk}/")
    assert last == f"{own}?from=desk"
    assert confirmation(name) in page.content.decode()


def test_the_page_of_an_act_says_above_the_form_about_which_matter_it_is(country: Country) -> None:
    """On a telephone the text of the matter stands below the form."""
    matter = country.received()
    page = read(browser(country.district), path(matter, "answer/"))
    link = page.index('href="#matter"')
    assert matter.title in page[link : page.index("<form method", link)]
    assert page.count('id="matter"') == 1


def test_only_powers_that_the_post_lacks_are_offered_as_missing(country: Country) -> None:
    held = Power(code="sign_letters", order=2)
    held.set_names("хаттарға қол қою", "подписывать письма", "sign letters")
    held.save()
    GrantedPower.objects.create(post=country.district_post, power=held, legal_basis="Жарлық")
    page = browser(country.district).get(path(country.received(), "raise/"))
    assert list(page.context["form"].fields["power"].queryset) == [country.power]
