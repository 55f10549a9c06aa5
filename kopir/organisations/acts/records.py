"""Adding, editing, subordinating and succeeding organisations by hand."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import check_bin
from kopir.journal.acts import Draft, act
from kopir.organisations import keys, rules, same
from kopir.organisations.models import (
    FundingShare,
    Organisation,
    OrganisationSector,
    ServedTerritory,
    Subordination,
    Succession,
)
from kopir.organisations.words import FundingSource, Kind, Status
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

MANUAL = "manual"
NAMES = ("name_kk", "name_ru", "name_en")
# Values that a register may give too; what is set by hand is marked, so that an import leaves it alone.
_REGISTERED = frozenset(
    {
        *NAMES,
        "bin",
        "address",
        "status",
        "legal_form",
        "phone",
        "email",
        "website",
        "territory",
        "starts_on",
        "ends_on",
    }
)
EDITABLE = _REGISTERED | rules.MEMBER_FIELDS | {"short_kk", "short_ru", "short_en", "body_kind", "tier", "to_be_confirmed"}


@dataclass(frozen=True)
class Share:
    """One source of an NGO's money in a year; `percent` may be unknown."""

    year: int
    source: FundingSource
    percent: Decimal | None = None


def create(
    organisation: Organisation, *, by: Actor, sectors: Iterable[Sector] = (), serves: Iterable[Territory] = ()
) -> Organisation:
    """`organisation` is not saved yet and carries its names; `ref` is its BIN, or made here."""
    with act(rules.may_create, by=by, subject=organisation) as entry:
        organisation.bin = _free_bin(organisation.bin, organisation)
        organisation.ref = organisation.ref or organisation.bin or f"o-{secrets.token_hex(5)}"
        if Organisation.objects.filter(ref=organisation.ref).exists():
            raise Refused("ref_taken", _("Another organisation has this address already."), field="ref")
        _by_hand(organisation, [name for name in _REGISTERED if getattr(organisation, name)])
        keys.refresh_columns(organisation)
        organisation.save()
        _link(entry, organisation, OrganisationSector, "sector", sectors)
        _link(entry, organisation, ServedTerritory, "territory", serves)
        keys.refresh([organisation])
        same.propose([organisation.pk])
    return organisation


def edit(
    organisation: Organisation,
    *,
    by: Actor,
    sectors: Iterable[Sector] | None = None,
    serves: Iterable[Territory] | None = None,
    funding: Iterable[Share] | None = None,
    **values: Any,
) -> Organisation:
    """Only what is named changes; None leaves links as they are. A member may change `rules.MEMBER_FIELDS`, sectors,
    places served and funding; anything else is refused."""
    with act(rules.may_edit, by=by, subject=organisation) as entry:
        changed = {name: value for name, value in values.items() if getattr(organisation, name) != value}
        _demand_editable(by, organisation, changed)
        if "bin" in changed:
            changed["bin"] = _free_bin(changed["bin"], organisation)
        _assign(organisation, changed)
        _by_hand(organisation, [name for name in changed if name in _REGISTERED])
        organisation.save()
        if sectors is not None:
            _link(entry, organisation, OrganisationSector, "sector", sectors)
        if serves is not None:
            _link(entry, organisation, ServedTerritory, "territory", serves)
        if funding is not None:
            _fund(entry, organisation, funding, by)
        if changed.keys() & {*NAMES, "address", "bin", "territory"}:
            keys.refresh([organisation])
            same.propose([organisation.pk])
    return organisation


def _demand_editable(by: Actor, organisation: Organisation, changed: dict[str, Any]) -> None:
    allowed = rules.MEMBER_FIELDS if rules.is_member_of(by, organisation) else EDITABLE
    for name in changed:
        if name not in EDITABLE:
            raise TypeError(f"{name} is not edited here")
        if name not in allowed:
            raise Refused(
                "not_by_members",
                _("This is taken from the register; only an administrator may change it."),
                _("Write to the administrator what is wrong and where the right value stands."),
                field=name,
            )


