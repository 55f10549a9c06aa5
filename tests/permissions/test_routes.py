"""The permission table of the pages: every route × every role, asked with real objects, by GET.

A cell says what the role gets: `o` the page (or a step onwards from it), `s` the way to sign-in, `-` refused or not found.
Routes that only take POST are asked by POST, with nothing in it. The routes of `data/` are in tests/data/test_access.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from kopir.base.actors import SYSTEM, Actor, Role
from kopir.handovers import acts as handovers
from kopir.handovers.models import Pack
from kopir.interactions import acts
from kopir.interactions.models import AnswerTemplate, Attachment, Matter
from kopir.interactions.words import RestrictedBecause
from kopir.journal.models import Entry, Head
from kopir.journal.sealing import seal
from kopir.organisations.models import Membership
from kopir.posts.models import Appointment, Post
from kopir.regulation import acts as law
from kopir.regulation.models import Norm
from kopir.regulation.queries import Given, intake
from kopir.regulation.reading import pair, read_text
from kopir.synergy.models import Proposal
from kopir.synergy.words import Kind, Side
from tests.factories import administrator, coordinator, make_organisation, make_person, member
from tests.matter.people import Country, browser
from tests.permissions.asking import Questions
from tests.permissions.effects import Cards as EffectCards
from tests.permissions.findings import Found
from tests.permissions.measuring import Measures
from tests.permissions.practices import Practices
from tests.permissions.routes import ROLES, TABLE
from tests.permissions.showing import Showing
from tests.permissions.whole import Whole
from tests.regulation.duties import Regulated, due
from tests.repo.test_routes import all_routes

pytestmark = pytest.mark.django_db
# Doors of sign-in, health and the language are tried in tests/account and tests/repo; the administrator's in tests/data.
ELSEWHERE = (
    "data:",
    "account_", "mfa_", "usersessions_", "health", "ready", "root", "robots", "security", "sitemap", "set_language", "style",
    "switch_acting",
)  # fmt: skip


@dataclass
class Asked:
    """A world with one of everything that stands in addresses."""

    country: Whole

    def __post_init__(self) -> None:
        world = self.country
        self.matter, self.draft = world.received(), world.draft()
        self.foreign = acts.submit(world.draft(world.joiner), by=world.joiner)
        self.offer = acts.hand_over(self.foreign, by=world.district, to=world.neighbour_post, reason="Көрші ауданның мәселесі")
        self.file, self.draft_file = _file(self.matter, world), _file(self.draft, world)
        self.request = Membership.objects.create(person=make_person(), organisation=self.draft.author)
        self.template = AnswerTemplate.objects.create(post=world.district_post, text_kk="Рақмет", text_ru="Спасибо")
        self.duties, self.found = Duties(world), Found(world)
        self.pack, self.offered_pack = _pack(world.district_post), _pack(world.neighbour_post)
        self.item = self.pack.items.filter(kind="matter").earliest("pk")
        handovers.offer(self.offered_pack, by=world.neighbour)
        self.practices = Practices(world)
        self.effects = EffectCards(world)
        self.questions = Questions(world)
        self.measures = Measures(world)
        self.showing = Showing(world)
        acts.restrict(self.matter, by=world.author, because=RestrictedBecause.WISH)
        self.proposal = Proposal.objects.create(kind=Kind.SAME_PEOPLE, key="1+2", found_at=timezone.now())
        self.proposal.members.create(matter=self.foreign, side=Side.ALIKE)
        self.proposal.asked.create(post=world.district_post)
        self.norm = document()
        seal()
        self.head = Head.objects.latest("size")
        self.sealed = Entry.objects.filter(is_open=True).latest("pk")
        plain = make_person("Жеке тұлға")
        self.clients: dict[str, Client] = {
            "visitor": Client(), "person": browser(_person(plain)), "stranger": browser(member(make_organisation("Бөтен ұйым"))),
            "author": browser(world.author), "official": browser(world.neighbour), "accountable": browser(world.district),
            "coordinator": browser(coordinator()), "administrator": browser(administrator()),
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {
            "number": self.matter.number, "code": "636000000", "ref": "", "pk": self.draft.pk, "step": "what",
            "name": "answer", "file": 1, "token": "x", "year": self.duties.year,
            "language": "kk", "form": "pdf",
        }  # fmt: skip


@dataclass
class Duties:
    """Of the district: a proof with a file that waits, a draft of a report and a sent one, an approved plan of the next year."""

    country: Regulated
    year: int = 2027

    def __post_init__(self) -> None:
        world, post = self.country, self.country.district_post
        law.make_ahead()
        self.obligation = due(post, world.meet)
        upload = SimpleUploadedFile("хаттама.txt", "Хаттама".encode())
        self.proof = law.prove(self.obligation, by=world.district, kind="file", upload=upload)
        self.sent = law.draw_report(post, date(2026, 1, 1), date(2026, 6, 30), by=world.district)
        law.send_report(self.sent, by=world.district)
        self.draft = law.draw_report(post, date(2026, 7, 1), date(2026, 12, 31), by=world.district)
        law.approve_plan(post, self.year, by=world.district)
        self.feed, self.token = law.open_feed(post, by=world.district, language="kk")

    def of(self, name: str) -> dict[str, Any]:
        """What stands in the address of one of its routes."""
        room, _, plain = name.partition(":")
        ref = {"ref": self.country.district_post.ref}
        if room == "public" and plain.startswith("post_"):
            return {**ref, "pk": self.sent.pk, "year": self.year}
        if plain.startswith("report") or plain == "draw_again":
            return {"pk": self.draft.pk}
        if plain in ("check_proof", "proof_file"):
            return {"pk": self.proof.pk}
        if plain in ("duty", "prove", "waive"):
            return {"pk": self.obligation.pk}
        return {"close_feed": {"pk": self.feed.pk}}.get(plain, {"token": self.token} if name == "duties_feed" else {})


def _file(matter: Matter, world: Country) -> Attachment:
    return acts.attach(matter, by=world.author, upload=SimpleUploadedFile("хат.txt", "Сәлем".encode()))


def _pack(post: Post) -> Pack:
    """Its holder leaves soon."""
    row = Appointment.objects.get(post=post)
    row.ends_on = timezone.localdate() + timedelta(days=5)
    row.save()
    return handovers.open_pack(row)


def _person(person: Any) -> Actor:
    return Actor(Role.PERSON, person.pk, person.name)


@pytest.fixture(scope="module")
def asked(lasting: Any) -> Iterator[Asked]:
    with lasting():
        yield Asked(Whole())


NORM_PAGES = ("norm", "norm_compare", "norm_csv", "norm_file", "norm_changes", "norm_changes_csv")


def document() -> Norm:
    """A published one."""
    text = pair([read_text("---\nlanguage: kk\ntitle: Бұйрық\n---\n1. Мәтін")])
    version = law.take_in(intake(text, Given("order", "order", date(2026, 1, 1))), by=SYSTEM)
    assert version is not None
    return law.announce(version, by=SYSTEM).norm


def address(name: str, asked: Asked) -> str:
    """The route with real objects in it."""
    return filled(name, asked, special(asked))


def special(asked: Asked) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of single routes."""
    one_norm = {"ref": asked.norm.ref, "code": "kk", "form": "md", "number": 1}
    return {
        **asked.practices.addresses(),
        **asked.effects.addresses(),
        **asked.questions.addresses(),
        **asked.measures.addresses(),
        **asked.showing.addresses(),
        "public:sector": {"code": "3"},
        "public:duty": {"code": "meet"},
        **{f"public:{one}": one_norm for one in NORM_PAGES},
        "public:post_duties": {"ref": asked.country.district_post.ref},
        "public:post_duties_csv": {"ref": asked.country.district_post.ref},
        "public:organisation": {"ref": asked.draft.author.ref},
        "public:post": {"ref": asked.country.district_post.ref},
        "public:matter_file": {"pk": asked.file.pk},
        "public:matter_act_on": {"number": asked.foreign.number, "name": "accept", "pk": asked.offer.pk},
        "cabinet:confirm": {"pk": asked.request.pk},
        "cabinet:refuse": {"pk": asked.request.pk},
        "cabinet:remove_file": {"file": asked.draft_file.pk},
        "cabinet:join": {"number": asked.foreign.number},
        "cabinet:sent": {"pk": asked.matter.pk},
        "desk:say_same": {"other": asked.foreign.number},
        "desk:proposal": {"pk": asked.proposal.pk},
        "watch:proposal": {"pk": asked.proposal.pk},
        "desk:template": {"pk": asked.template.pk},
        "desk:end_template": {"pk": asked.template.pk},
        **_of_packs(asked),
        "public:entry": {"pk": Entry.objects.filter(is_open=True).latest("pk").pk},
        "public:entry_receipt_file": {"pk": asked.sealed.pk},
        "public:head_file": {"size": asked.head.size},
        "public:heads_proof_file": {"first": asked.head.size, "second": asked.head.size},
    }


