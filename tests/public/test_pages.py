"""Every public page in three languages; few questions to the database; light; and nothing that is not for everybody."""

from __future__ import annotations

import json
import re
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kopir.base.canonical import canonical
from kopir.base.tongue import LANGUAGES
from kopir.interactions import acts
from kopir.interactions.words import OutcomeKind, Word
from kopir.journal.acts import columns
from kopir.journal.erasure import scrub
from kopir.journal.growth import check_growth
from kopir.journal.models import Entry, Unsealed, Withheld
from kopir.journal.queries import receipt
from kopir.journal.receipts import check
from kopir.journal.sealing import public_pem, seal, signing_key
from kopir.people.models import Person
from kopir.search import jobs
from kopir.web.public.datasets import DATASETS
from kopir.web.public.stream import open_entries
from tests.factories import administrator, make_organisation, make_post, make_territory
from tests.interactions.world import World
from tests.public.conftest import SECRET, SECRET_TEXT, Public, spell

PAGES = [
    "", "responsible/", "responsible/?where=636000000", "responsible/?where=636000000&about=3",
    "responsible/?place=ulan&words=қоқыс",
    "responsible/?place=zzz", "territories/", "territories/000000000/", "territories/630000000/", "territories/636000000/",
    "sectors/", "sectors/3/", "organisations/", "organisations/?where=636000000&sector=3&kind=ngo&words=жасыл", "posts/",
    "posts/?held=no", "posts/?held=yes&sector=3", "interactions/", "interactions/?state=running&where=630000000&since=2026-01-01",
    "search/", "search/?q=қоқыс", "search/?q=zzzz", "search/?q=ұлан&kind=territory&where=630000000", "journal/",
    "journal/?area=interactions", "journal/heads/", "journal/receipt/", "open-data/", "definitions/", "about/", "help/",
    "privacy/", "accessibility/",
]  # fmt: skip
TABLES = (
    "organisations.csv", "posts.csv", "interactions.csv", "territories.csv", "sectors.csv", "journal.csv", "journal/heads.csv",
)  # fmt: skip
INLINE = re.compile(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", re.I)


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    return whole.decode()


def own_pages(public: Public) -> list[str]:
    """Pages whose address depends on the rows."""
    post, entry = public.world.district_post, Entry.objects.filter(is_open=True).latest("pk")
    return [
        f"organisations/{public.author.ref}/", f"organisations/{post.organisation.ref}/", f"posts/{post.ref}/",
        f"interactions/?post={post.ref}", f"interactions/?author={public.author.ref}", f"journal/{entry.pk}/",
        f"journal/?post={post.ref}",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_its_language_without_inline_style_or_script(public: Public, client: Client, language: str) -> None:
    for page in [*PAGES, *own_pages(public)]:
        text = body(client, f"/{language}/{page}")
        assert f'<html lang="{language}"' in text, page
        assert (INLINE.search(text), text.count("<h1")) == (None, 1), page


def test_every_table_downloads_with_its_header(public: Public, client: Client) -> None:
    seal()
    for table in TABLES:
        lines = body(client, f"/en/{table}").splitlines()
        assert len(lines) > 1 and lines[0].startswith("\ufeff"), table


def test_the_page_of_open_data_tells_what_every_column_means(public: Public, client: Client) -> None:
    for one in DATASETS:
        if one.url:
            header = body(client, one.url).splitlines()[0].lstrip("\ufeff")
            assert header.split(",") == list(one.columns), one.route


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_in_a_table_is_told_as_it_stands_there_in_every_language(language: str) -> None:
    columns = next(one for one in DATASETS if one.route == "public:matters_csv").columns
    codes = {
        "outcome": OutcomeKind.values,
        "author_word": Word.values,
        "state": ["open", "answered", "contested", "closed", "joined"],
    }
    with override(language):
        for name, values in codes.items():
            assert [value for value in values if value not in str(columns[name])] == [], name


def test_a_title_in_another_language_says_so(public: Public, client: Client) -> None:
    matter = public.matter
    other, own = {"kk": "ru", "ru": "kk", "en": "kk"}[matter.language], matter.language
    heading = f'<span lang="{own}">{matter.title}</span></h1>'
    assert heading in body(client, f"/{other}/interactions/{matter.number}/")
    assert heading not in body(client, f"/{own}/interactions/{matter.number}/")


def test_namesakes_are_told_apart_by_the_titles_of_their_pages(public: Public, client: Client) -> None:
    post = public.world.district_post
    region = public.world.ulan.parent
    for page in (f"territories/{public.world.ulan.pk}/", f"posts/{post.ref}/", f"organisations/{post.organisation.ref}/"):
        title = re.search(r"<title>([^<]*)", body(client, f"/kk/{page}"))
        assert title is not None
        assert f", {region.name_kk} · " in title[1], page
    assert f"<title>{region.name_kk} · " in body(client, f"/kk/territories/{region.pk}/")


def test_a_name_that_looks_like_a_formula_is_harmless_in_a_table(public: Public, client: Client) -> None:
    make_organisation("=HYPERLINK(1)", ref="formula")
    assert ",'=HYPERLINK(1)," in body(client, "/en/organisations.csv")


@pytest.mark.parametrize("address", ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/en/journal/key.pem"])
def test_files_for_machines(public: Public, client: Client, address: str) -> None:
    assert body(client, address)


# --- whom do I write to ----------------------------------------------------------------------------------------


def test_a_place_and_a_field_lead_to_the_post_and_say_why(public: Public, client: Client) -> None:
    text = body(client, "/kk/responsible/?where=636000000&about=3")
    assert public.world.district_post.name_kk in text
    assert "/kk/cabinet/matters/new/?territory=636000000&amp;sector=3" in text
    assert "барлық сала бойынша мына лауазым жауап береді" in text


def test_what_was_typed_on_the_first_page_leads_on_without_javascript(public: Public, client: Client) -> None:
    text = body(client, "/kk/responsible/?place=Ұлан ауданы&where=&words=қоқыс")
    assert "?words=%D2%9B%D0%BE%D2%9B%D1%8B%D1%81&amp;where=636000000&amp;about=3" in text


def test_namesakes_are_offered(public: Public, client: Client) -> None:
    make_territory("634030000", "Бірлік ауылы", public.world.glubokoe)
    make_territory("636030000", "Бірлік ауылы", public.world.ulan)
    spell()
    text = body(client, "/kk/responsible/?place=Бірлік")
    assert ("?where=634030000" in text, "?where=636030000" in text) == (True, True)


def test_a_vacant_post_names_who_answers_instead(public: Public, client: Client) -> None:
    public.world.district_post.appointments.all().delete()
    text = body(client, "/kk/responsible/?where=636000000&about=3")
    assert f"/kk/posts/{public.world.region_post.ref}/" in text
    assert public.world.district_post.name_kk in text


def test_nobody_is_said_plainly_with_what_one_can_do(public: Public, client: Client) -> None:
    for post in (public.world.district_post, public.world.region_post, public.world.committee_post):
        post.appointments.all().delete()
    text = body(client, "/en/responsible/?where=636000000&about=3")
    assert "Nobody answers for this now" in text
    assert public.world.committee_post.ref in text


def test_suggestions_come_as_json(public: Public, client: Client) -> None:
    places = json.loads(body(client, "/kk/suggest/places/?q=ulan"))["results"]
    assert [row["value"] for row in places] == ["636000000"]
    found = json.loads(body(client, "/kk/suggest/organisations/?q=жасыл"))["results"]
    assert [row["value"] for row in found] == [public.author.ref]
    assert json.loads(body(client, "/kk/suggest/organisations/?q=ж")) == {"results": []}


# --- organisations ---------------------------------------------------------------------------------------------


def test_the_page_of_a_merged_organisation_leads_on(public: Public, client: Client) -> None:
    make_organisation("Ескі", ref="old", merged_into=public.author)
    assert client.get("/kk/organisations/old/").headers["Location"] == f"/kk/organisations/{public.author.ref}/"


def test_one_source_above_seventy_per_cent_is_remarked_with_its_rule(public: Public, client: Client) -> None:
    text = body(client, f"/en/organisations/{public.author.ref}/")
    assert "More than 70 % of the money of the year came from one source: state grant." in text


@pytest.mark.parametrize(
    "address", ["organisations/nobody/", "posts/nobody/", "territories/999999999/", "sectors/x/", "journal/999999/"]
)
def test_what_is_not_there_is_not_found(public: Public, client: Client, address: str) -> None:
    assert client.get(f"/kk/{address}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "where=abc",
        "where=000000000",
        "sector=zz",
        "since=yesterday",
        "since=2026-13-45",
        "after=-1",
        "after=99999999999999999999",
        "state=x",
    ],
)
def test_nonsense_in_an_address_does_not_narrow(public: Public, client: Client, query: str) -> None:
    assert public.matter.number in body(client, f"/kk/interactions/?{query}")


# --- the journal -----------------------------------------------------------------------------------------------


def sent_entry(public: Public) -> Entry:
    return Entry.objects.get(act="interactions.submit", subject_id=str(public.matter.pk))


def test_a_receipt_is_checked_online(public: Public, client: Client, tmp_path: Any) -> None:
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt(sent_entry(public))))
    with file.open() as given:
        response = client.post("/en/journal/receipt/", {"file": given})
    assert "The receipt is genuine" in response.content.decode()


