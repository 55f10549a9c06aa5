"""Oversight of the Regulation as pages: coverage, contradictions, resolutions from the page; in three languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from kopir.notices.models import Notice
from kopir.posts.models import GrantedPower
from kopir.regulation.acts.findings import accept, examine
from kopir.regulation.models import Finding, Reply
from kopir.regulation.words import Contradiction, FindingState
from tests.factories import administrator
from tests.matter.people import browser
from tests.regulation import republic
from tests.regulation.republic import DISTRICTS, REGIONS, Republic
from tests.regulation.test_coverage import owe
from tests.regulation.test_findings import holder

pytestmark = pytest.mark.django_db
SPRING = "/en/watch/coverage/?quarter=2024-2"


@pytest.fixture
def world() -> Republic:
    return Republic()


def body(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def queries(path: str) -> int:
    body(path)
    with CaptureQueriesContext(connection) as asked:
        body(path)
    return len(asked)


# ---- Coverage ------------------------------------------------------------------------------------------------------


def test_a_percentage_stands_with_its_counts_and_small_numbers_only_with_counts(world: Republic) -> None:
    owe(world.posts[REGIONS[0]], "plan", *["done"] * 7, "missed", "missed", "missed")
    owe(world.posts[REGIONS[1]], "plan", "done", "missed")
    page = body(SPRING)
    assert "70 %" in page and "1/2" in page and "50 %" not in page
    assert "done: 7; missed: 3; past their day: 0" in page


def test_one_goes_from_the_country_to_a_region_and_to_the_posts_of_a_district(world: Republic) -> None:
    post = world.posts[DISTRICTS[0]]
    owe(post, "plan", "missed")
    assert f"where={REGIONS[0]}&amp;duty=plan" in body(SPRING)
    assert f"where={DISTRICTS[0]}" in body(f"{SPRING}&where={REGIONS[0]}")
    assert f"/en/posts/{post.ref}/duties/" in body(f"{SPRING}&where={DISTRICTS[0]}")


def test_the_reply_of_a_post_stands_beside_its_figure_on_every_level(world: Republic) -> None:
    post = world.posts[DISTRICTS[0]]
    owe(post, "plan", "missed")
    client = browser(holder(post))
    sent = client.post("/kk/desk/coverage/?quarter=2024-2", {"duty": "plan", "text": "Өкілеттік берілмеген еді"})
    assert sent.status_code == 302 and Reply.objects.get().since == date(2024, 4, 1)
    for place in ("", f"&where={REGIONS[0]}", f"&where={DISTRICTS[0]}"):
        assert "Өкілеттік берілмеген еді" in body(SPRING + place)


def test_an_empty_reply_is_not_published_and_says_why(world: Republic) -> None:
    client = browser(holder(world.posts[DISTRICTS[0]]))
    page = client.post("/en/desk/coverage/?quarter=2024-2", {"duty": "", "text": " "})
    assert page.status_code == 200 and not Reply.objects.exists()


@pytest.mark.parametrize("page", [SPRING, f"{SPRING}&where={REGIONS[0]}"])
def test_the_heat_map_asks_as_often_for_three_places_as_for_one(world: Republic, page: str) -> None:
    owe(world.posts[DISTRICTS[0]], "plan", "done", "missed")
    one = queries(page)
    for number in (1, 2, 3):
        owe(world.posts[DISTRICTS[number]], "plan", "done")
        owe(world.posts[REGIONS[number]], "meetings", "missed")
    assert queries(page) == one <= 24


FILES = ("coverage.csv?quarter=2024-2", "coverage.csv?quarter=2024-2&by=post", "coverage/workload.csv", "coverage/weak.csv")


@pytest.mark.parametrize("name", FILES)
def test_every_table_of_coverage_is_a_file(world: Republic, name: str) -> None:
    owe(world.posts[REGIONS[0]], "plan", "done")
    response = Client().get(f"/kk/watch/{name}")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) > 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("query", ["", "?quarter=9999-9", "?where=nonsense&duty=none&tier=x", "?body=none&post=none&own=1"])
def test_nonsense_in_the_address_narrows_nothing(world: Republic, language: str, query: str) -> None:
    assert body(f"/{language}/watch/coverage/{query}") and body(f"/{language}/watch/contradictions/{query}")


# ---- Contradictions ------------------------------------------------------------------------------------------------


def test_what_one_post_lacks_stands_together(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    republic.no_power(world, 0, "convene_council", "meetings")
    examine()
    page = body("/en/watch/contradictions/")
    number = Finding.objects.filter(post=world.posts[DISTRICTS[0]]).count()
    assert number > 1 and f"({number})" in page
    assert all(f"/en/watch/contradictions/{row.pk}/" in page for row in Finding.objects.all())


def test_the_list_asks_as_often_for_three_findings_as_for_one(world: Republic) -> None:
    republic.vacant(world, 0)
    examine()
    one = queries("/kk/watch/contradictions/")
    for number in (1, 2):
        republic.vacant(world, number)
    examine()
    assert queries("/kk/watch/contradictions/") == one <= 20


def test_every_kind_has_its_page_in_three_languages(world: Republic) -> None:
    republic.plant_thirty(world)
    examine()
    rows = {row.rule: row.pk for row in Finding.objects.all()}
    assert len(rows) == 9
    for language in ("kk", "ru", "en"):
        for pk in rows.values():
            assert body(f"/{language}/watch/contradictions/{pk}/")


def test_a_body_has_its_own_page(world: Republic) -> None:
    republic.vacant(world, 0)
    republic.vacant(world, 1)
    examine()
    page = body(f"/en/watch/contradictions/?body={world.posts[DISTRICTS[0]].organisation.ref}")
    mine, other = Finding.objects.order_by("pk")
    assert f"/contradictions/{mine.pk}/" in page and f"/contradictions/{other.pk}/" not in page


def test_an_administrator_gives_the_power_from_the_page_and_is_told_that_it_is_resolved(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    row, client = Finding.objects.get(), browser(administrator())
    address = f"/en/watch/contradictions/{row.pk}/do/grant_power/"
    assert "Its number and date" in body(address, client)
    page = client.post(address, {"legal_basis": "№ 45"}, follow=True).content.decode()
    assert "the contradiction is resolved" in page and "take-back" in page
    page = client.post(f"/en/watch/contradictions/{row.pk}/take-back/", {"reason": "Қате"}, follow=True).content.decode()
    row.refresh_from_db()
    assert row.state == FindingState.RECURRING and not GrantedPower.objects.filter(post=row.post, power=row.power).exists()


def test_a_wrong_form_keeps_what_was_typed(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    row, client = Finding.objects.get(), browser(holder(world.posts[DISTRICTS[0]]))
    address = f"/en/watch/contradictions/{row.pk}/do/delegate/"
    past = timezone.localdate() - timedelta(days=3)
    page = client.post(
        address, {"duties": [], "post": world.posts[REGIONS[0]].pk, "ends_on": past.isoformat(), "legal_basis": "№ 77"}
    )
    assert page.status_code == 200 and "№ 77" in page.content.decode()


def test_whoever_may_not_is_led_to_asking_and_the_post_above_is_told(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    row, client = Finding.objects.get(), browser(holder(world.posts[DISTRICTS[0]]))
    led = client.get(f"/en/watch/contradictions/{row.pk}/do/grant_power/")
    asking = f"/en/watch/contradictions/{row.pk}/ask/grant_power/"
    assert led.headers["Location"] == asking
    client.post(asking, {"post": world.posts[REGIONS[0]].pk, "reason": "Тақырыптар тұрып қалды"})
    assert Notice.objects.get(text="regulation.resolution_asked").post == world.posts[REGIONS[0]]


def test_the_life_of_a_contradiction_and_the_journal_call_it_by_words(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    finding = Finding.objects.get()
    accept(finding, by=administrator(), until=timezone.localdate() + timedelta(days=30), reason="Штат күзде кеңейеді")
    for language in ("kk", "ru", "en"):
        with override(language):
            words = f"{Contradiction(finding.rule).label}: "
        life = body(f"/{language}/watch/contradictions/{finding.pk}/").split("k-timeline", 1)[1]
        assert words in life and finding.key not in life
        stream = body(f"/{language}/journal/?act=regulation.accept_finding")
        assert words in stream and finding.key not in stream


def test_a_term_is_proposed_with_its_days(world: Republic) -> None:
    republic.term_too_short("plan")
    examine()
    row, client = Finding.objects.get(), browser(holder(world.posts[REGIONS[0]]))
    client.post(
        f"/en/watch/contradictions/{row.pk}/ask/lengthen_term/", {"days": 40, "post": world.central.pk, "reason": "Қадамдары көп"}
    )
    assert "40" in Notice.objects.get(text="regulation.resolution_asked").facts["reason"]


def test_a_resolution_that_the_rule_does_not_have_is_not_found(world: Republic) -> None:
    republic.vacant(world, 0)
    examine()
    row, client = Finding.objects.get(), browser(administrator())
    for name in ("raise_rank", "nonsense"):
        assert client.get(f"/en/watch/contradictions/{row.pk}/do/{name}/").status_code == 404


def test_the_desk_shows_what_ties_ones_hands(world: Republic) -> None:
    republic.no_power(world, 0, "change_budget_topics", "topics")
    examine()
    page = body("/kk/desk/", browser(holder(world.posts[DISTRICTS[0]])))
    assert f"/kk/watch/contradictions/{Finding.objects.get().pk}/" in page
