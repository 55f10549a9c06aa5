"""The real registers, where they are: outcomes of every row, a second run, pace."""

from __future__ import annotations

import csv
import time
from typing import Any

import pytest

from kopir.journal.models import Entry
from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.register.recogniser import recognise
from kopir.organisations.words import LegalForm
from tests.organisations.registers import real, take_over

pytestmark = [pytest.mark.django_db, pytest.mark.registers]


@pytest.fixture(autouse=True)
def rejected_folder(tmp_path: Any, settings: Any) -> None:
    settings.KOPIR_REJECTED = tmp_path


def test_sample_of_the_non_state_rows() -> None:
    path = real("kz_ngo_like_sample.csv")
    counts = take_over(path)
    assert (counts.read, counts.created, counts.rejected) == (39, 21, 0)
    assert dict(counts.out_of_scope) == {
        "commercial": 1,
        "house_owners": 11,
        "party": 1,
        "religious": 2,
        "trade_union": 3,
    }
    forms = Organisation.objects.values_list("legal_form", flat=True)
    assert {form: list(forms).count(form) for form in set(forms)} == {
        LegalForm.OO: 10,
        LegalForm.OUL: 7,
        LegalForm.KF: 3,
        LegalForm.OF: 1,
    }
    assert Organisation.objects.filter(is_branch=True).count() == 10
    again = take_over(path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 21)


def test_sample_of_the_whole_register() -> None:
    counts = take_over(real("kz_legal_entities_sample.csv"))
    assert (counts.read, counts.created, counts.rejected) == (517, 27, 6)
    assert dict(counts.out_of_scope) == {
        "commercial": 392,
        "house_owners": 16,
        "party": 1,
        "religious": 2,
        "state": 69,
        "trade_union": 4,
    }
    telephones = 3  # that stand in addresses
    assert (counts.rejected_by.total(), counts.noted_by.total()) == (6, counts.out_of_scope.total() + telephones)
    assert not Organisation.objects.filter(address__regex=r"тел|\d{3}-\d{2}-\d{2}").exists()


def test_each_language_alone_says_the_same() -> None:
    """But for rows with nothing in the one language."""
    lines = real("kz_legal_entities_sample.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        if row["name_ru"].strip(" ,") and row["name_kk"].strip(" ,"):
            russian, kazakh = recognise(name_ru=row["name_ru"]), recognise(name_kk=row["name_kk"])
            assert (russian.form, russian.out) == (kazakh.form, kazakh.out), row


def test_state_bodies_of_the_portal_are_not_for_the_register() -> None:
    counts = take_over(real("kz_gov_agencies_dataegov.csv"))
    assert (counts.read, dict(counts.out_of_scope), counts.created) == (1230, {"state": 1230}, 0)


@pytest.mark.slow
def test_fifty_thousand_rows(capsys: pytest.CaptureFixture[str]) -> None:
    path = real("us_bmf_51k.csv")
    begun = time.process_time()
    counts = take_over(path)
    pace = counts.read / (time.process_time() - begun)
    with capsys.disabled():
        print(f"\n{counts.read} rows, {pace:.0f} a second of processor time")  # noqa: T201
    assert (counts.read, counts.created) == (51_056, 51_056)
    assert Entry.objects.count() == 51_056
    assert not SamePair.objects.exists()
    again = take_over(path)
    assert (again.created, again.updated, again.unchanged, Entry.objects.count()) == (0, 0, 51_056, 51_056)
