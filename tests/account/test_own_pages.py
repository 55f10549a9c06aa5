"""The account page, sessions, memberships."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kopir.base.models import Installation
from kopir.journal.models import Entry
from kopir.notices.acts import unsubscribe_token
from kopir.notices.queries import preference_of
from kopir.notices.words import Weight
from kopir.organisations.models import Membership
from kopir.web.account.jobs import forget_ended_sessions
from kopir.web.account.templatetags.account_data import device, in_fours
from tests.account.signing import make_account, sign_in
from tests.factories import appoint, join_organisation, make_body, make_organisation, make_post

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def test_name_and_language_are_changed_by_an_act(client: Client):
    person = make_account("Дана")
    sign_in(client, person)
    assert client.post("/kk/account/edit/", {"name": "Дана Ә.", "language": "ru"}).url == "/kk/account/"
    person.refresh_from_db()
    assert (person.name, person.language) == ("Дана Ә.", "ru")
    entry = Entry.objects.get(act="people.edit_own")
    assert "Дана" not in entry.content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_account_page_shows_for_whom_one_acts(client: Client, rows: int, django_assert_num_queries):
    person = make_account()
    body = make_body()
    for n in range(rows):
        join_organisation(make_organisation(f"«Ұйым {n}»"), person)
        appoint(make_post(body, f"Лауазым {n}"), person)
    client.force_login(person)
    client.get("/kk/account/")
    with django_assert_num_queries(12):
        page = client.get("/kk/account/").content.decode()
    assert all(f"«Ұйым {n}»" in page and f"Лауазым {n}" in page for n in range(rows))


def test_a_session_can_be_ended_from_another(client: Client):
    person = make_account()
    sign_in(client, person)
    other = sign_in(Client(headers={"user-agent": WINDOWS}), person)
    page = client.get("/kk/account/sessions/").content.decode()
    assert "Chrome, Windows" in page
    row = UserSession.objects.get(session_key=other.session.session_key)
    assert client.post(f"/kk/account/sessions/{row.pk}/end/").url == "/kk/account/sessions/"
    assert other.get("/kk/account/").url.startswith("/kk/account/login/")
    assert client.get("/kk/account/").status_code == 200


def test_nobody_ends_a_strangers_session(client: Client):
    sign_in(client, make_account())
    stranger = sign_in(Client(), make_account())
    row = UserSession.objects.get(session_key=stranger.session.session_key)
    assert client.post(f"/kk/account/sessions/{row.pk}/end/").status_code == 404
    assert stranger.get("/kk/account/").status_code == 200


def test_all_other_sessions_end_together(client: Client):
    person = make_account()
    sign_in(client, person)
    others = [sign_in(Client(), person) for _n in range(2)]
    client.post("/kk/account/sessions/")
    assert [other.get("/kk/account/").status_code for other in others] == [302, 302]
    assert client.get("/kk/account/").status_code == 200


def test_a_new_password_ends_the_other_sessions(client: Client):
    person = make_account()
    sign_in(client, person)
    other = sign_in(Client(), person)
    words = {"password1": "quiet river stone", "password2": "quiet river stone"}
    client.post("/kk/account/password/change/", {"oldpassword": "correct horse battery", **words})
    assert other.get("/kk/account/").status_code == 302
    assert client.get("/kk/account/").status_code == 200


def test_the_last_use_is_not_written_at_every_request(client: Client):
    sign_in(client, make_account())
    client.get("/kk/account/edit/")
    before = UserSession.objects.get().last_seen_at
    client.get("/kk/account/edit/")
    assert UserSession.objects.get().last_seen_at == before


def test_ended_sessions_are_forgotten(client: Client):
    sign_in(client, make_account())
    assert forget_ended_sessions() == 0
    Session.objects.update(expire_date=timezone.now())
    assert forget_ended_sessions() == 1
    assert not Session.objects.exists()


def test_a_membership_is_asked_for_and_withdrawn(client: Client):
    person = make_account()
    organisation = make_organisation("«Бұлақ» қоры")
    sign_in(client, person)
    page = client.get("/kk/account/organisations/?q=булак").content.decode()
    assert f"/kk/account/organisations/{organisation.ref}/join/" in page
    answer = client.post(f"/kk/account/organisations/{organisation.ref}/join/", {"position": "төраға"})
    assert answer.url == "/kk/account/organisations/"
    membership = Membership.objects.get()
    assert (membership.person, membership.position, membership.state) == (person, "төраға", "requested")
    client.post(f"/kk/account/organisations/{membership.pk}/leave/")
    membership.refresh_from_db()
    assert membership.state == "ended"


def test_whoever_finds_no_organisation_learns_to_whom_to_write(client: Client):
    sign_in(client, make_account())
    Installation.objects.create(purpose=Installation.Purpose.REAL, contact="kopir@example.kz")
    assert "mailto:kopir@example.kz" in client.get("/kk/account/organisations/?q=жоқ ұйым").content.decode()


def test_a_refusal_stands_beside_the_form(client: Client):
    person = make_account()
    organisation = make_organisation()
    join_organisation(organisation, person)
    sign_in(client, person)
    page = client.post(f"/kk/account/organisations/{organisation.ref}/join/", {"position": "төраға"}).content.decode()
    assert "govuk-error-summary" in page
    assert 'value="төраға"' in page
    assert Membership.objects.count() == 1


def test_nobody_leaves_for_another(client: Client):
    stranger = join_organisation(make_organisation())
    sign_in(client, make_account())
    assert client.post(f"/kk/account/organisations/{stranger.pk}/leave/").status_code == 404


def test_letters_are_chosen(client: Client):
    person = make_account()
    sign_in(client, person)
    assert client.post("/kk/account/letters/", {"news": "on"}).url == "/kk/account/"
    chosen = preference_of(person)
    assert (chosen.work, chosen.digest, chosen.news) == (False, False, True)


def test_letters_are_stopped_from_a_letter_but_not_by_opening_it():
    stranger = Client(enforce_csrf_checks=True)
    person = make_account()
    address = f"/ru/letters/unsubscribe/{unsubscribe_token(person, Weight.DIGEST)}/"
    assert stranger.get(address).status_code == 200
    assert preference_of(person).digest is True
    assert "больше не будут приходить" in stranger.post(address, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert preference_of(person).digest is False


def test_a_damaged_link_of_a_letter_is_refused(client: Client):
    assert client.post("/ru/letters/unsubscribe/x:y:z/").status_code == 403


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WINDOWS, "Chrome, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 YaBrowser/24.12 Safari/537.36", "Yandex, Windows"),
        ("curl/8", "белгісіз құрылғы"),
    ],
)
def test_a_device_is_called_by_its_names(agent, words):
    with override("kk"):
        assert device(agent) == words


def test_a_secret_is_read_in_fours():
    assert in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ"
