"""Pages of hand-over packs, without JavaScript."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kopir.handovers import acts, queries
from kopir.handovers.models import Question, Terms
from kopir.posts.belongings import belongings
from kopir.regulation import acts as law
from tests.handovers.world import PROMISE, Departure, asked
from tests.matter.people import browser, read, send
from tests.permissions.findings import Found
from tests.permissions.whole import Whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Departure:
    return Departure()


def page(pk: int, rest: str = "", language: str = "kk") -> str:
    return f"/{language}/desk/handover/{pk}/{rest}"


def test_the_leaver_writes_judges_and_signs(world: Departure) -> None:
    world.promised(world.received())
    pack, client = world.announce(), browser(world.district)
    first = queries.questions()[0]
    assert client.post(page(pack.pk, "notes/keep/"), {f"note_{first.pk}": "Полигон"}).status_code == 204
    assert "Полигон" in read(client, page(pack.pk, "notes/"))
    assert PROMISE in read(client, page(pack.pk, "promises/"))
    refused = client.post(page(pack.pk, "sign/")).content.decode()
    assert "уәделер расталмаған" in refused, "signing before judging says what to do"
    promise = world.district_post.promises.get()
    send(client, page(pack.pk, "promises/"), **{f"promise_{promise.pk}": "yes"})
    send(client, page(pack.pk, "sign/"))
    assert world.pack.offered_hash in read(client, page(pack.pk))


def test_what_was_typed_stays_when_the_choice_is_missing(world: Departure) -> None:
    world.received()
    pack = world.offered()
    client, item = browser(world.come()), asked(world.pack)[0]
    answer = client.post(page(pack.pk, f"items/{item.pk}/"), {"words": "Неге осылай?"})
    assert answer.status_code == 200 and "Неге осылай?" in answer.content.decode()
    answer = client.post(page(pack.pk, f"items/{item.pk}/"), {"answer": "refused", "words": ""})
    assert "Неге қабылдамайтыныңызды жазыңыз" in answer.content.decode()


def test_a_decision_is_kept_while_it_is_typed_and_stays_with_its_writer(world: Departure) -> None:
    world.received()
    pack = world.offered()
    client, item = browser(world.come()), asked(world.pack)[0]
    keep = page(pack.pk, f"items/{item.pk}/keep/")
    assert client.post(keep, {"answer": "question", "words": "Неге осылай, 850101300005?"}).status_code == 204
    again = read(client, page(pack.pk, f"items/{item.pk}/"))
    assert "Неге осылай" in again and "850101300005" not in again
    assert "Неге осылай" not in read(browser(world.region), page(pack.pk, f"items/{item.pk}/"))
    assert browser(world.region).post(keep, {"words": "Бөтен"}).status_code == 403
    send(client, page(pack.pk, f"items/{item.pk}/"), answer="taken", words="")
    assert asked(world.pack)[0].draft == {}


def test_a_reply_that_is_typed_is_not_shown_to_the_other_who_may_reply(world: Departure) -> None:
    world.received()
    pack = world.offered()
    item = asked(world.pack)[0]
    acts.decide(item, by=world.come(), answer="question", words="Неге?")
    leaver, above, here = browser(world.district), browser(world.region), page(pack.pk, f"items/{item.pk}/")
    assert leaver.post(f"{here}keep/", {"words": "Бірінші жауап"}).status_code == 204
    assert above.post(f"{here}keep/", {"words": "Екінші жауап"}).status_code == 204
    assert ("Бірінші" in read(leaver, here), "Екінші" in read(leaver, here)) == (True, False)
    assert ("Бірінші" in read(above, here), "Екінші" in read(above, here)) == (False, True)


def test_the_successor_judges_promises_of_one_who_left_without_a_word(world: Departure) -> None:
    world.promised(world.received())
    world.leave()
    acts.follow_changes()
    pack, client = world.pack, browser(world.come())
    assert page(pack.pk, "promises/") in read(client, page(pack.pk))
    promise = world.district_post.promises.get()
    send(client, page(pack.pk, "promises/"), **{f"promise_{promise.pk}": "no"})
    item = pack.items.get(kind="promise")
    assert (item.state, item.words != "") == ("refused", True)
    send(client, page(pack.pk, "promises/"), **{f"promise_{promise.pk}": "yes"})
    item.refresh_from_db()
    assert (item.state, item.status["en"]) == ("taken", "confirmed")


def test_deciding_leads_to_the_next_item_and_then_to_the_pack(world: Departure) -> None:
    world.with_matters(2)
    pack = world.offered()
    client = browser(world.come())
    first, second = asked(world.pack)
    onwards = send(client, page(pack.pk, f"items/{first.pk}/"), answer="taken")
    assert client.get(onwards).headers["Location"].endswith(f"/items/{second.pk}/")
    onwards = send(client, page(pack.pk, f"items/{second.pk}/"), answer="taken")
    assert client.get(onwards).headers["Location"] == page(pack.pk)
    assert page(pack.pk, "sign/") in read(client, page(pack.pk))


def test_signing_is_offered_when_nothing_is_left_to_do_before_it(world: Departure) -> None:
    first = world.with_matters(2)[0]
    world.promised(first)
    pack, leaver = world.announce(), browser(world.district)
    sign, form = page(pack.pk, "sign/"), '<form method="post" novalidate>'
    assert (form in read(leaver, sign), f'<a href="{page(pack.pk, "promises/")}"' in read(leaver, sign)) == (False, True)
    world.judge()
    assert form in read(leaver, sign)
    acts.offer(pack, by=world.district)
    world.leave()
    new = world.come()
    client, following = browser(new), f'href="{page(pack.pk, "next/")}"'
    items = asked(world.pack)
    acts.decide(items[0], by=new, answer="question", words="Неге?")
    for item in items[1:]:
        assert (form in read(client, sign), following in read(client, sign)) == (False, True)
        acts.decide(item, by=new, answer="taken", words="")
    assert (form in read(client, sign), following in read(client, sign)) == (False, False), "only an answer is waited for"
    acts.answer(asked(world.pack)[0], by=world.region, words="Солай келісілген")
    acts.decide(asked(world.pack)[0], by=new, answer="taken", words="")
    assert form in read(client, sign)


def test_back_from_an_item_leads_to_the_pack(world: Departure) -> None:
    world.received()
    pack, client = world.announce(), browser(world.district)
    item = asked(pack)[0]
    for rest in (f"items/{item.pk}/", "notes/", "promises/", "sign/"):
        text = read(client, page(pack.pk, rest))
        assert f'href="{page(pack.pk)}"' in text[text.index("<h1") :], rest


def test_of_many_items_a_few_stand_open_and_all_are_there(world: Departure) -> None:
    world.with_matters(8)
    pack = world.announce()
    text = read(browser(world.district), page(pack.pk))
    open_ones, _more, folded = text[text.index('id="matter"') :].partition("<details")
    assert (open_ones.count("/items/"), folded.partition("</details>")[0].count("/items/")) == (5, 3)
    assert "Тағы 3" in folded


def test_the_desk_tells_newcomer_leaver_and_post_above(world: Departure) -> None:
    world.received()
    pack = world.announce()
    assert page(pack.pk) in read(browser(world.district), "/kk/desk/")
    acts.offer(pack, by=world.district)
    world.leave()
    new = world.come()
    assert page(pack.pk) in read(browser(new), "/kk/desk/")
    acts.decide(asked(world.pack)[0], by=new, answer="question", words="Неге?")
    assert page(pack.pk) in read(browser(world.region), "/kk/desk/handover/")
    assert f"/items/{asked(pack)[0].pk}/" in read(browser(world.region), "/kk/desk/handover/")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_pages_open_in_the_other_languages(world: Departure, language: str) -> None:
    world.promised(world.received())
    pack, client = world.announce(), browser(world.district)
    item = asked(pack)[0]
    for rest in ("", "notes/", "promises/", "sign/", f"items/{item.pk}/"):
        read(client, page(pack.pk, rest, language))
    for path in ("desk/handover/", "desk/timeline/", f"posts/{world.district_post.ref}/timeline/", "watch/handovers/"):
        read(client, f"/{language}/{path}")


def test_papers_and_tables_are_downloads(world: Departure) -> None:
    world.received()
    pack, client = world.announce(), browser(world.district)
    assert client.get(page(pack.pk, "paper/ru.pdf")).content[:4] == b"%PDF"
    assert client.get(page(pack.pk, "paper/kk.docx")).content[:2] == b"PK"
    assert client.get(page(pack.pk, "paper/en.docx")).content[:2] == b"PK"
    assert client.get(page(pack.pk, "paper/de.pdf")).status_code == 404
    rows = b"".join(client.get(page(pack.pk, "items.csv")).streaming_content).decode().splitlines()  # type: ignore[arg-type]
    assert len(rows) == 1 + pack.items.count()
    figures = b"".join(Client().get("/kk/watch/handovers.csv").streaming_content).decode()  # type: ignore[arg-type]
    assert world.district_post.organisation.ref in figures


def test_a_pack_of_more_items_takes_no_more_queries(world: Departure) -> None:
    client, counts = browser(world.district), []
    world.with_matters(1)
    pack = world.announce()
    for more in (0, 2):
        world.with_matters(more)
        acts.follow_changes()
        read(client, page(pack.pk))
        with CaptureQueriesContext(connection) as asked_for:
            read(client, page(pack.pk))
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_the_administrator_edits_terms_and_questions(world: Departure) -> None:
    client = browser(world.admin)
    send(client, "/kk/data/handovers/", days_ahead=45, days_back=30, remind_days=2, stall_days=10)
    assert Terms.objects.get().days_ahead == 45
    send(client, "/kk/data/handovers/questions/new/", name_kk="Не ұмытылмасын?", name_ru="О чём не забыть?", name_en="")
    assert Question.objects.latest("pk").name_ru == "О чём не забыть?"
    refused = client.post("/kk/data/handovers/questions/new/", {"name_kk": "Тек қазақша", "name_ru": ""})
    assert "Тек қазақша" in refused.content.decode()


def test_every_item_has_a_page_that_the_holder_of_the_post_opens() -> None:
    world = Whole()
    post, by = world.district_post, world.district
    world.received()
    world.card()
    law.make_ahead()
    Found(world)
    law.approve_plan(post, 2027, by=by)
    law.draw_report(post, date(2026, 1, 1), date(2026, 6, 30), by=by)
    found = belongings(post, timezone.localdate())
    assert {one.kind for one in found} >= {"matter", "obligation", "finding", "practice", "report", "contact"}
    titles = [one.title["en"] for one in found if one.kind == "finding"]
    assert titles and not any(str(post.names["en"]) in title for title in titles), "all are of this post: its name tells nothing"
    client = browser(by)
    for path in {one.path for one in found}:
        read(client, f"/kk{path}")