def test_a_changed_receipt_is_refused(public: Public, client: Client, tmp_path: Any) -> None:
    whole = receipt(sent_entry(public))
    whole["entry"] = whole["entry"].replace(str(public.matter.number), "2020-000001")
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(whole))
    with file.open() as given:
        text = client.post("/en/journal/receipt/", {"file": given}).content.decode()
    assert ("The receipt is genuine" in text, "The proof does not lead to the signed root" in text) == (False, True)


def check_online(client: Client, text: str) -> str:
    file = SimpleUploadedFile("receipt.json", text.encode())
    return client.post("/en/journal/receipt/", {"file": file}).content.decode()


def test_anybody_takes_the_receipt_of_an_entry_and_checks_it(public: Public, client: Client) -> None:
    entry = sent_entry(public)
    address = f"/en/journal/{entry.pk}/receipt.json"
    assert (address in body(client, f"/en/journal/{entry.pk}/"), client.get(address).status_code) == (False, 404)
    assert Unsealed.objects.filter(pk=entry.pk).exists(), "reading seals nothing"
    seal()
    assert address in body(client, f"/en/journal/{entry.pk}/")
    text = body(client, address)
    assert check(text, public_pem(signing_key().public)).content == json.loads(entry.content)
    assert "The receipt is genuine" in check_online(client, text)
    assert "The receipt is genuine" not in check_online(client, text.replace("interactions.submit", "interactions.submjt"))


