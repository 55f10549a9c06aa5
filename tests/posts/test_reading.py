"""Pages and lists of posts: what they show, what they cost; the posts of a new installation."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from kopir.base.actors import SYSTEM, VISITOR
from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.operation.posts import posts as command
from kopir.organisations.acts import create_akimats
from kopir.organisations.models import Organisation
from kopir.posts import acts, forms
from kopir.posts.models import Post
from kopir.posts.queries import (
    PostFilter,
    count_posts,
    history_of,
    list_posts,
    post_card,
    post_for,
    posts_at,
    posts_of,
    rank_findings,
    responsible_post,
    rows_for_csv,
    vacancies,
)
from kopir.posts.words import AppointmentKind, PostKind, PostState, Rank
from tests.factories import (
    appoint,
    make_body,
    make_mandate,
    make_person,
    make_post,
    make_sector,
    make_territory,
)

pytestmark = pytest.mark.django_db
YESTERDAY = timezone.localdate() - timedelta(days=1)


def test_a_post_is_found_by_its_address() -> None:
    post = make_post(ref="authorised-635000000")
    assert post_for(VISITOR, "authorised-635000000") == post
    with pytest.raises(Refused) as refusal:
        post_for(VISITOR, "nothing")
    assert refusal.value.hidden


def test_the_card_shows_holders_powers_mandates_and_who_answers(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    acts.load_reference()
    body = make_body()
    above = make_post(body)
    post = make_post(body, superior=above, rank=Rank.SPECIALIST)
    appoint(above, make_person("Бастық"))
    make_mandate(post, sector=make_sector())
    with django_assert_num_queries(7):
        card = post_card(post)
    assert (card.is_vacant, card.substitute, len(card.mandates), len(card.powers)) == (True, above, 1, 6)
    assert card.finding is not None
    appoint(post, make_person("Ұстаушы"))
    appoint(post, make_person("Орынбасар"), kind=AppointmentKind.DEPUTY)
    card = post_card(post)
    assert ([holder.name for holder in card.holders], card.substitute) == (["Орынбасар", "Ұстаушы"], None)


ROLE = [("kk", "Ұлан уәкілі"), ("ru", "Уполномоченный Улана"), ("en", "Official of Ulan")]


@pytest.mark.parametrize(("language", "name"), ROLE)
def test_a_role_of_the_demonstration_is_called_in_the_readers_language(language: str, name: str) -> None:
    """It has no name of its own: it is called as the post is."""
    post = make_post()
    post.set_names("Ұлан уәкілі", "Уполномоченный Улана", "Official of Ulan")
    post.save()
    appoint(post, make_person("Ұлан уәкілі"))
    appoint(post, make_person("Айгүл"), kind=AppointmentKind.DEPUTY)
    with override(language):
        assert [holder.name for holder in post_card(post).holders] == ["Айгүл", name]
        assert sorted(holder.name for holder in history_of(post)) == sorted(["Айгүл", name])


def test_a_name_is_shown_only_while_it_is_published() -> None:
    post = make_post()
    appoint(post, make_person("Бұрынғы"), ends_on=YESTERDAY)
    appoint(post, make_person("Қазіргі"), starts_on=timezone.localdate())
    appoint(
        post,
        make_person("Жасырын"),
        kind=AppointmentKind.DEPUTY,
        starts_on=timezone.localdate(),
        shows_name=False,
    )
    assert sorted(holder.name for holder in history_of(post)) == ["", "", "Қазіргі"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    body = make_body()
    above = make_post(body, state=PostState.ENDED)
    for _number in range(count):
        appoint(make_post(body, superior=above))
    with django_assert_num_queries(2):
        page = list_posts(VISITOR)
        assert [row.holder is None for row in page.rows] == [False] * count
        assert [row.post.organisation.name_kk for row in page.rows] == [body.name_kk] * count


def test_the_list_is_paged_in_the_readers_alphabet() -> None:
    body = make_body()
    names = ["Алматы", "Әйтеке", "Ұлан"]
    for name in reversed(names):
        make_post(body, name)
    first = list_posts(VISITOR, limit=2)
    assert [row.post.name_kk for row in first.rows] == names[:2]
    second = list_posts(VISITOR, after=first.after, limit=2)
    assert ([row.post.name_kk for row in second.rows], second.after) == (names[2:], "")
    assert [row.post.name_kk for row in list_posts(VISITOR, before=second.before, limit=2).rows] == names[:2]


def test_lists_are_filtered() -> None:
    region = make_territory("630000000", "ШҚО")
    district = make_territory("635000000", "Ұлан ауданы", region)
    nature = make_sector()
    high = make_post(make_body("ШҚО әкімдігі", region), "Облыс", ru="область", en="", kind=PostKind.HEAD)
    low = make_post(make_body(territory=district), "Ұлан")
    make_mandate(high), make_mandate(low, sector=nature)
    appoint(high)
    make_post(make_body(), "Бұрынғы", state=PostState.ENDED)

    def found(**filters: Any) -> set[Post]:
        assert count_posts(VISITOR, PostFilter(**filters)) == len(list_posts(VISITOR, PostFilter(**filters)).rows)
        return {row.post for row in list_posts(VISITOR, PostFilter(**filters)).rows}

    assert found() == {high, low}
    assert found(territory=district) == {low}
    assert found(territory=district, answering=True) == {high, low}
    assert found(territory=region) == {high, low}
    assert found(sector=nature) == {high, low}
    assert found(sector=make_sector("4")) == {high}
    assert found(kind="head") == {high}
    assert found(vacant=True) == {low}
    assert found(vacant=False) == {high}
    assert found(text="улан") == {low}
    assert found(organisation=high.organisation) == {high}
    assert {post.name_kk for post in found(state="ended")} == {"Бұрынғы"}
    assert set(posts_at(district)) == {low}
    assert list(posts_of(high.organisation)) == [high]


def test_vacancies_say_since_when_and_who_answers() -> None:
    body = make_body()
    above = make_post(body)
    appoint(above)
    once, never = make_post(body, superior=above), make_post(body)
    appoint(once, ends_on=date(2025, 5, 1))
    found = {row.post: (row.since, row.substitute) for row in vacancies()}
    assert found == {once: (date(2025, 5, 1), above), never: (None, None)}


def test_the_table_has_a_row_a_post() -> None:
    post = make_post(phone="=1+1")
    appoint(post, make_person("Ұстаушы"))
    make_post()
    header, *rows = list(rows_for_csv(VISITOR, language="en"))
    table = [dict(zip(header, row, strict=True)) for row in rows]
    assert {row["holder"] for row in table} == {"Ұстаушы", ""}
    assert (table[0]["kind"], table[0]["kind_name"]) == ("authorised", "authorised official")


# The posts of a new installation


def world() -> None:
    make_territory(kk="Қазақстан Республикасы", ru="Республика Казахстан")
    region = make_territory(
        "630000000",
        "Шығыс Қазақстан облысы",
        ru="Восточно-Казахстанская область",
        en="East Kazakhstan Region",
    )
    make_territory("635000000", "Ұлан ауданы", region, ru="Уланский район", en="Ulan District")
    make_territory("631000000", "Өскемен қаласы", region, ru="город Усть-Каменогорск")


def test_posts_of_all_akimats_are_made_once() -> None:
    world()
    create_akimats(by=SYSTEM)
    before = Entry.objects.count()
    assert acts.create_all(by=SYSTEM) == acts.CreatedPosts(4, 0)
    assert acts.create_all(by=SYSTEM) == acts.CreatedPosts(0, 3)
    assert Entry.objects.count() - before == 6  # the committee, four posts, the whole
    chair = Post.objects.get(kind=PostKind.COORDINATION)
    region, city, district = (Post.objects.get(ref=f"authorised-{code}") for code in ("630000000", "631000000", "635000000"))
    assert (chair.superior, region.superior, city.superior, district.superior) == (
        None,
        chair,
        region,
        region,
    )
    assert {post.state for post in Post.objects.all()} == {PostState.TO_BE_CONFIRMED}
    assert rank_findings() == []
    assert district.names == {
        "kk": "Ұлан ауданы әкімінің орынбасары",
        "ru": "заместитель акима Уланского района",
        "en": "Deputy akim, Ulan District",
    }
    assert region.names == {
        "kk": "Шығыс Қазақстан облысы әкімі аппараты басшысының орынбасары",
        "ru": "заместитель руководителя аппарата акима Восточно-Казахстанской области",
        "en": "Deputy head of the akim's apparatus, East Kazakhstan Region",
    }
    assert city.name_ru == "заместитель акима города Усть-Каменогорска"


def test_a_new_installation_routes_at_once_when_posts_are_held() -> None:
    world()
    create_akimats(by=SYSTEM)
    acts.create_all(by=SYSTEM)
    district = Post.objects.get(ref="authorised-635000000")
    region = Post.objects.get(ref="authorised-630000000")
    appoint(region)
    route = responsible_post(district.territory, make_sector())
    assert route is not None
    assert (route.post, route.passed) == (region, [district])


def test_the_command_reports_as_json() -> None:
    world()
    runner = CliRunner()
    assert json.loads(runner.invoke(command, ["create", "--json"]).output) == {"created": 4, "unchanged": 0}
    assert json.loads(runner.invoke(command, ["create", "--json"]).output) == {"created": 0, "unchanged": 3}
    counts = json.loads(runner.invoke(command, ["status", "--json"]).output)
    assert (counts["posts"], counts["vacant"], Organisation.objects.count()) == (4, 4, 4)


def test_the_command_needs_territories() -> None:
    result = CliRunner().invoke(command, ["create"])
    assert (result.exit_code, "no territories" in result.output) == (1, True)


# Input


def test_forms_turn_words_into_values() -> None:
    world()
    post = make_post(make_body(territory=make_territory("633600000", "Зайсан ауданы")))
    person = make_person(email="holder@example.kz")
    data = {
        "person": "Holder@example.kz",
        "kind": "acting",
        "starts_on": "2026-01-05",
        "legal_basis": "order",
    }
    form = forms.Appoint(data)
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["person"], form.cleaned_data["shows_name"]) == (person, False)
    mandate = forms.AddMandate({"territory": "635000000", "sectors": [make_sector().pk]}, kinds=[("proposal", "p")])
    assert mandate.is_valid(), mandate.errors
    assert [(spec.territory.pk, spec.kinds) for spec in mandate.specs()] == [("635000000", ())]
    values = {"name_kk": "Атауы", "kind": "authorised", "rank": "60", "superior": f"/kk/posts/{post.ref}/"}
    edit = forms.EditPost(values)
    assert edit.is_valid(), edit.errors
    assert edit.cleaned_data["superior"] == post
    new = forms.NewPost({**values, "organisation": post.organisation.ref})
    assert new.is_valid(), new.errors
    assert acts.create(new.post(), by=SYSTEM).territory == post.territory


def test_forms_say_what_is_wrong() -> None:
    world()
    form = forms.Appoint({"person": "nobody@example.kz", "kind": "acting", "starts_on": "x", "legal_basis": ""})
    assert set(form.errors) == {"person", "starts_on", "legal_basis"}
    assert set(forms.AddMandate({"territory": "Жоқ жер"}).errors) == {"territory"}
    assert set(forms.EditPost({"kind": "authorised", "rank": "60", "superior": "nothing"}).errors) == {
        "name_kk",
        "superior",
    }