def _assign(organisation: Organisation, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(organisation, name, value)
    if any(name in values for name in NAMES):
        organisation.set_names(organisation.name_kk, organisation.name_ru, organisation.name_en)
        if not organisation.names:
            raise Refused("no_name", _("An organisation needs a name in at least one language."), field="name_kk")
    keys.refresh_columns(organisation)


def _by_hand(organisation: Organisation, names: Iterable[str]) -> None:
    today = timezone.localdate().isoformat()
    organisation.provenance = {**organisation.provenance, **{name: [MANUAL, today] for name in sorted(names)}}


def _free_bin(text: str, organisation: Organisation) -> str:
    """The BIN in twelve digits. Refused when it is wrong or another organisation has it; empty stays empty."""
    if not text.strip():
        return ""
    value = check_bin(text).value
    others = Organisation.objects.filter(bin=value, merged_into__isnull=True).exclude(pk=organisation.pk)
    if others.exists():
        raise Refused(
            "bin_taken",
            _("Another organisation has this BIN already."),
            _("Open that one, or merge the two."),
            field="bin",
        )
    return value


def _link(entry: Draft, organisation: Organisation, model: type[Model], field: str, wanted: Iterable[Model]) -> None:
    """Make the link rows of an organisation exactly the wanted ones; the entry tells codes before and after."""
    rows = model._base_manager.filter(organisation=organisation).select_related(field)
    before = {getattr(row, f"{field}_id"): getattr(row, field).code for row in rows}
    after = {thing.pk: str(getattr(thing, "code", thing.pk)) for thing in wanted}
    if before.keys() == after.keys():
        return
    rows.filter(**{f"{field}__in": before.keys() - after.keys()}).delete()
    model._base_manager.bulk_create(model(organisation=organisation, **{f"{field}_id": pk}) for pk in after if pk not in before)
    entry.fact(**{f"{field}_codes": [sorted(before.values()), sorted(after.values())]})


def _fund(entry: Draft, organisation: Organisation, shares: Iterable[Share], by: Actor) -> None:
    """The years that are given are replaced as a whole; other years stay."""
    wanted = list(shares)
    years = {share.year for share in wanted}
    for year in years:
        if sum(share.percent or 0 for share in wanted if share.year == year) > 100:
            raise Refused("over_hundred", _("The parts of one year are more than 100 per cent."), field="funding")
    rows = FundingShare.objects.filter(organisation=organisation, year__in=years)
    before = sorted((row.year, row.source, row.percent) for row in rows)
    after = sorted((share.year, str(share.source), share.percent) for share in wanted)
    if [*map(str, before)] == [*map(str, after)]:
        return
    rows.delete()
    stated_by = str(by.role.label)
    FundingShare.objects.bulk_create(
        FundingShare(organisation=organisation, year=year, source=source, percent=percent, stated_by=stated_by)
        for year, source, percent in after
    )
    entry.fact(funding=[before, after])


def subordinate(
    organisation: Organisation, higher: Organisation, *, by: Actor, starts_on: date, source: str = ""
) -> Subordination:
    """From `starts_on` the body answers to `higher`; what was in force before ends the day before."""
    with act(rules.may_subordinate, by=by, subject=organisation) as entry:
        if higher.kind != Kind.STATE_BODY:
            raise Refused("not_a_state_body", _("Only a state body may stand above another one."), field="higher")
        if organisation.pk in _lineage(higher):
            raise Refused("circle", _("The one above already answers to this body."), field="higher")
        _end_link(organisation, starts_on, entry)
        link = Subordination.objects.create(lower=organisation, higher=higher, starts_on=starts_on, source=source[:300])
        entry.also(link)
        entry.fact(higher=higher.names)
    return link


def _lineage(body: Organisation) -> set[int]:
    """Ids of the body and of everything above it today."""
    found: set[int] = set()
    above: int | None = body.pk
    while above is not None and above not in found:
        found.add(above)
        links = Subordination.objects.filter(lower_id=above, ends_on__isnull=True)
        above = links.values_list("higher_id", flat=True).first()
    return found


def _end_link(organisation: Organisation, starts_on: date, entry: Draft) -> None:
    current = Subordination.objects.filter(lower=organisation, ends_on__isnull=True).first()
    if current is None:
        return
    if current.starts_on and current.starts_on >= starts_on:
        raise Refused(
            "before_current",
            _("The present subordination began later than this day."),
            _("Give a day after its beginning."),
            field="starts_on",
        )
    entry.watch(current)
    current.ends_on = starts_on - timedelta(days=1)
    current.save()


def succeed(organisation: Organisation, successor: Organisation, *, by: Actor, on: date, source: str = "") -> Succession:
    """`successor` takes over on a day; the former one has ended the day before."""
    with act(rules.may_succeed, by=by, subject=organisation) as entry:
        if successor.pk == organisation.pk or successor.kind != organisation.kind:
            raise Refused(
                "wrong_successor",
                _("The successor must be another organisation of the same kind."),
                field="after",
            )
        link = Succession.objects.create(before=organisation, after=successor, on=on, source=source[:300])
        entry.also(link)
        entry.fact(successor=successor.names, on=on)
        organisation.ends_on, organisation.status = on - timedelta(days=1), Status.ENDED
        _by_hand(organisation, ["ends_on", "status"])
        organisation.save()
    return link