def test_the_page_of_heads_gives_a_head_and_the_proof_up_to_the_newest(public: Public, client: Client) -> None:
    earlier = seal()
    public.world.received(title="Екінші")
    later = seal()
    assert earlier is not None and later is not None
    first, second = f"{earlier.size}.json", f"{later.size}.json"
    proof = f"{earlier.size}-{later.size}.json"
    page = body(client, "/en/journal/heads/")
    assert all(f"/en/journal/heads/{name}" in page for name in (first, second, proof))
    files = [body(client, f"/en/journal/heads/{name}") for name in (first, second, proof)]
    grown = check_growth(*files, public_pem(signing_key().public))
    assert (grown.first, grown.second) == (earlier.size, later.size)
    for missing in ("999999.json", f"{later.size}-{earlier.size}.json", f"{earlier.size}-999999.json", f"0-{later.size}.json"):
        assert client.get(f"/en/journal/heads/{missing}").status_code == 404


def test_receipts_of_all_open_entries_hold_no_person_and_nothing_kept_apart(public: Public, client: Client) -> None:
    seal()
    entries = list(open_entries())
    assert any(entry.person_id for entry in entries)
    apart = {row.entry_id: json.loads(row.values) for row in Withheld.objects.all()}
    for entry in entries:
        content = json.loads(json.loads(body(client, f"/kk/journal/{entry.pk}/receipt.json"))["entry"])
        assert content.keys() & {"person", "request"} == set()
        values = apart.get(entry.pk, {})
        kept = values.get("restricted", {}) | values.get("personal", {})
        assert kept.keys() & content.get("changed", {}).keys() == set()
        content.pop("for", None)  # the organisation or post
        assert not values.get("name") or values["name"] not in json.dumps(content, ensure_ascii=False)


def test_an_entry_that_is_not_open_has_no_receipt_as_if_it_were_not_there(public: Public, client: Client) -> None:
    seal()
    closed = Entry.objects.filter(subject_id=str(public.restricted.pk), subject_kind="interactions.matter").latest("pk")
    given = sent_entry(public)
    assert client.get(f"/en/journal/{given.pk}/receipt.json").status_code == 200
    acts.restrict(public.matter, by=public.world.author, because="wish")
    answers = [client.get(f"/en/journal/{pk}/receipt.json") for pk in (closed.pk, given.pk, 999999)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(r"/journal/\d+/", "", answer.content.decode()) for answer in answers}) == 1


