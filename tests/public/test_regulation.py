"""The public pages of the Regulation: duties in plain words, documents in two languages, what changed, each post's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kopir.base.tongue import LANGUAGES
from kopir.posts.reference import load as load_posts
from kopir.regulation.acts import announce, import_version, load_reference
from kopir.regulation.models import Duty, Norm, NormVersion
from kopir.regulation.queries import DUTIES, points_of, published
from kopir.regulation.reading import Point, pair, read_text
from tests.factories import administrator, make_body, make_post, make_territory
from tests.public.test_pages import INLINE, body

pytestmark = pytest.mark.django_db


@pytest.fixture
def norm() -> Norm:
    load_posts()
    load_reference()
    return Norm.objects.get(ref=DUTIES)


def _amended(norm: Norm) -> NormVersion:
    """From a month on: one word of point 5 is another one, point 13 is gone, point 16 is new."""
    points = [point for point in points_of(published(norm)[0]) if point.address != "13"]
    at = next(place for place, point in enumerate(points) if point.address == "5")
    five = points[at]
    points[at] = Point("5", "5.", 1, False, {**five.texts, "ru": five.texts["ru"].replace("в срок", "за три дня")})
    points.append(Point("16", "16.", 1, False, {"kk": "Жаңа міндет", "ru": "Новая обязанность"}))
    version = NormVersion(norm=norm, starts_on=timezone.localdate() + timedelta(days=30))
    return announce(import_version(version, points, by=administrator()), by=administrator())


def _addresses(norm: Norm) -> list[str]:
    post = make_post(make_body())
    return [
        "regulation/", "regulation/?on=2020-01-01", "regulation/?on=2000-01-01", f"regulation/{norm.ref}/",
        f"regulation/{norm.ref}/?on=2000-01-01", f"regulation/{norm.ref}/?on=nonsense", f"regulation/{norm.ref}/compare/",
        "regulation/duties/answer/", "regulation/duties/topics/?on=2000-01-01", f"posts/{post.ref}/duties/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_its_language_without_inline_style_or_script(client: Client, norm: Norm, language: str) -> None:
    for address in _addresses(norm):
        page = body(client, f"/{language}/{address}")
        assert f'<html lang="{language}"' in page and not INLINE.search(page), address


def test_first_page_says_the_duties_in_plain_words_and_marks_the_draft(client: Client, norm: Norm) -> None:
    page = body(client, "/ru/regulation/")
    assert "Знает вашу организацию" in page
    assert page.count("k-duties__item") == 15


def test_text_stands_in_both_languages_with_an_anchor_for_each_provision(client: Client, norm: Norm) -> None:
    page = body(client, f"/ru/regulation/{norm.ref}/")
    assert 'id="13"' in page and "Үздік тәжірибені жинайды" in page and "Собирает и распространяет лучшие практики" in page


def test_coming_version_is_announced_and_the_day_shows_its_own_text(client: Client, norm: Norm) -> None:
    version = _amended(norm)
    today = body(client, f"/ru/regulation/{norm.ref}/")
    then = body(client, f"/ru/regulation/{norm.ref}/?on={version.starts_on}")
    assert ("за три дня" in today, "за три дня" in then) == (False, True)
    assert f"?to={version.starts_on}" in today
    assert ("Собирает и распространяет" in today, "Собирает и распространяет" in then) == (True, False)


def test_difference_is_marked_for_the_eye_and_for_the_ear(client: Client, norm: Norm) -> None:
    _amended(norm)
    page = body(client, f"/en/regulation/{norm.ref}/compare/")
    assert [page.count(f"k-change--{kind}") for kind in ("changed", "removed", "added")] == [1, 1, 1]
    assert '<ins class="k-ins"><span class="govuk-visually-hidden">[added:' in page
    assert "за три дня" in page and "в срок" in page


def test_duty_that_ends_with_the_amendment_says_so(client: Client, norm: Norm) -> None:
    version = _amended(norm)
    assert Duty.objects.get(code="practices").ends_on == version.starts_on - timedelta(days=1)
    assert str((version.starts_on - timedelta(days=1)).year) in body(client, "/en/regulation/duties/practices/")
    assert "practices" not in body(client, f"/en/regulation/duties.csv?on={version.starts_on}")


def test_duty_page_quotes_the_provision_and_counts_its_owners(client: Client, norm: Norm) -> None:
    for number in (1, 2):
        make_post(make_body(f"Әкімдік {number}", make_territory(f"63{number}000000")))
    page = body(client, "/en/regulation/duties/answer/")
    assert "Receives proposals and questions of organisations" in page
    assert ">2 <span" in page and "draft, not the official text" in page


def test_files_of_the_page_read_back_to_the_same_version(client: Client, norm: Norm) -> None:
    texts = [read_text(body(client, f"/en/regulation/{norm.ref}/text-{code}.md")) for code in LANGUAGES]
    again = [point.plain() for point in pair(texts).points]
    assert again == [point.plain() for point in points_of(published(norm)[0])]
    docx = client.get(f"/en/regulation/{norm.ref}/text-kk.docx")
    assert docx.content.startswith(b"PK") and f"{norm.ref}-2018-08-28-kk.docx" in docx["Content-Disposition"]


@pytest.mark.parametrize(
    ("table", "rows"), [("regulation.csv", 1), ("regulation/duties.csv", 15), (f"regulation/{DUTIES}/text.csv", 19)]
)
def test_every_table_stands_beside_its_page(client: Client, norm: Norm, table: str, rows: int) -> None:
    assert len(body(client, f"/kk/{table}").strip().splitlines()) == rows + 1


def test_post_has_its_own_duties_and_the_post_page_shows_the_first(client: Client, norm: Norm) -> None:
    post = make_post(make_body())
    page = body(client, f"/ru/posts/{post.ref}/duties/")
    assert page.count("k-duties__item") == 15
    assert "Знает вашу организацию" in body(client, f"/ru/posts/{post.ref}/")
    assert len(body(client, f"/ru/posts/{post.ref}/duties.csv").strip().splitlines()) == 16


@pytest.mark.parametrize(
    "address",
    ["regulation/nothing/", "regulation/duties/nothing/", "regulation/nothing/compare/", f"regulation/{DUTIES}/text-kk.exe",
     f"regulation/{DUTIES}/text.csv?on=2000-01-01"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, norm: Norm, address: str) -> None:
    assert client.get(f"/en/{address}").status_code == 404


def test_document_being_prepared_is_not_shown(client: Client, norm: Norm) -> None:
    hidden = Norm(ref="hidden", kind="order")
    hidden.set_names("Құпия бұйрық")
    hidden.save()
    NormVersion.objects.create(norm=hidden, number=1, starts_on=timezone.localdate())
    assert client.get("/kk/regulation/hidden/").status_code == 404
    assert "Құпия бұйрық" not in body(client, "/kk/regulation/") + body(client, "/kk/regulation.csv")


def test_pages_ask_the_database_no_more_with_more_posts_and_documents(
    client: Client, norm: Norm, django_assert_max_num_queries: Any
) -> None:
    for number in (1, 2, 3):
        make_post(make_body(f"Әкімдік {number}", make_territory(f"63{number}000000")))
        with django_assert_max_num_queries(11):
            body(client, "/kk/regulation/")
        with django_assert_max_num_queries(9):
            body(client, f"/kk/regulation/{norm.ref}/")
