"""Documents, their versions in time and their texts; what taking in a new text would do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, Exists, OuterRef, Prefetch, QuerySet, When
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.canonical import canonical
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, localised_field
from kopir.organisations.models import Organisation
from kopir.regulation.difference import Change, compare, texts_of
from kopir.regulation.models import Norm, NormVersion, Provision
from kopir.regulation.reading import Head, Point, Text
from kopir.regulation.words import NormKind, VersionState

if TYPE_CHECKING:
    from kopir.base.errors import Words

DUTIES = "authorised-officials-draft"
"""The working list of duties that Köpir begins with."""
_REF = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_PAGES = frozenset({"duties", "coverage", "findings", "contradictions", "plans", "reports", "replies"})
"""Parts of addresses under /regulation/ that are pages of their own."""


# ---- Documents and versions ----------------------------------------------------------------------------------------


def norms_visible_to(by: Actor) -> QuerySet[Norm]:
    """Those with a published version; for administrators also those that are only being prepared."""
    last = Case(When(kind=NormKind.FUNCTIONS, then=1), default=0)
    rows = Norm.objects.select_related("issuer", "scope").order_by(last, "kind", "sort_kk", "pk")
    if by.is_administrator or by.is_system:
        return rows
    published = NormVersion.objects.filter(norm=OuterRef("pk"), state=VersionState.ANNOUNCED)
    return rows.filter(Exists(published))


@dataclass(frozen=True)
class NormRow:
    """`current`: the version in force on the day; `coming`: the first published one that is not in force yet."""

    norm: Norm
    current: NormVersion | None
    coming: NormVersion | None
    versions: int


def norm_rows(by: Actor, on: date) -> list[NormRow]:
    """All documents that the reader may see; two queries."""
    announced = NormVersion.objects.filter(state=VersionState.ANNOUNCED).order_by("-starts_on")
    rows = norms_visible_to(by).prefetch_related(Prefetch("versions", announced, to_attr="announced"))
    return [NormRow(norm, version_on(norm.announced, on), coming(norm.announced, on), len(norm.announced)) for norm in rows]


def coming(versions: Sequence[NormVersion], on: date) -> NormVersion | None:
    """Of published versions, the newest first: the next one after the day."""
    return next((row for row in reversed(versions) if row.starts_on > on), None)


def norm_for(by: Actor, ref: str) -> Norm:
    """Raises Refused (hidden) when there is none for this reader."""
    found = norms_visible_to(by).filter(ref=ref).first()
    if found is None:
        raise Refused("not_found", _("There is no such document."), hidden=True)
    return found


def published(norm: Norm) -> list[NormVersion]:
    """Published versions, the newest first; those that are still to come among them."""
    return list(norm.versions.filter(state=VersionState.ANNOUNCED).order_by("-starts_on"))


def all_versions(norm: Norm) -> list[NormVersion]:
    return list(norm.versions.order_by("-number"))


def version_on(versions: Iterable[NormVersion], on: date) -> NormVersion | None:
    """Of published versions, the newest first: the one in force on the day."""
    return next((row for row in versions if row.starts_on <= on), None)


def provisions_of(version: NormVersion | None) -> list[Provision]:
    return list(version.provisions.all()) if version else []


def points_of(version: NormVersion | None) -> list[Point]:
    """The text of a version as reading gives it."""
    return [Point(row.address, row.marker, row.level, row.is_heading, texts_of(row)) for row in provisions_of(version)]


def provision_at(norm_id: int, address: str, on: date) -> Provision | None:
    """What an address says on a day; one query."""
    rows = Provision.objects.filter(
        version__norm_id=norm_id, address=address, version__state=VersionState.ANNOUNCED, version__starts_on__lte=on
    )
    newest = NormVersion.objects.filter(norm_id=norm_id, state=VersionState.ANNOUNCED, starts_on__lte=on)
    return rows.filter(version=newest.order_by("-starts_on").values("pk")[:1]).select_related("version__norm").first()


def texts_on(norm_ids: Iterable[int], on: date) -> dict[tuple[int, str], Provision]:
    """Every provision in force on the day of these documents, by (document, address). Two queries."""
    rows = NormVersion.objects.filter(norm_id__in=set(norm_ids), state=VersionState.ANNOUNCED, starts_on__lte=on)
    newest = {row.norm_id: row.pk for row in rows.order_by("starts_on")}
    found = Provision.objects.filter(version_id__in=newest.values()).select_related("version")
    return {(row.version.norm_id, row.address): row for row in found}


# ---- What a text is worth ------------------------------------------------------------------------------------------


def digest(points: Sequence[Point]) -> str:
    """SHA-256 of the canonical JSON of the points, in their order."""
    return hashlib.sha256(canonical([point.plain() for point in points])).hexdigest()


def is_intact(version: NormVersion) -> bool:
    """Whether a published version still says what it said when it was published."""
    return version.hash == digest(points_of(version))


def changes_between(old: NormVersion | None, new: NormVersion | None) -> list[Change]:
    return compare(provisions_of(old), provisions_of(new))


# ---- Taking in a text ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Given:
    """What whoever hands in a text says of it besides; it goes before what the files say."""

    ref: str = ""
    kind: str = ""
    starts_on: date | None = None
    scope: Organisation | None = None
    source: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Intake:
    """What would happen. `norm` is not saved when it `is_new`; `before`: the version in force on the eve; `replaces`: a
    version of the same day that is still being prepared; `is_same`: the version is there already, word for word."""

    norm: Norm
    text: Text
    starts_on: date
    notes: Mapping[str, str]
    source: str
    is_new: bool
    before: NormVersion | None
    replaces: NormVersion | None
    is_same: bool
    changes: Sequence[Change]


def intake(text: Text, given: Given) -> Intake:
    """Raises Refused when a document would stay without a name, an address or a day, or a published text would change."""
    ref = (given.ref or _first(text, "ref")).lower()
    is_free = bool(_REF.fullmatch(ref)) and ref not in _PAGES
    _demand(is_free, "no_ref", _("The document needs an address: small Latin letters, digits, hyphens."), "ref")
    starts_on = given.starts_on or next((head.starts_on for head in text.heads.values() if head.starts_on), None)
    if starts_on is None:
        raise Refused("no_day", _("Say from which day the text is in force."), field="starts_on")
    known = Norm.objects.select_related("scope").filter(ref=ref).first()
    norm = known or _new_norm(ref, text, given)
    versions = published(known) if known else []
    same_day = next((row for row in versions if row.starts_on == starts_on), None)
    is_same = same_day is not None and same_day.hash == digest(text.points)
    _demand(
        same_day is None or is_same,
        "published",
        _("The version of this day is published and is not changed any more. Enter the new text with a later day."),
        "starts_on",
    )
    before = version_on([row for row in versions if row.starts_on < starts_on], starts_on)
    drafts = NormVersion.objects.filter(norm__ref=ref, state=VersionState.DRAFT, starts_on=starts_on)
    return Intake(
        norm=norm,
        text=text,
        starts_on=starts_on,
        notes={language: head.note for language, head in text.heads.items() if head.note},
        source=given.source or _first(text, "source"),
        is_new=known is None,
        before=before,
        replaces=drafts.first(),
        is_same=is_same,
        changes=compare(points_of(before), text.points),
    )


def _demand(holds: bool, code: str, reason: Words, at: str) -> None:
    if not holds:
        raise Refused(code, reason, field=at)


def _first(text: Text, name: str) -> str:
    """What the first file that says anything says."""
    return next((value for head in text.heads.values() if (value := getattr(head, name))), "")


def _new_norm(ref: str, text: Text, given: Given) -> Norm:
    scope = given.scope or _scope(_first(text, "scope"))
    kind = given.kind or _first(text, "kind") or (NormKind.FUNCTIONS if scope else NormKind.ORDER)
    norm = Norm(ref=ref, kind=kind, scope=scope, number=_first(text, "number"), source=given.source or _first(text, "source"))
    norm.adopted_on = next((head.adopted_on for head in text.heads.values() if head.adopted_on), None)
    norm.is_draft = any(head.draft for head in text.heads.values())
    for language, head in text.heads.items():
        setattr(norm, f"issuer_{language}", head.issuer)
    titles = {language: given.titles.get(language) or head.title for language, head in text.heads.items()}
    norm.set_names(**titles)
    _demand(bool(norm.names), "no_title", _("The document needs a title in at least one language."), "title")
    if kind == NormKind.FUNCTIONS:
        _demand(scope is not None, "no_scope", _("Say whose functions these are."), "scope")
    return norm


def _scope(ref: str) -> Organisation | None:
    if not ref:
        return None
    found = Organisation.objects.filter(ref=ref).first()
    if found is None:
        said = {"ref": ref}
        raise Refused("no_scope", _("The head names a body that is not in the register: %(ref)s.") % said, field="scope")
    return found


# ---- Writing it out ------------------------------------------------------------------------------------------------


def heads_of(version: NormVersion) -> dict[str, Head]:
    """The heads of a version's files, for each language in which it says anything."""
    norm, points = version.norm, points_of(version)
    spoken = [language for language in LANGUAGES if any(point.texts.get(language) for point in points)]
    return {language: _head(norm, version, language) for language in spoken}


def _head(norm: Norm, version: NormVersion, language: str) -> Head:
    return Head(
        ref=norm.ref,
        kind=norm.kind,
        language=language,
        title=localised_field(norm, "name", language).text,
        number=norm.number,
        adopted_on=norm.adopted_on,
        issuer=getattr(norm, f"issuer_{language}"),
        scope=norm.scope.ref if norm.scope else "",
        starts_on=version.starts_on,
        source=version.source or norm.source,
        note=getattr(version, f"note_{language}"),
        draft=norm.is_draft,
    )