def test_a_receipt_that_would_tell_whose_entries_these_are_is_not_for_anybody(public: Public, client: Client) -> None:
    person = Person.objects.get(pk=public.world.author.person_id)
    scrub([sent_entry(public).pk], lambda entry, values: {}, by=administrator(), subject=person)
    content = json.loads(sent_entry(public).content) | {"format": 1, "person": person.pk}
    first = Entry(content=canonical(content).decode(), hash="0" * 64, **columns(content, {}))
    first.save()
    Unsealed.objects.create(entry_id=first.pk)
    seal()
    for pk in (first.pk, Entry.objects.get(act="journal.scrub").pk):
        assert client.get(f"/en/journal/{pk}/receipt.json").status_code == 404
        assert "There is no receipt of this entry for everybody" in body(client, f"/en/journal/{pk}/")


# --- only what is for everybody --------------------------------------------------------------------------------


def everything(public: Public, client: Client) -> dict[str, str]:
    seal()
    number = public.restricted.number
    more = [
        f"interactions/{number}/", f"search/?q={number}", f"organisations/{public.shy.ref}/",
        f"interactions/?author={public.shy.ref}",
        f"interactions.csv?author={public.shy.ref}", *(f"search/?q={word}" for word in ("тақырып", "шықпайтын")),
    ]  # fmt: skip
    return {page: body(client, f"/kk/{page}") for page in [*PAGES, *own_pages(public), *TABLES, *more]}


def test_title_and_text_of_a_restricted_matter_stand_nowhere(public: Public, client: Client) -> None:
    found = everything(public, client)
    assert [page for page, text in found.items() if SECRET in text or SECRET_TEXT in text] == []


def test_its_author_is_not_tied_to_it_anywhere(public: Public, client: Client) -> None:
    """The author's name may stand in lists of organisations, never beside a matter or in the journal."""
    name, pages = public.shy.name_kk, everything(public, client)
    tied = [page for page in pages if page.startswith(("interactions", "journal", "posts")) and name in pages[page]]
    assert [page for page in tied if "author=" not in page] == []
    assert public.restricted.number not in pages[f"organisations/{public.shy.ref}/"]
    assert public.restricted.number not in pages[f"interactions/?author={public.shy.ref}"]
    assert public.restricted.number not in pages[f"interactions.csv?author={public.shy.ref}"]


def test_a_matter_restricted_later_leaves_the_public_stream(public: Public, client: Client) -> None:
    before = sent_entry(public).pk
    assert public.author.name_kk in body(client, "/kk/journal/")
    acts.restrict(public.matter, by=public.world.author, because="wish")
    assert public.author.name_kk not in body(client, "/kk/journal/")
    assert public.author.name_kk not in body(client, "/kk/journal.csv")
    assert client.get(f"/kk/journal/{before}/").status_code == 404


# --- how many questions ----------------------------------------------------------------------------------------

COUNTS = {
    "": 6,
    "organisations/": 4,
    "posts/": 5,
    "interactions/": 4,
    "territories/630000000/": 19,
    "sectors/": 5,
    "sectors/3/": 11,
    "journal/": 2,
    "search/?q=алаң": 5,
    "responsible/?where=636000000&about=3": 19,
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", COUNTS)
def test_a_page_asks_as_often_for_three_rows_as_for_one(public: Public, client: Client, page: str, rows: int) -> None:
    world: World = public.world
    for number in range(rows - 1):
        world.received(title=f"Алаң {number}")
        make_organisation(f"Алаң {number}", territory=world.place)
        make_post(world.district_post.organisation, f"Лауазым {number}")
        make_territory(f"63{number + 1}100000", f"Аудан {number}", world.place)
    jobs.rebuild()
    with CaptureQueriesContext(connection) as asked:
        body(client, f"/kk/{page}")
    assert len(asked) == COUNTS[page]


# --- weight ----------------------------------------------------------------------------------------------------

FIRST_VIEW = 100_000


def test_the_first_view_of_every_page_is_light(public: Public, client: Client) -> None:
    """The page, the stylesheet, scripts and the picture, as a browser that takes brotli fetches them."""
    for page in ["", "responsible/?where=636000000&about=3", "territories/630000000/", "search/?q=қоқыс", "open-data/"]:
        text = body(client, f"/kk/{page}")
        files = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', text))
        sizes = {name: len(brotli.compress(_static(name))) for name in files} | {page: len(brotli.compress(text.encode()))}
        assert sum(sizes.values()) < FIRST_VIEW, sizes


def _static(name: str) -> bytes:
    path = finders.find(name)
    with open(str(path), "rb") as file:
        return file.read()
