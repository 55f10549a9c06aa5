"""Two rows that are one organisation: merging moves everything that refers to the one to the other, and can be undone.

A row that cannot move because the other organisation has the like already (the same sector, the same member)
stays with the merged row, where nobody sees it, and is there again when the merge is undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.journal.acts import act
from kopir.journal.changes import plain
from kopir.organisations import keys, rules
from kopir.organisations.models import Organisation, SamePair
from kopir.organisations.references import references
from kopir.organisations.words import PairState

# Empty ones of these are taken over from the merged row, with where they came from.
_TAKEN = (
    *(
        "name_kk",
        "name_ru",
        "name_en",
        "short_kk",
        "short_ru",
        "short_en",
        "about_kk",
        "about_ru",
        "about_en",
    ),
    *("bin", "legal_form", "territory_id", "address", "phone", "email", "website", "starts_on"),
)

Moved = list[tuple[str, str, list[Any]]]  # model label, field, primary keys


def merge(other: Organisation, kept: Organisation, *, by: Actor, reason: str = "") -> SamePair:
    """`other` becomes part of `kept`; its address leads on. For a pair that was proposed use `merge_pair`."""
    first, second = sorted((other.pk, kept.pk))
    if first == second:
        raise Refused("same_row", _("An organisation cannot be merged with itself."))
    with transaction.atomic():
        pair, _made = SamePair.objects.get_or_create(
            first_id=first, second_id=second, defaults={"score": 100, "why": [["by_hand"]]}
        )
        return merge_pair(pair, kept, by=by, reason=reason)


def merge_pair(pair: SamePair, kept: Organisation, *, by: Actor, reason: str = "") -> SamePair:
    """Merge a pair so that `kept` (one of the two) remains. Refused when one of them is merged already."""
    if kept.pk not in (pair.first_id, pair.second_id):
        raise ValueError("the kept organisation is not one of the pair")
    with act(rules.may_merge, by=by, subject=kept, reason=reason) as entry:
        pair.refresh_from_db()
        other = Organisation.objects.select_for_update(of=("self",)).get(pk=pair.first_id + pair.second_id - kept.pk)
        rules.may_merge(by, other).demand()
        if other.kind != kept.kind:
            raise Refused("other_kind", _("A state body and an NGO cannot be the same organisation."))
        entry.watch(other)
        entry.watch(pair)
        moved = _move(other, kept)
        other.merged_into = kept
        other.save()
        changed = _take_over(other, kept)
        was = pair.state
        pair.state, pair.decided_by_id, pair.decided_at = PairState.MERGED, by.person_id, timezone.now()
        pair.undo = {"kept": kept.pk, "was": was, "moved": moved, "changed": changed}
        pair.save()
        keys.refresh([kept])
        entry.fact(
            other=other.names,
            other_ref=other.ref,
            moved={f"{label}.{name}": len(pks) for label, name, pks in moved},
        )
    return pair


def _move(other: Organisation, kept: Organisation) -> Moved:
    moved: Moved = []
    for model, name in references():
        pks = list(model._base_manager.filter(**{name: other}).order_by("pk").values_list("pk", flat=True))
        if done := [pk for pk in pks if _move_row(model, name, pk, kept)]:
            moved.append((model._meta.label_lower, name, done))
    return moved


def _move_row(model: type[models.Model], name: str, pk: Any, to: Organisation) -> bool:
    """False when a constraint of the row forbids it: the like of it is there already."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{name: to})
    except IntegrityError:
        return False
    return True


def _take_over(other: Organisation, kept: Organisation) -> dict[str, list[Any]]:
    """Fill what `kept` lacks from `other`; answers {field: [before, after]} with the provenance among the fields."""
    before = {name: plain(getattr(kept, name)) for name in (*_TAKEN, "provenance")}
    taken = [name for name in _TAKEN if not getattr(kept, name) and getattr(other, name)]
    for name in taken:
        setattr(kept, name, getattr(other, name))
    sources = {name.removesuffix("_id") for name in taken} & other.provenance.keys()
    kept.provenance = {**kept.provenance, **{name: other.provenance[name] for name in sorted(sources)}}
    _compute(kept)
    kept.save()
    after = {name: plain(getattr(kept, name)) for name in before}
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}


def _compute(row: Organisation) -> None:
    row.set_names(row.name_kk, row.name_ru, row.name_en)
    keys.refresh_columns(row)


def unmerge(pair: SamePair, *, by: Actor, reason: str = "") -> SamePair:
    """Everything that the merge moved goes back. What was changed by hand since then stays as it is now."""
    kept = pair.first if pair.undo.get("kept") == pair.first_id else pair.second
    with act(rules.may_unmerge, by=by, subject=kept, reason=reason, permit_on=pair) as entry:
        pair.refresh_from_db()
        rules.may_unmerge(by, pair).demand()
        other = Organisation.objects.select_for_update(of=("self",)).get(pk=pair.first_id + pair.second_id - kept.pk)
        _demand_unmerged(kept)
        entry.watch(other)
        entry.watch(pair)
        _give_back(kept, pair.undo["changed"])
        other.merged_into = None
        other.save(update_fields=["merged_into"])
        _move_back(pair.undo["moved"], kept, other)
        pair.state, pair.undo, pair.decided_by_id, pair.decided_at = pair.undo["was"], {}, None, None
        pair.save()
        keys.refresh([kept, other])
        entry.fact(other=other.names)
    return pair


def _demand_unmerged(kept: Organisation) -> None:
    if kept.merged_into_id is not None:
        raise Refused("merged_on", _("The organisation was merged on into a third one."), _("Undo that merge first."))


def _give_back(kept: Organisation, changed: dict[str, list[Any]]) -> None:
    """Values the merge brought go, unless somebody has changed them since."""
    gone = [name for name, (_was, after) in changed.items() if plain(getattr(kept, name)) == after]
    for name in gone:
        field = kept._meta.get_field(name.removesuffix("_id"))
        assert isinstance(field, models.Field)
        setattr(kept, name, field.to_python(changed[name][0]))
    if "provenance" in changed and "provenance" not in gone:
        kept.provenance = {name: source for name, source in kept.provenance.items() if name not in gone}
    _compute(kept)
    computed = ["folded", "sort_kk", "sort_ru", "sort_en", "address_folded"]
    kept.save(update_fields=[*(name.removesuffix("_id") for name in {*gone, "provenance"}), *computed])


def _move_back(moved: Iterable[Any], kept: Organisation, other: Organisation) -> None:
    for label, name, pks in moved:
        model = apps.get_model(label)
        model._base_manager.filter(pk__in=pks, **{name: kept}).update(**{name: other})


def mark_different(pair: SamePair, *, by: Actor, reason: str = "") -> SamePair:
    """Remembered: the pair is not proposed again."""
    with act(rules.may_mark_different, by=by, subject=pair.first, reason=reason, permit_on=pair) as entry:
        pair.refresh_from_db()
        rules.may_mark_different(by, pair).demand()
        entry.watch(pair)
        pair.state, pair.decided_by_id, pair.decided_at = PairState.DIFFERENT, by.person_id, timezone.now()
        pair.save()
        entry.fact(other=pair.second.names)
    return pair
