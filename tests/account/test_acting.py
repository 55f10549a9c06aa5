"""For whom one acts: chosen visibly, only while it is in force."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kopir.base.actors import Role
from kopir.organisations.words import MembershipState
from kopir.people.words import Office
from kopir.web.acting import capacities
from tests.account.signing import give_factor, make_account, sign_in
from tests.factories import appoint, join_organisation, make_organisation, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.account.homes")]


@pytest.fixture
def busy():
    """Holds a post, acts for two organisations and administers."""
    person = give_factor(make_account("Айгүл", office=Office.ADMINISTRATOR))
    person.post = make_post()
    person.appointment = appoint(person.post, person)
    person.first = make_organisation("«Арна» қоры", ru="Фонд «Арна»")
    person.membership = join_organisation(person.first, person)
    person.second = make_organisation("«Бұлақ» қоры")
    join_organisation(person.second, person)
    return person


def role(client: Client) -> str:
    return client.get("/kk/here/").content.decode()


def act_as(client: Client, key: str, **more: str):
    return client.post("/kk/account/act-as/", {"acting": key, **more})


def test_all_that_is_in_force_can_be_chosen(busy, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = capacities(busy)
    assert [one.key for one in found] == [
        f"post:{busy.post.pk}",
        f"organisation:{busy.first.pk}",
        f"organisation:{busy.second.pk}",
        "office:administrator",
    ]


def test_the_choice_stands_in_the_header_and_needs_no_script(client: Client, busy):
    sign_in(client, busy)
    page = client.get("/ru/account/").content.decode()
    assert 'action="/ru/account/act-as/"' in page
    assert f'name="acting" value="organisation:{busy.first.pk}"' in page
    assert act_as(client, f"organisation:{busy.first.pk}").url == "/kk/account/"
    page = client.get("/ru/account/").content.decode()
    assert '<span class="k-account__for">Фонд «Арна»</span>' in page
    assert role(client) == Role.MEMBER


@pytest.mark.parametrize(
    ("following", "lands"),
    [
        ("/kk/here/?q=1", "/kk/here/?q=1"),
        ("https://elsewhere.example/", "/kk/account/"),
        ("//elsewhere.example/", "/kk/account/"),
        ("/\\elsewhere.example/", "/kk/account/"),
        ("elsewhere", "/kk/account/"),
        ("", "/kk/account/"),
    ],
)
def test_one_stays_on_the_page_but_is_not_led_away(client: Client, busy, following, lands):
    sign_in(client, busy)
    assert act_as(client, "office:administrator", next=following).url == lands


def test_what_one_may_not_be_is_refused(client: Client, busy):
    sign_in(client, busy)
    stranger = make_organisation("«Бөтен» қоры")
    for key in (f"organisation:{stranger.pk}", "office:coordinator", "", "post:0"):
        assert act_as(client, key).status_code == 403
    assert role(client) == Role.OFFICIAL


def test_an_ended_membership_drops_at_once(client: Client, busy):
    sign_in(client, busy)
    act_as(client, f"organisation:{busy.first.pk}")
    busy.membership.state = MembershipState.ENDED
    busy.membership.save()
    assert role(client) == Role.OFFICIAL
    assert "енді күшінде емес" in client.get("/kk/account/").content.decode()


def test_what_is_sent_as_a_lapsed_one_is_not_sent_as_another(client: Client, busy):
    sign_in(client, busy)
    act_as(client, f"organisation:{busy.first.pk}")
    busy.membership.state = MembershipState.ENDED
    busy.membership.save()
    assert client.post("/kk/here/").content.decode() == Role.PERSON
    assert client.post("/kk/here/").content.decode() == Role.OFFICIAL


def test_the_same_holds_when_nothing_was_chosen_by_hand(client: Client, busy):
    sign_in(client, busy)
    assert role(client) == Role.OFFICIAL
    busy.appointment.ends_on = timezone.localdate() - timedelta(days=1)
    busy.appointment.save()
    assert client.post("/kk/here/").content.decode() == Role.PERSON


def test_an_appointment_begins_and_ends_by_its_days(busy):
    today = timezone.localdate()
    for starts, ends, held in [(0, 0, True), (1, None, False), (-9, -1, False), (-9, None, True)]:
        busy.appointment.starts_on = today + timedelta(days=starts)
        busy.appointment.ends_on = None if ends is None else today + timedelta(days=ends)
        busy.appointment.save()
        assert (f"post:{busy.post.pk}" in [one.key for one in capacities(busy)]) is held


def test_a_visitor_cannot_switch(client: Client):
    assert act_as(client, "person").url.startswith("/kk/account/login/")
