"""Documents and their versions: entered as drafts, published once, never changed afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.bulk import insert
from kopir.base.errors import Refused
from kopir.base.fold import fold
from kopir.base.tongue import LANGUAGES
from kopir.journal.acts import Draft, act
from kopir.regulation import rules
from kopir.regulation.acts.functions import propose_for
from kopir.regulation.difference import reads_otherwise, texts_of
from kopir.regulation.models import Duty, Norm, NormVersion, Provision
from kopir.regulation.queries.norms import Intake, digest, points_of, provisions_of, published, version_on
from kopir.regulation.reading import Point
from kopir.regulation.telling import tell_amended
from kopir.regulation.words import NormKind, VersionState

EDITABLE = frozenset(
    {"kind", "number", "adopted_on", "issuer", "issuer_kk", "issuer_ru", "issuer_en", "scope", "is_draft", "source"}
)


def keep_norm(norm: Norm, *, by: Actor, titles: Mapping[str, str], **values: Any) -> Norm:
    """Enter a document, or change what is said about it; its text is in its versions. `titles`: by language."""
    if unknown := values.keys() - EDITABLE:
        raise TypeError(f"{', '.join(sorted(unknown))} is not edited here")
    with act(rules.may_keep_norm, by=by, subject=norm):
        for name, value in values.items():
            setattr(norm, name, value)
        norm.set_names(**titles)
        _demand_norm(norm)
        norm.save()
    return norm


def _demand_norm(norm: Norm) -> None:
    if not norm.names:
        raise Refused("no_title", _("The document needs a title in at least one language."), field="title_kk")
    if norm.kind == NormKind.FUNCTIONS and norm.scope is None:
        raise Refused("no_scope", _("Say whose functions these are."), field="scope")
    if norm._state.adding and Norm.objects.filter(ref=norm.ref).exists():
        raise Refused("ref_taken", _("Another document has this address already."), field="ref")


def take_in(found: Intake, *, by: Actor) -> NormVersion | None:
    """Do what an intake foretold: the document if it is new, and the version as a draft. None when it is there already."""
    if found.is_same:
        return None
    with transaction.atomic():
        norm = found.norm
        if found.is_new:
            values = {name: getattr(norm, name) for name in EDITABLE}
            keep_norm(norm, by=by, titles=norm.names, **values)
        version = found.replaces or NormVersion(norm=norm, starts_on=found.starts_on)
        return import_version(version, found.text.points, by=by, source=found.source, notes=found.notes)


def import_version(
    version: NormVersion, points: Iterable[Point], *, by: Actor, source: str = "", notes: Mapping[str, str] | None = None
) -> NormVersion:
    """The text of a version that is not published yet. A version that is saved already gets the new text in place of its own."""
    with act(rules.may_import_version, by=by, subject=version, parent=version.norm, permit_on=version.norm) as entry:
        if version.state != VersionState.DRAFT:
            raise Refused("not_now", _("This version is published and is not changed any more."))
        version.number = version.number or _next_number(version.norm)
        version.source = source[:500]
        for language in LANGUAGES:
            setattr(version, f"note_{language}", (notes or {}).get(language, "")[:500])
        version.save()
        version.provisions.all().delete()
        rows = [_provision(version, order, point) for order, point in enumerate(points, start=1)]
        insert(rows)
        entry.fact(norm=version.norm.names, starts_on=version.starts_on, provisions=len(rows))
    return version


def _next_number(norm: Norm) -> int:
    last = norm.versions.order_by("-number").first()
    return last.number + 1 if last else 1


def _provision(version: NormVersion, order: int, point: Point) -> Provision:
    row = Provision(
        version=version, address=point.address, order=order, level=point.level, marker=point.marker,
        is_heading=point.is_heading,
    )  # fmt: skip
    for language, text in point.texts.items():
        setattr(row, f"text_{language}", text)
    row.folded = " ".join(dict.fromkeys(fold(text) for text in point.texts.values()))
    return row


# ---- Publishing ----------------------------------------------------------------------------------------------------


def announce(version: NormVersion, *, by: Actor) -> NormVersion:
    """The text is fixed by its hash and is in force from its day. Duties whose provision it drops end on the eve; those whose
    provision reads otherwise are marked for the administrator. Functions of a body are looked through for duties. Posts whose
    duties change on a day to come are told."""
    with act(rules.may_announce, by=by, subject=version, parent=version.norm) as entry:
        points = points_of(version)
        if not points:
            raise Refused("no_text", _("The version has no text yet."), _("Take in its text first."))
        _demand_day(version)
        version.hash, version.announced_at = digest(points), timezone.now()
        version.state = VersionState.ANNOUNCED
        version.save()
        ended, changed = _settle(version, entry)
        entry.fact(norm=version.norm.names, starts_on=version.starts_on, hash=version.hash, ended=ended, changed=changed)
        if version.norm.kind == NormKind.FUNCTIONS:
            entry.fact(proposed=propose_for(version))
        if version.starts_on > timezone.localdate():
            tell_amended(version)
    return version


def _demand_day(version: NormVersion) -> None:
    others = version.norm.versions.exclude(state=VersionState.WITHDRAWN).exclude(pk=version.pk)
    if others.filter(starts_on=version.starts_on).exists():
        raise Refused("same_day", _("Another version begins on this day."), field="starts_on")


def _settle(version: NormVersion, entry: Draft) -> tuple[list[str], list[str]]:
    """Codes of the duties that end with the version and of those that must be looked at."""
    eve = version.starts_on - timedelta(days=1)
    before = {row.address: texts_of(row) for row in provisions_of(version_on(published(version.norm), eve))}
    after = {row.address: texts_of(row) for row in provisions_of(version)}
    ended, changed = [], []
    for duty in _standing(version):
        entry.watch(duty)
        if duty.address not in after:
            duty.ends_on, duty.ended_by = eve, version
            ended.append(duty.code)
        elif duty.address in before and reads_otherwise(before[duty.address], after[duty.address]):
            duty.changed_on = version.starts_on
            changed.append(duty.code)
        duty.save()
    return ended, changed


def _standing(version: NormVersion) -> list[Duty]:
    """Duties of the document that began before the version does and go on on its day."""
    rows = Duty.objects.select_for_update().filter(norm=version.norm, starts_on__lt=version.starts_on)
    return [duty for duty in rows if duty.ends_on is None or duty.ends_on >= version.starts_on]


def withdraw_version(version: NormVersion, *, by: Actor, reason: str) -> NormVersion:
    """Before its day: it never comes into force, and the duties that would have ended with it go on."""
    with act(rules.may_withdraw_version, by=by, subject=version, parent=version.norm, reason=reason) as entry:
        if not reason.strip():
            raise Refused("no_reason", _("Say why."), field="reason")
        version.state = VersionState.WITHDRAWN
        version.save()
        for duty in Duty.objects.select_for_update().filter(ended_by=version):
            entry.watch(duty)
            duty.ends_on, duty.ended_by = None, None
            duty.save()
        for duty in Duty.objects.select_for_update().filter(norm=version.norm, changed_on=version.starts_on):
            entry.watch(duty)
            duty.changed_on = None
            duty.save()
        entry.fact(norm=version.norm.names, starts_on=version.starts_on)
    return version
