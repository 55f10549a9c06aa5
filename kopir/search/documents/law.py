"""Documents of the law and the duties drawn from them. Found is what is published: a version being prepared is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from kopir.base.tongue import LANGUAGES
from kopir.regulation.models import Duty, Norm, NormVersion, in_force_duties
from kopir.regulation.queries import provisions_of, published, version_on
from kopir.regulation.words import VersionState
from kopir.search.documents.findable import findable, keys
from kopir.search.documents.made import LONGEST_TEXT, Made
from kopir.search.models import Document
from kopir.search.words import Kind


def _norms() -> QuerySet[Norm]:
    announced = NormVersion.objects.filter(state=VersionState.ANNOUNCED)
    return Norm.objects.filter(pk__in=announced.values("norm"))


def _of_norms(given: Sequence[str]) -> Iterator[Made]:
    """With the text in force today, or the first one to come."""
    for row in _norms().filter(pk__in=given):
        versions = published(row)
        version = version_on(versions, timezone.localdate()) or versions[0]
        document = Document(kind=Kind.NORM, key=str(row.pk), path=f"regulation/{row.ref}/", label=row.number)
        document.name_kk, document.name_ru, document.name_en = row.name_kk, row.name_ru, row.name_en
        document.dated_on, document.weight = version.starts_on, 3
        texts = [point.text(language).text for point in provisions_of(version) for language in LANGUAGES]
        document.text = "\n\n".join(dict.fromkeys(texts))[:LONGEST_TEXT]
        yield Made(document, [row.name_kk, row.name_ru, row.name_en])


def _duties() -> QuerySet[Duty]:
    return Duty.objects.filter(in_force_duties(timezone.localdate()))


def _of_duties(given: Sequence[str]) -> Iterator[Made]:
    for row in _duties().filter(pk__in=given):
        document = Document(kind=Kind.DUTY, key=str(row.pk), path=f"regulation/duties/{row.code}/", label=row.address)
        document.name_kk, document.name_ru, document.name_en = row.name_kk, row.name_ru, row.name_en
        document.text = "\n\n".join(text for text in (row.plain_kk, row.plain_ru, row.plain_en) if text)
        document.dated_on, document.weight = row.starts_on, 3
        yield Made(document, [row.name_kk, row.name_ru, row.name_en])


def _norms_of(versions: Collection[str]) -> set[str]:
    return keys(NormVersion.objects.filter(pk__in=versions).values_list("norm", flat=True))


findable(Kind.NORM, "regulation.norm", rows=_norms, make=_of_norms, follows={"regulation.normversion": _norms_of})
findable(Kind.DUTY, "regulation.duty", rows=_duties, make=_of_duties)
