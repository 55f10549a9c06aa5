"""What is kept about a person is found from the models themselves, and handed out without anybody else."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from kopir.base.actors import Actor, Role
from kopir.base.privacy import Privacy, privacy_of
from kopir.journal import access
from kopir.journal.models import Access
from kopir.people.acts import edit_own
from kopir.people.models import Person
from kopir.privacy.kept import LIBRARY, ties
from kopir.privacy.words import KINDS
from tests.account.signing import PASSWORD, make_account, show_it_is_me, sign_in
from tests.factories import administrator, join_organisation, make_organisation
from tests.permissions.whole import Whole

pytestmark = pytest.mark.django_db
OURS = [model for model in apps.get_models() if model.__module__.startswith("kopir.")]


def _personal(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if privacy_of(model, field.name) == Privacy.PERSONAL}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_model_with_a_personal_field_is_forgotten(model: type[Model]) -> None:
    """Each personal field either points to a person or is handed out with a row that does."""
    if model._meta.label_lower == "journal.withheld":
        return  # has a piece of its own, tried below
    own = [tie for tie in ties() if tie.model is model]
    reached = {tie.field for tie in own} | {field.name for tie in own for field in tie.columns()}
    assert sorted(_personal(model) - reached) == []


def test_each_kind_that_points_to_a_person_has_a_name_and_each_library_model_its_fields() -> None:
    kinds = {tie.kind for tie in ties()} | {"journal.withheld"}
    assert sorted(kinds ^ set(KINDS)) == []
    foreign = {tie.kind for tie in ties() if not tie.model.__module__.startswith("kopir.")}
    assert foreign == set(LIBRARY)


def _file(client: Client) -> ZipFile:
    show_it_is_me(client)
    return ZipFile(BytesIO(b"".join(client.get("/kk/account/kept.zip").streaming_content)))  # type: ignore[attr-defined]


def test_the_file_holds_the_own_values_earlier_ones_too_and_no_secret(client: Client) -> None:
    person = make_account("Дана")
    edit_own(person, by=Actor(Role.PERSON, person.pk, person.name), name="Дана Ә.", language="ru")
    other = make_account("Басқа адам")
    member = join_organisation(make_organisation("«Бірлік»"), person)
    member.decided_by = other
    member.save()
    archive = _file(sign_in(client, person))
    everything = archive.read("kopir.json").decode()
    told = json.loads(everything)
    assert told["people.person"]["rows"][0]["email"] == person.email
    assert told["account.emailaddress"]["rows"][0]["email"] == person.email
    assert told["organisations.membership"]["rows"][0]["organisation_id"] == member.organisation_id
    assert json.loads(told["journal.withheld"]["rows"][0]["values"])["name"] == ["Дана", "Дана Ә."]
    texts = [everything, *(archive.read(name).decode() for name in archive.namelist())]
    for forbidden in (person.password, other.email, other.name, "decided_by_id"):
        assert not any(forbidden in text for text in texts)


def test_the_password_is_asked_again_before_everything_is_given(client: Client) -> None:
    client.force_login(make_account())
    answer = client.get("/kk/account/kept.zip")
    assert answer.status_code == 302 and "reauthenticate" in answer.url  # type: ignore[attr-defined]
    assert not Access.objects.filter(what="exported").exists()


def test_that_the_file_was_taken_is_kept(client: Client) -> None:
    person = make_account()
    _file(sign_in(client, person))
    assert Access.objects.filter(what="exported", person_id=person.pk, subject_id=str(person.pk)).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_much_is_kept(client: Client, rows: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    person = make_account()
    for n in range(rows):
        join_organisation(make_organisation(f"«Ұйым {n}»"), person)
    client.force_login(person)
    client.get("/kk/account/kept/")
    with django_assert_num_queries(33):
        page = client.get("/kk/account/kept/").content.decode()
    assert PASSWORD not in page


def test_one_look_an_hour_is_written_for_each_reader_and_each_post() -> None:
    person, reader = make_account(), administrator()
    for _again in range(3):
        access.looked(reader, person, "/kk/data/people/1/")
    access.looked(administrator(), person, "/kk/data/people/1/")
    assert Access.objects.filter(what="looked").count() == 2


def test_a_person_sees_who_looked_and_never_looks_at_somebody_else(client: Client) -> None:
    person, other, reader = make_account(), make_account("Басқа"), administrator()
    own = join_organisation(make_organisation("«Бірлік»"), person)
    for subject in (person, own, other):
        access.looked(reader, subject, "/")
    access.looked(Actor(Role.PERSON, person.pk), person, "/")
    client.force_login(person)
    lines = b"".join(client.get("/en/account/looks.csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert [line.split(",")[3] for line in lines[1:]] == ["acting for an organisation", "the account"]
    assert "administrator" in client.get("/en/account/looks/").content.decode()


def test_a_closed_matter_read_by_its_official_stands_among_the_looks(client: Client) -> None:
    world = Whole()
    matter = world.received()
    sender = Person.objects.get(pk=matter.person_id)
    access.looked(world.district, matter, "/")
    client.force_login(sender)
    page = client.get("/kk/account/looks/").content.decode()
    assert matter.number in page and world.district_post.names["kk"] in page


def test_pages_of_looks_follow_each_other(client: Client) -> None:
    person = make_account()
    for _reader in range(51):
        access.looked(administrator(), person, "/")
    client.force_login(person)
    first = client.get("/kk/account/looks/")
    assert len(first.context["rows"]) == 50
    following = first.context["following"]
    assert len(client.get(f"/kk/account/looks/?after={following}").context["rows"]) == 1
