"""Documents and versions in time: entered, published, compared, withdrawn; duties follow the text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kopir.base.errors import Refused
from kopir.journal.models import Entry
from kopir.regulation.acts.norms import announce, import_version, take_in, withdraw_version
from kopir.regulation.acts.reference import load_reference
from kopir.regulation.models import Duty, Norm, NormVersion
from kopir.regulation.queries.norms import (
    DUTIES,
    Given,
    changes_between,
    heads_of,
    intake,
    is_intact,
    norm_for,
    points_of,
    provision_at,
    published,
    version_on,
)
from kopir.regulation.reading import pair, read_text
from kopir.regulation.words import VersionState
from kopir.regulation.writing import markdown
from tests.factories import administrator, make_body, make_post, official

pytestmark = pytest.mark.django_db
FIRST = date(2018, 8, 28)


@pytest.fixture
def norm() -> Norm:
    from kopir.posts.reference import load

    load()
    load_reference()
    return Norm.objects.get(ref=DUTIES)


def _files(version: NormVersion) -> dict[str, str]:
    return {language: markdown(head, points_of(version)) for language, head in heads_of(version).items()}


def _next(norm: Norm, day: date, **replaced: str) -> NormVersion:
    """A new version: words of the Kazakh text replaced, or a whole point taken away from all languages."""
    texts = _files(published(norm)[0])
    for old, new in replaced.items():
        texts["kk"] = texts["kk"].replace(old.replace("_", " "), new)
    found = intake(pair([read_text(text) for text in texts.values()]), Given(starts_on=day))
    version = take_in(found, by=administrator())
    assert version is not None
    return version


def _without(norm: Norm, address: str, day: date) -> NormVersion:
    points = [point for point in points_of(published(norm)[0]) if point.address != address]
    return import_version(NormVersion(norm=norm, starts_on=day), points, by=administrator())


def _soon() -> date:
    return timezone.localdate() + timedelta(days=30)


def test_starting_document_is_published_in_three_languages_and_marked_as_a_draft(norm: Norm) -> None:
    version = version_on(published(norm), timezone.localdate())
    assert version is not None
    assert (version.number, version.starts_on, norm.is_draft, is_intact(version)) == (1, FIRST, True, True)
    points = [point for point in points_of(version) if not point.is_heading]
    assert [point.address for point in points] == [str(number) for number in range(1, 16)]
    assert {len(point.texts) for point in points} == {3}


def test_every_duty_of_the_list_points_at_a_provision_that_is_there(norm: Norm) -> None:
    assert [duty.code for duty in Duty.objects.all() if provision_at(norm.pk, duty.address, FIRST) is None] == []


def test_loading_again_adds_nothing(norm: Norm) -> None:
    before = Entry.objects.count()
    load_reference()
    assert (NormVersion.objects.count(), Duty.objects.count(), Entry.objects.count()) == (1, 15, before)


def test_export_taken_in_again_is_the_same_version(norm: Norm) -> None:
    texts = _files(published(norm)[0])
    assert intake(pair([read_text(text) for text in texts.values()]), Given()).is_same


def test_export_taken_into_an_empty_installation_is_an_equal_version(norm: Norm) -> None:
    version = published(norm)[0]
    texts, digest, titles = _files(version), version.hash, norm.names
    Duty.objects.all().delete()
    version.delete()
    norm.delete()
    again = take_in(intake(pair([read_text(text) for text in texts.values()]), Given()), by=administrator())
    assert again is not None
    announce(again, by=administrator())
    assert (again.hash, again.norm.names, again.starts_on, again.norm.is_draft) == (digest, titles, FIRST, True)
    assert _files(again) == texts


def test_published_version_is_not_changed(norm: Norm) -> None:
    version = published(norm)[0]
    with pytest.raises(Refused) as refusal:
        import_version(version, points_of(version), by=administrator())
    assert refusal.value.code == "not_now"
    with pytest.raises(Refused) as other:
        _next(norm, FIRST, Ұйымдарға="Бәріне")
    assert other.value.code == "published"


def test_change_behind_the_back_of_the_program_is_noticed(norm: Norm) -> None:
    version = published(norm)[0]
    version.provisions.filter(address="5").update(text_kk="Басқа сөз")
    assert not is_intact(version)


def test_text_of_a_day_is_the_one_that_was_in_force(norm: Norm) -> None:
    announce(_next(norm, _soon(), мерзімінде="үш күнде"), by=administrator())
    for day, words in ((timezone.localdate(), "мерзімінде"), (_soon(), "үш күнде"), (_soon() - timedelta(days=1), "мерзімінде")):
        provision = provision_at(norm.pk, "5", day)
        assert provision is not None and words in provision.text_kk
    assert provision_at(norm.pk, "5", FIRST - timedelta(days=1)) is None


def test_draft_is_not_in_force_until_it_is_published(norm: Norm) -> None:
    version = _next(norm, timezone.localdate(), мерзімінде="үш күнде")
    provision = provision_at(norm.pk, "5", timezone.localdate())
    assert provision is not None and provision.version_id != version.pk


def test_changed_word_is_named_and_the_rest_stays(norm: Norm) -> None:
    version = _next(norm, _soon(), мерзімінде="үш күнде")
    (change,) = changes_between(published(norm)[0], version)
    assert (change.address, change.kind, list(change.pieces)) == ("5", "changed", ["kk"])
    assert [piece for piece in change.pieces["kk"] if piece.kind != "same"] == [("мерзімінде", "removed"), ("үш күнде", "added")]


def test_duty_ends_with_the_version_that_drops_its_provision(norm: Norm) -> None:
    announce(_without(norm, "13", _soon()), by=administrator())
    duty = Duty.objects.get(code="practices")
    assert duty.ends_on == _soon() - timedelta(days=1)
    assert Duty.objects.exclude(ends_on=None).count() == 1


def test_withdrawn_amendment_lets_the_duty_go_on(norm: Norm) -> None:
    version = announce(_without(norm, "13", _soon()), by=administrator())
    withdraw_version(version, by=administrator(), reason="Бұйрық күшін жойды")
    duty = Duty.objects.get(code="practices")
    assert (duty.ends_on, duty.ended_by, version.state) == (None, None, VersionState.WITHDRAWN)
    assert len(published(norm)) == 1


def test_duty_whose_provision_reads_otherwise_is_marked(norm: Norm) -> None:
    announce(_next(norm, _soon(), мерзімінде="үш күнде"), by=administrator())
    marked = Duty.objects.exclude(changed_on=None)
    assert [(duty.code, duty.changed_on) for duty in marked] == [("answer", _soon())]


def test_version_in_force_is_not_withdrawn(norm: Norm) -> None:
    with pytest.raises(Refused) as refusal:
        withdraw_version(published(norm)[0], by=administrator(), reason="Қате")
    assert refusal.value.code == "not_now"


def test_document_that_is_only_prepared_is_hidden_from_readers() -> None:
    text = pair([read_text("---\nref: new-order\nkind: order\ntitle: Жаңа\nlanguage: kk\nstarts_on: 2026-01-01\n---\n1. Мәтін")])
    take_in(intake(text, Given()), by=administrator())
    assert norm_for(administrator(), "new-order").ref == "new-order"
    reader = official(make_post(make_body()))
    with pytest.raises(Refused) as refusal:
        norm_for(reader, "new-order")
    assert refusal.value.hidden


def test_body_enters_its_own_functions_and_no_others() -> None:
    body = make_body()
    text = pair([read_text("1. Қоғамдық кеңестің жұмысын қамтамасыз ету.")])
    given = Given(ref="own-functions", scope=body, starts_on=date(2026, 1, 1), titles={"kk": "Ереже"})
    with pytest.raises(Refused):
        take_in(intake(text, given), by=official(make_post(make_body("Басқа әкімдік"))))
    assert take_in(intake(text, given), by=official(make_post(body))) is not None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given(), "no_ref"),
        (Given(ref="one"), "no_day"),
        (Given(ref="one", starts_on=FIRST), "no_title"),
        (Given(ref="one", starts_on=FIRST, titles={"kk": "Ереже"}, kind="functions"), "no_scope"),
        (Given(ref="../one", starts_on=FIRST), "no_ref"),
    ],
)
def test_document_without_what_it_needs_is_refused_with_a_reason(given: Given, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        intake(pair([read_text("1. Қазақша мәтін осы жерде.")]), given)
    assert refusal.value.code == code
