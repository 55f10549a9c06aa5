"""Administration of the Regulation: a document from the file to the published version, duties, functions of departments."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from kopir.regulation.models import Duty, FunctionLink, Norm, NormVersion, ProvingAct
from kopir.regulation.queries import DUTIES, heads_of, points_of, published
from kopir.regulation.writing import markdown
from tests.data.world import Office, day

pytestmark = pytest.mark.django_db
HERE = "/en/data/regulation/"


@pytest.fixture
def office() -> Office:
    return Office()


def _docx(*rows: str) -> SimpleUploadedFile:
    document, written = Document(), BytesIO()
    for row in rows:
        document.add_paragraph(row)
    document.save(written)
    return SimpleUploadedFile("order.docx", written.getvalue())


def _amended(**replaced: str) -> dict[str, SimpleUploadedFile]:
    """The working list as files, with words replaced in Kazakh."""
    version = published(Norm.objects.get(ref=DUTIES))[0]
    texts = {language: markdown(head, points_of(version)) for language, head in heads_of(version).items()}
    for old, new in replaced.items():
        texts["kk"] = texts["kk"].replace(old, new)
    return {f"file_{language}": SimpleUploadedFile(f"{language}.md", text.encode()) for language, text in texts.items()}


def test_document_goes_from_two_files_to_a_published_version(office: Office) -> None:
    files = {"file_kk": _docx("1. Бірінші тармақ", "2. Екінші тармақ"), "file_ru": _docx("1. Первый пункт")}
    named = {"ref": "new-order", "kind": "order", "title_kk": "Жаңа бұйрық", "starts_on": day(30)}
    look = office.browser.post(f"{HERE}new/", files | named, follow=True)
    assert "missing: Russian" in look.text and "Екінші тармақ" in look.text
    assert not Norm.objects.filter(ref="new-order").exists()
    kept = office.browser.post(f"{HERE}do/", follow=True)
    assert "Publish" in kept.text
    office.browser.post(f"{HERE}one/new-order/1/publish/")
    version = NormVersion.objects.get(norm__ref="new-order")
    assert (version.state, len(version.hash), version.provisions.count()) == ("announced", 64, 2)


def test_pasted_text_is_taken_in(office: Office) -> None:
    given = {"text_kk": "1. Бірінші тармақ", "ref": "pasted", "title_kk": "Қойылған", "starts_on": day()}
    office.browser.post(f"{HERE}new/", given)
    office.browser.post(f"{HERE}do/")
    assert NormVersion.objects.get(norm__ref="pasted").provisions.get().text_kk == "Бірінші тармақ"


def test_what_is_put_aside_leaves_nothing(office: Office, settings: Any) -> None:
    office.browser.post(f"{HERE}new/", {"text_kk": "1. Бірінші", "ref": "aside", "title_kk": "А", "starts_on": day()})
    office.browser.post(f"{HERE}cancel/")
    assert office.browser.get(f"{HERE}look/").status_code == 404
    assert [path for path in Path(settings.KOPIR_FILES).glob("??/*") if "Бірінші" in path.read_text("utf-8", "ignore")] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "There is no text."),
        ({"text_kk": "1. Бірінші"}, "needs an address"),
        ({"text_kk": "1. Бірінші", "ref": "one", "title_kk": "А"}, "from which day"),
        ({"text_kk": "1. Бірінші", "ref": "one", "starts_on": "2026-01-01"}, "needs a title"),
        ({"text_kk": "---\nlanguage: ru\n---\n1. Первый", "ref": "one"}, "the file says Russian"),
        ({"file_kk": SimpleUploadedFile("a.docx", b"PK\x03\x04 no"), "ref": "one"}, "may be dangerous"),
        ({"file_kk": SimpleUploadedFile("a.exe", b"MZ"), "ref": "one"}, "not read here"),
    ],
)
def test_what_cannot_be_taken_in_is_said_beside_the_form_and_nothing_typed_is_lost(
    office: Office, given: dict[str, Any], said: str
) -> None:
    page = office.browser.post(f"{HERE}new/", given)
    assert page.status_code == 200 and said in page.text
    assert given.get("ref", "") in page.text


def test_new_version_shows_what_differs_and_marks_the_duty(office: Office) -> None:
    page = office.browser.post(f"{HERE}one/{DUTIES}/new/", _amended(мерзімінде="үш күнде") | {"starts_on": day(30)}, follow=True)
    assert "k-change--changed" in page.text and "үш күнде" in page.text
    office.browser.post(f"{HERE}do/")
    office.browser.post(f"{HERE}one/{DUTIES}/2/publish/")
    assert Duty.objects.get(code="answer").changed_on == timezone.localdate() + timedelta(days=30)
    assert "reads otherwise" in office.browser.get(f"{HERE}duties/").text


def test_version_to_come_is_withdrawn_with_a_reason(office: Office) -> None:
    office.browser.post(f"{HERE}one/{DUTIES}/new/", _amended(мерзімінде="үш күнде") | {"starts_on": day(30)})
    office.browser.post(f"{HERE}do/")
    office.browser.post(f"{HERE}one/{DUTIES}/2/publish/")
    office.browser.post(f"{HERE}one/{DUTIES}/2/withdraw/", {"reason": "Бұйрықтың күші жойылды"})
    assert NormVersion.objects.get(norm__ref=DUTIES, number=2).state == "withdrawn"
    assert Duty.objects.get(code="answer").changed_on is None


def _filled(page: Any) -> dict[str, Any]:
    """What the form sends back when nothing is touched."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}


