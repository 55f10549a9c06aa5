"""A register by upload: tried first, taken over then; long files go to the command line; rejected rows stay one's own."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from kopir.base.actors import SYSTEM
from kopir.base.errors import Refused
from kopir.base.files import stored_path
from kopir.effects.acts import load_indicators
from kopir.effects.models import Goal, Reading
from kopir.organisations.models import Organisation
from kopir.organisations.register.run import import_register
from kopir.territories.models import Territory
from kopir.web import aside
from kopir.web.data import uploads
from tests.data.world import Office
from tests.factories import administrator
from tests.matter.people import browser

pytestmark = pytest.mark.django_db

REGISTER = (
    "БИН;Наименование на русском;Адрес\n"
    "990340004473;Общественный фонд «Сенім»;Уланский район\n"
    "123;Общественный фонд «Ошибка»;Уланский район\n"
)
CLASSIFIER = [
    ("te", "kaz_name", "rus_name"),
    ("636030000", "Бозанбай ауылдық округі", "Бозанбайский с.о."),
    ("12", "қате", "ошибка"),
]


def send(office: Office, content: bytes, name: str, what: str = "organisations") -> Any:
    given = {
        "what": what,
        "source": "Тізілім",
        "on": "2026-11-01",
        "partial": "on",
        "file": SimpleUploadedFile(name, content),
    }
    return office.browser.post("/kk/data/import/", given)


def workbook(rows: list[Any]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(file)
    return file.getvalue()


def test_a_register_is_tried_and_then_taken_over() -> None:
    office = Office()
    before = Organisation.objects.count()
    assert send(office, REGISTER.encode(), "тізілім.csv").url == "/kk/data/import/look/"
    page = office.browser.get("/kk/data/import/look/")
    numbers = [number for _words, number in page.context["counts"].rows]
    assert (numbers[0], Organisation.objects.count()) == (2, before), "a dry run changes nothing"
    sha256 = office.browser.session["register"]["sha256"]
    assert stored_path(sha256).exists()
    done = office.browser.post("/kk/data/import/do/")
    assert done.status_code == 200
    assert Organisation.objects.get(bin="990340004473").name_ru == "Общественный фонд «Сенім»"
    assert not stored_path(sha256).exists(), "the file is not kept"
    assert office.browser.post("/kk/data/import/do/").status_code == 409, "nothing waits any more"


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "cp1251"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_page_reads_the_encodings_that_the_command_reads(encoding: str, tmp_path: Path) -> None:
    office, path = Office(), tmp_path / "r.CSV"
    text = REGISTER.replace("Сенім", "Доверие" if encoding == "cp1251" else "Сенім")
    path.write_bytes(text.encode(encoding))
    assert send(office, path.read_bytes(), path.name).url == "/kk/data/import/look/"
    office.browser.post("/kk/data/import/do/")
    by_page = Organisation.objects.get(bin="990340004473")
    counts = import_register(path, by=SYSTEM, source="Тізілім", on=date(2026, 11, 1))
    assert (counts.unchanged, counts.rejected, by_page.name_ru in text) == (1, 1, True)


JSON = """{"data": [
 {"БИН": "990340004473", "Наименование на русском": "Общественный фонд «Сенім»"},
 {"БИН": 123, "Наименование на русском": "Общественный фонд «Ошибка»", "Адрес": "Уланский район"}]}"""
TABBED = REGISTER.replace(";", "\t").encode("utf-16")


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (JSON.encode(), "тізілім.json", "тізілім.json"),
        (JSON.encode("utf-16"), "data", "data.txt"),
        (TABBED, "list.TXT", "list.txt"),
        (TABBED, "a.b/list.tsv", "list.tsv"),
        (REGISTER.encode(), "list.xlsx", "list.txt"),
    ],
)
def test_a_page_takes_what_the_command_takes(content: bytes, name: str, kept: str, tmp_path: Path) -> None:
    office, path = Office(), tmp_path / "handed-in"
    path.write_bytes(content)
    assert send(office, content, name).url == "/kk/data/import/look/"
    assert office.browser.session["register"]["name"] == kept
    assert office.browser.post("/kk/data/import/do/").context["counts"].rows[0][1] == 2
    counts = import_register(path, by=SYSTEM, source="Тізілім", on=date(2026, 11, 1))
    assert (counts.read, counts.unchanged, counts.rejected) == (2, 1, 1)


def test_a_long_list_in_one_line_is_sent_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_ROWS", 1)
    said = str(send(Office(), JSON.replace("\n", "").encode(), "r.json").context["form"].errors["file"])
    assert "kopir import organisations &quot;r.json&quot;" in said


def test_an_old_workbook_is_told_as_the_command_tells_it() -> None:
    said = str(send(Office(), b"\xd0\xcf\x11\xe0" + bytes(600), "r.xls").context["form"].errors["file"])
    assert "ескі .xls" in said


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_classifier_comes_in_the_same_encodings(encoding: str) -> None:
    office = Office()
    lines = "te;kaz_name;rus_name\n636030000;;Бозанбайский с.о.\n"
    send(office, lines.encode(encoding), "kato.csv", "territories")
    office.browser.post("/kk/data/import/do/")
    assert Territory.objects.get(pk="636030000").name_ru == "Бозанбайский сельский округ"


def test_a_broken_text_is_refused_by_page_and_command_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(REGISTER.encode() + b"\xd0\n")
    said = send(Office(), path.read_bytes(), path.name).context["form"].errors["file"]
    with override("kk"), pytest.raises(Refused) as refusal:
        import_register(path, by=SYSTEM, source="Тізілім")
    assert str(refusal.value.reason) in str(said)


def test_rejected_rows_are_downloaded_only_by_whose_session_made_them() -> None:
    office = Office()
    send(office, workbook(CLASSIFIER), "kato.xlsx", "territories")
    page = office.browser.get("/kk/data/import/look/")
    assert [row[0] for row in page.context["rows"].rows] == ["3"]
    name = page.context["rejected"]
    file = office.browser.get(f"/kk/data/import/rejected/{name}")
    assert "12" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert browser(administrator()).get(f"/kk/data/import/rejected/{name}").status_code == 404
    office.browser.post("/kk/data/import/do/")
    assert Territory.objects.get(pk="636030000").name_kk.startswith("Бозанбай")
    assert Territory.objects.filter(ends_on__isnull=False).count() == 0, "a part ends nothing"


@pytest.mark.parametrize("name", ["../kopir.sqlite3", "..", "", "a/b.csv", "keys.pem", "/etc/passwd"])
def test_no_other_file_is_reached(name: str) -> None:
    Path(settings.KOPIR_REJECTED).mkdir(parents=True, exist_ok=True)
    with pytest.raises(Refused):
        aside.path_of(name)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_long_file_is_sent_to_the_command_line(kind: str) -> None:
    office = Office()
    rows = [("БИН", "Наименование на русском"), *((f"{n:012}", "Фонд") for n in range(uploads.MOST_ROWS + 1))]
    content = workbook(rows) if kind == "xlsx" else "\n".join(";".join(row) for row in rows).encode()
    answer = send(office, content, f"long.{kind}")
    said = str(answer.context["form"].errors["file"])
    assert "kopir import organisations" in said
    assert "--date 2026-11-01 --dry-run" in said
    assert "register" not in office.browser.session


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7 x", "list.pdf"),
        (b"PK\x03\x04 broken", "list.xlsx"),
        (b"MZ\x00\x00", "list.csv"),
        (b"", "list.csv"),
    ],
)
def test_what_is_no_table_is_refused_in_kazakh(content: bytes, name: str) -> None:
    answer = send(Office(), content, name)
    assert list(answer.context["form"].errors) == ["file"]


@pytest.mark.parametrize("name", ["list.zip", "list.xlsx", "list.csv"])
def test_who_hands_in_no_table_is_told_of_tables_only(name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("list.csv", REGISTER)
    said = str(send(Office(), packed.getvalue(), name).context["form"].errors["file"])
    assert ".xlsx" in said and "docx" not in said and "jpg" not in said


def test_a_table_without_known_columns_is_said_on_the_next_page() -> None:
    office = Office()
    send(office, b"a;b\n1;2\n", "other.csv")
    answer = office.browser.get("/kk/data/import/look/", follow=True)
    assert answer.redirect_chain[-1][0] == "/kk/data/import/"
    assert "register" not in office.browser.session


def test_a_file_is_put_aside() -> None:
    office = Office()
    send(office, REGISTER.encode(), "r.csv")
    sha256 = office.browser.session["register"]["sha256"]
    office.browser.post("/kk/data/import/cancel/")
    assert not stored_path(sha256).exists()


LIBRARY = "kind,code,field,title_kk,title_ru,title_en\ngoal,4,title,Білім,Образование,Education\nwish,4,title,а,б,c\n"


def test_a_library_of_indicators_is_tried_and_then_taken_over() -> None:
    office = Office()
    assert send(office, LIBRARY.encode(), "library.csv", "indicators").url == "/kk/data/import/look/"
    page = office.browser.get("/kk/data/import/look/")
    assert [number for _words, number in page.context["counts"].rows] == [2, 1, 0, 0, 1, 0, 0, 1]
    assert not Goal.objects.exists(), "a dry run changes nothing"
    assert "wish" in page.content.decode()
    office.browser.post("/kk/data/import/do/")
    assert Goal.objects.get().source == "Тізілім"


def test_readings_of_indicators_come_in_by_upload() -> None:
    office, place = Office(), Territory.objects.filter(level=2)[0]
    load_indicators()
    lines = f"indicator,territory,period,value,source,date\ndumps,{place.code},2025,7,акт,2026-01-15\n"
    send(office, lines.encode(), "readings.csv", "readings")
    office.browser.post("/kk/data/import/do/")
    assert (Reading.objects.get().territory_id, Reading.objects.get().source) == (place.code, "акт")


def test_what_could_not_be_read_is_shown_and_downloaded() -> None:
    office = Office()
    rows = "БИН;Наименование;Дата регистрации;Примечание\n990340004473;ОФ «Сенім»;31.02.2024;x\n;Ромашка;;\n"
    send(office, rows.encode(), "r.csv")
    page = office.browser.get("/kk/data/import/look/")
    assert [row[:3] for row in page.context["notes"].rows] == [["2", "Дата регистрации", "31.02.2024"]]
    assert [number for _done, number in page.context["noted"].rows] == [1]
    assert [row[0] for row in page.context["rows"].rows] == ["3"], "an unknown legal form"
    assert "Примечание" in page.content.decode(), "a column that is not read"
    file = office.browser.get(f"/kk/data/import/rejected/{page.context['notes_file']}")
    assert "31.02.2024" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]
    assert browser(administrator()).get(f"/kk/data/import/rejected/{page.context['notes_file']}").status_code == 404


def test_a_refusal_names_the_file_and_not_where_it_lies() -> None:
    office = Office()
    send(office, b"te;kaz_name\n", "kato.csv", "territories")
    said = office.browser.get("/kk/data/import/look/", follow=True).content.decode()
    assert "kato.csv" in said and "/kato.csv" not in said


NOTED = {
    "territories": "te;kaz_name;;nn\n636030000;Бозанбай ауылдық округі;бөтен;7\n",
    "indicators": "kind,code,field,title_kk,title_ru,title_en,sector,nn\nindicator,4.1.1,title,а,б,c,бөтен,7\n",
    "readings": "indicator,territory,period,value,source,date,,nn\ndumps,{place},2025,7,акт,2026-01-15,бөтен,7\n",
}


@pytest.mark.parametrize("what", NOTED)
def test_every_import_notes_what_it_does_not_take(what: str) -> None:
    office, place = Office(), Territory.objects.filter(level=2)[0]
    load_indicators()
    send(office, NOTED[what].format(place=place.code).encode(), "r.csv", what)
    page = office.browser.get("/kk/data/import/look/")
    assert [(row[0], row[2]) for row in page.context["notes"].rows] == [("2", "бөтен")]
    assert (page.context["left_out"], page.context["rows"].rows) == (["nn"], [])
    file = office.browser.get(f"/kk/data/import/rejected/{page.context['notes_file']}")
    assert "бөтен" in b"".join(file.streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("what", ["indicators", "readings"])
def test_a_row_with_a_cell_too_many_is_rejected(what: str) -> None:
    office = Office()
    lines = NOTED[what].replace("бөтен,7", "бөтен,7,көп").replace(",,nn", ",x,nn")
    send(office, lines.format(place="1").encode(), "r.csv", what)
    assert len(office.browser.get("/kk/data/import/look/").context["rows"].rows) == 1


def test_the_page_says_how_columns_were_read_and_which_sheets_were_not() -> None:
    office = Office()
    book = openpyxl.Workbook()
    for name in ("Семей", "Аягөз"):
        sheet = book.create_sheet(name)
        sheet.append(["Наименование", "БИН"])
        sheet.append(["ОФ «А»", "990340004473"])
    file = io.BytesIO()
    book.save(file)
    send(office, file.getvalue(), "r.xlsx")
    page = office.browser.get("/kk/data/import/look/").content.decode()
    assert "Наименование → name_ru" in page and "Аягөз" in page


def test_a_file_that_waits_is_named_where_one_hands_in_the_next() -> None:
    """Whoever was cut off in the middle finds the way back."""
    office = Office()
    send(office, REGISTER.encode(), "r.csv")
    assert "/kk/data/import/look/" in office.browser.get("/kk/data/import/").content.decode()
    office.browser.post("/kk/data/import/do/")
    assert "/kk/data/import/look/" not in office.browser.get("/kk/data/import/").content.decode()
    again = office.browser.post("/kk/data/import/do/")
    assert again.status_code == 409 and 'href="/kk/data/import/"' in again.content.decode()
