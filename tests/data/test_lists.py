"""Lists of administration ask as many questions with three rows as with one; each table is a CSV too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kopir.interactions.models import Matter, MatterKind
from kopir.organisations.models import Membership, SamePair
from kopir.posts.models import Appointment
from kopir.posts.words import PostState
from tests.data.world import Office
from tests.factories import make_organisation, make_person, make_post

pytestmark = pytest.mark.django_db


def _posts(office: Office) -> None:
    make_post(office.district_post.organisation, "Маман", state=PostState.TO_BE_CONFIRMED)


def _pair(office: Office) -> None:
    one, other = make_organisation("А"), make_organisation("Ә")
    SamePair.objects.create(first=one, second=other, score=70, why=[["same_region"]])


def _request(office: Office) -> None:
    Membership.objects.create(person=make_person(), organisation=make_organisation())


def _letter(office: Office) -> None:
    office.dead_letter(f"dead:{make_person().pk}")


LISTS: dict[str, Callable[[Office], object]] = {
    "posts/": _posts,
    "posts/all/": _posts,
    "organisations/": lambda office: make_organisation(),
    "same/": _pair,
    "same/merged/": lambda office: None,
    "memberships/": _request,
    "people/": lambda office: make_person(),
    "letters/": _letter,
    "matters/": lambda office: office.received(),
    "": _posts,
}


def questions(office: Office, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert office.browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", LISTS)
def test_list(name: str) -> None:
    office = Office()
    address = f"/kk/data/{name}"
    if name == "matters/":
        office.received()
        Appointment.objects.all().delete()
    office.browser.get(address)
    with_one = questions(office, address)
    for _ in range(2):
        if name == "matters/":
            Matter.objects.filter(pk=office_matter(office).pk).update(accountable=office.district_post)
        else:
            LISTS[name](office)
    assert questions(office, address) == with_one
    if name:
        table = office.browser.get(address, {"csv": "1"})
        assert table["Content-Type"] == "text/csv; charset=utf-8"
        assert b"".join(table.streaming_content).count(b"\n") >= 1  # type: ignore[attr-defined]


def office_matter(office: Office) -> Matter:
    """One more matter of the same post, as it stands in the database."""
    row = Matter.objects.order_by("pk").last()
    assert row is not None
    number = f"2026-{900000 + row.pk}"
    row.pk, row.number = None, number
    row.save()
    return row


def test_a_matter_nobody_answers_for_leads_to_its_new_post() -> None:
    office = Office()
    matter = office.received()
    assert matter.number not in office.browser.get("/kk/data/matters/").content.decode()
    Appointment.objects.all().delete()
    page = office.browser.get("/kk/data/matters/").content.decode()
    assert f"/kk/interactions/{matter.number}/reroute/" in page
    assert office.browser.get(f"/kk/interactions/{matter.number}/reroute/").status_code == 200


def test_the_first_page_counts_what_waits() -> None:
    office = Office()
    found = {one["label"]: one["number"] for one in office.browser.get("/en/data/").context["waiting"]}
    assert found["posts to be confirmed"] == 1
    assert found["requests of first members"] == 1
    assert found["letters to decide on"] == 1
    assert found["pairs that may be the same organisation"] == 1


def test_steps_of_a_procedure_stand_in_the_readers_language() -> None:
    browser = Office().browser
    steps = MatterKind.objects.get(code="proposal").procedures.get().steps.all()
    page = browser.get("/ru/data/procedures/proposal/").content.decode()
    assert all(step.name_ru in page for step in steps) and not any(step.name_kk in page for step in steps)


def test_the_acts_that_prove_a_step_are_said_in_words() -> None:
    browser = Office().browser
    for language in ("kk", "ru"):
        form = browser.get(f"/{language}/data/procedures/proposal/new/").context["form"]
        proofs = form.fields["step0_proof"].choices
        assert len(proofs) > 30
        assert not [words for name, words in proofs if name and (words == name or "interactions." in words)]


def test_the_first_day_names_commands_that_can_be_run() -> None:
    page = Office().browser.get("/ru/data/").content.decode()
    assert "kopir journal verify &amp;&amp; kopir check conservation" in page