def test_duty_is_amended_from_a_day_in_the_form_that_is_filled_with_it(office: Office) -> None:
    page = office.browser.get(f"{HERE}duties/one/topics/amend/")
    given = _filled(page) | {"starts_on": day(10), "term_days": "30"}
    assert office.browser.post(f"{HERE}duties/one/topics/amend/", given).status_code == 302
    older, new = Duty.objects.filter(code="topics").order_by("starts_on")
    assert (older.ends_on, new.term_days, new.steps.count()) == (timezone.localdate() + timedelta(days=9), 30, 3)
    assert [power.code for power in new.powers.all()] == ["change_budget_topics"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rrule": "monthly"}, "A rule that is right"),
        ({"steps": "many | жинау"}, "not understood"),
        ({"steps": "5 | жинау | | | fly"}, "no power with the code fly"),
        ({"address": "99"}, "no provision 99"),
    ],
)
def test_wrong_duty_is_told_beside_the_form(office: Office, wrong: dict[str, str], said: str) -> None:
    address = f"{HERE}duties/one/topics/amend/"
    page = office.browser.post(address, _filled(office.browser.get(address)) | {"starts_on": day(10)} | wrong)
    assert page.status_code == 200 and said in page.text
    assert Duty.objects.filter(code="topics").count() == 1


def test_duty_is_entered_and_ended(office: Office) -> None:
    given = {
        "norm": DUTIES, "code": "hearing", "starts_on": "2026-01-01", "address": "4", "name_kk": "тыңдау", "order": "1",
        "post_kind": "authorised", "to_whom": "ngos", "trigger": "event", "event": "matter_received", "term_days": "5",
        "evidence": "minutes",
    }  # fmt: skip
    assert office.browser.post(f"{HERE}duties/new/", given).status_code == 302
    office.browser.post(f"{HERE}duties/one/hearing/end/", {"ends_on": "2026-12-31", "reason": "Бұйрық"})
    assert Duty.objects.get(code="hearing").ends_on == date(2026, 12, 31)


def test_proving_act_is_added_and_removed(office: Office) -> None:
    address = f"{HERE}duties/one/meetings/acts/"
    office.browser.post(address, {"act": "interactions.give_opinion", "mapping": "part"})
    row = ProvingAct.objects.get(duty__code="meetings")
    assert (row.mapping, row.confirmed_by) == ("part", "administrator")
    office.browser.post(f"{address}{row.pk}/remove/")
    assert not ProvingAct.objects.filter(duty__code="meetings").exists()


def test_function_is_judged_and_another_linked_by_hand(office: Office) -> None:
    office.browser.post(f"{HERE}functions/{office.link.pk}/different/")
    office.browser.post(f"{HERE}functions/new/", {"duty": "report", "norm": "functions", "address": "1"})
    found = {row.duty_code: row.state for row in FunctionLink.objects.all()}
    assert found == {"practices": "different", "report": "same"}
    wrong = office.browser.post(f"{HERE}functions/new/", {"duty": "report", "norm": "functions", "address": "9"})
    assert "no such address" in wrong.text


def _more(office: Office, number: int) -> None:
    """Another document, duty and link."""
    norm = Norm(ref=f"order-{number}", kind="order", scope=office.one)
    norm.set_names(f"Бұйрық {number}")
    norm.save()
    NormVersion.objects.create(norm=norm, number=1, starts_on=day(), state="announced")
    amended = Duty.objects.get(code="report")
    amended.pk, amended.code = None, f"duty-{number}"
    amended.save()
    FunctionLink.objects.create(duty_code=amended.code, norm=norm, address="1")


@pytest.mark.parametrize("address", ["", "duties/", "functions/"])
def test_list_asks_the_database_as_often_for_more_rows(office: Office, address: str, django_assert_num_queries: Any) -> None:
    office.browser.get(f"{HERE}{address}")  # signing in and the banner are asked for once
    _more(office, 1)
    with CaptureQueriesContext(connection) as asked:
        office.browser.get(f"{HERE}{address}")
    for number in (2, 3):
        _more(office, number)
    with django_assert_num_queries(len(asked)):
        office.browser.get(f"{HERE}{address}")
    assert len(asked) < 14
