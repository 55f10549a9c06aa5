"""Pieces of evidence on a card, where else they serve, and what waits to be judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.effects.models import Effect, Piece, PieceUse
from kopir.effects.rules import may_judge_piece
from kopir.effects.words import Adequacy, EffectState


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece on a card. `elsewhere`: public cards on which the same piece serves; `same_file`: other pieces, on public cards,
    whose file is byte for byte the same: a duplicate, told openly."""

    use: PieceUse
    elsewhere: list[Effect] = field(default_factory=list)
    same_file: list[PieceUse] = field(default_factory=list)

    @property
    def piece(self) -> Piece:
        return self.use.piece

    @property
    def has_run_out(self) -> bool:
        day = self.piece.expires_on
        return day is not None and day < timezone.localdate()

    @property
    def shows_it(self) -> bool:
        """Judged adequate by the other party and still in force."""
        return self.use.adequacy == Adequacy.ADEQUATE and not self.has_run_out


def evidence_of(effect: Effect) -> list[Shown]:
    """What was taken back is not shown. Three queries, however many pieces."""
    uses = list(_with_piece(effect.evidence.filter(removed_at=None)))
    others = PieceUse.objects.filter(removed_at=None, effect__in=Effect.objects.public()).exclude(effect=effect)
    elsewhere: dict[int, list[Effect]] = defaultdict(list)
    for row in others.filter(piece__in=[use.piece_id for use in uses]).select_related("effect"):
        elsewhere[row.piece_id].append(row.effect)
    twins: dict[str, list[PieceUse]] = defaultdict(list)
    hashes = [use.piece.file_sha256 for use in uses if use.piece.file_sha256]
    for row in _with_piece(_twins(effect, hashes)) if hashes else []:
        twins[row.piece.file_sha256].append(row)
    return [
        Shown(use, elsewhere[use.piece_id], [row for row in twins[use.piece.file_sha256] if row.piece_id != use.piece_id])
        for use in uses
    ]


def _twins(effect: Effect, hashes: Iterable[str]) -> QuerySet[PieceUse]:
    """On this card, or on public ones."""
    seen = Q(effect=effect) | Q(effect__in=Effect.objects.public())
    return PieceUse.objects.filter(seen, removed_at=None, piece__file_sha256__in=list(hashes))


def _with_piece(rows: QuerySet[PieceUse]) -> QuerySet[PieceUse]:
    return rows.select_related(
        "piece__giver_post", "piece__giver_organisation", "piece__survey", "effect", "measurement__measure__indicator"
    )


def _missing() -> Refused:
    return Refused("not_found", _("There is no such row, or you may not see it."), hidden=True)


def use_for(by: Actor, pk: int) -> PieceUse:
    """Of a card the actor may know of. Raises Refused(hidden)."""
    found = _with_piece(PieceUse.objects.filter(effect__in=Effect.objects.visible_to(by), pk=pk)).first()
    if found is None:
        raise _missing()
    return found


def piece_for(by: Actor, pk: int) -> Piece:
    """A piece that stands on a card the actor may know of."""
    uses = PieceUse.objects.filter(effect__in=Effect.objects.visible_to(by), removed_at=None)
    found = Piece.objects.filter(pk=pk, uses__in=uses).first()
    if found is None:
        raise _missing()
    return found


def own_pieces(by: Actor, effect: Effect) -> list[Piece]:
    """What the actor's side gave to other cards and has not run out: it may serve here too. The newest first."""
    own = Q(giver_post_id=by.post_id) if by.is_official else Q(giver_organisation_id=by.organisation_id)
    here = effect.evidence.filter(removed_at=None, measurement=None).values("piece")
    rows = Piece.objects.filter(own, expired_at=None).exclude(pk__in=here)
    return list(rows.order_by("-pk")[:50])


def to_judge(by: Actor) -> list[PieceUse]:
    """On published cards of the actor's side, given by the other one and not judged yet."""
    rows = PieceUse.objects.filter(
        effect__in=Effect.objects.of_party(by), effect__state=EffectState.PUBLISHED, removed_at=None,
        adequacy=Adequacy.WAITING,
    )  # fmt: skip
    own = Q(piece__giver_post=F("effect__post")) if by.is_official else Q(piece__giver_organisation=F("effect__organisation"))
    found = rows.exclude(own).select_related("piece", "effect").prefetch_related("effect__texts").order_by("added_at", "pk")
    return [use for use in found if may_judge_piece(by, use)]