def filled(name: str, asked: Asked, special: dict[str, dict[str, Any]]) -> str:
    values = {**asked.values(), **asked.duties.of(name), **asked.found.of(name), **special.get(name, {})}
    space, _, plain = name.rpartition(":")
    resolver: Any = get_resolver()
    if space:
        resolver = _inner(resolver, space)
    wanted = resolver.reverse_dict.getlist(plain)[0][0][0][1]
    return reverse(name, kwargs={key: values[key] for key in wanted})


def _of_packs(asked: Asked) -> dict[str, dict[str, Any]]:
    pages = ("item", "items_csv", "keep", "keep_item", "next", "notes", "pack", "promises", "sign", "paper")
    values = {"pk": asked.pack.pk, "item": asked.item.pk, "language": "kk", "form": "pdf"}
    ref = {"ref": asked.country.district_post.ref}
    return {
        **{f"handovers:{name}": values for name in pages},
        "handovers:post_history": ref,
        "handovers:post_history_csv": ref,
        "handovers:receipt": {"pk": asked.offered_pack.pk, "name": "offer"},
        "handovers:question": {"code": "new"},
    }


def _inner(resolver: Any, space: str) -> Any:
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None) == space:
            return pattern
        if hasattr(pattern, "url_patterns") and (found := _inner(pattern, space)):
            return found
    return None


def cell(client: Client, path: str) -> str:
    response = client.get(path)
    if response.status_code == 405:
        response = client.post(path)
    if response.streaming:
        b"".join(response.streaming_content)  # read to its end, the file behind it is closed
    if response.status_code in (301, 302):
        return "s" if "/account/login/" in response.headers["Location"] else "o"
    return "-" if response.status_code in (403, 404, 410) else "o"


def names() -> list[str]:
    return sorted({route.name for route in all_routes() if not route.name.startswith(ELSEWHERE)})


def test_every_route_has_a_row() -> None:
    assert names() == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_gets_what(name: str, asked: Asked) -> None:
    path = address(name, asked)
    assert "".join(cell(asked.clients[role], path) for role in ROLES) == TABLE[name]
