"""Evidence: given to a card, used again by another one, judged by the party that did not give it, taken back, run out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.files import Upload, store
from kopir.base.idents import hide_personal_numbers
from kopir.base.tongue import in_all_languages
from kopir.effects import rules, telling
from kopir.effects.models import Effect, Measurement, Piece, PieceUse, Survey
from kopir.effects.photos import without_place
from kopir.effects.words import Adequacy, Party, PieceKind
from kopir.journal.acts import act
from kopir.practices.acts.evidence import demand_dates

PICTURES = ("image/jpeg", "image/png", "image/webp")


def give_piece(
    effect: Effect,
    *,
    by: Actor,
    kind: PieceKind,
    words: str,
    language: str,
    dated_on: date,
    expires_on: date | None = None,
    url: str = "",
    number: str = "",
    upload: Upload | None = None,
    keeps_place: bool = False,
    survey: Survey | None = None,
    measurement: Measurement | None = None,
) -> PieceUse:
    """A new piece on the card, for the whole effect or for one measurement. Of a photo place and time are stripped unless
    `keeps_place`."""
    piece = Piece(
        kind=kind, language=language, dated_on=dated_on, expires_on=expires_on, url=url, number=number.strip(), survey=survey,
        is_demonstration=effect.is_demonstration,
    )  # fmt: skip
    use = PieceUse(effect=effect, measurement=measurement)
    with act(rules.may_give_piece, by=by, subject=use, parent=effect, permit_on=effect) as entry:
        _demand_piece(piece, words, upload)
        _demand_of_card(effect, measurement, survey)
        piece.words = hide_personal_numbers(words.strip())[0][:500]
        piece.giver_post_id = by.post_id if by.is_official else None
        piece.giver_organisation_id = by.organisation_id if by.is_member else None
        if upload is not None:
            _keep(piece, upload, keeps_place)
        piece.save()
        use.piece = piece
        use.save()
        entry.also(piece)
        telling.tell_to_judge(use, by)
    return use


_SHOWS: Mapping[str, Any] = {
    PieceKind.LINK: ("url", "no_url"),
    PieceKind.NUMBER: ("number", "no_number"),
    PieceKind.SURVEY: ("survey", "no_survey"),
}


def _demand_piece(piece: Piece, words: str, upload: Upload | None) -> None:
    if not words.strip():
        raise Refused("no_words", _("Say in a sentence what it shows."), field="words")
    if piece.kind in (PieceKind.FILE, PieceKind.PHOTO):
        if upload is None:
            raise Refused("no_file", _("Attach the file."), field="upload")
    else:
        field, code = _SHOWS[piece.kind]
        if not getattr(piece, field):
            said = _("Give what is to be looked at: the address of the page, the number of the document, or the survey.")
            raise Refused(code, said, field=field)
    demand_dates(piece.dated_on, piece.expires_on)


def _demand_of_card(effect: Effect, measurement: Measurement | None, survey: Survey | None) -> None:
    """What belongs to another card does not show anything of this one."""
    strange = (measurement is not None and measurement.measure.effect_id != effect.pk) or (
        survey is not None and survey.effect_id != effect.pk
    )
    if strange:
        raise Refused("other_card", _("It belongs to another card."))


def _keep(piece: Piece, upload: Upload, keeps_place: bool) -> None:
    photo = piece.kind == PieceKind.PHOTO
    kept = store(without_place(upload) if photo and not keeps_place else upload)
    if photo and kept.mime not in PICTURES:
        raise Refused("no_picture", _("A photo is a JPEG, PNG or WebP file."), field="upload")
    piece.file_name, piece.file_sha256 = kept.name, kept.sha256
    piece.file_size, piece.file_mime = kept.size, kept.mime
    piece.keeps_place = photo and keeps_place


def use_piece(piece: Piece, effect: Effect, *, by: Actor, measurement: Measurement | None = None) -> PieceUse:
    """A piece that the actor's side gave elsewhere, or that stands on this card already, serves here too."""
    use = PieceUse(piece=piece, effect=effect, measurement=measurement)
    with act(rules.may_give_piece, by=by, subject=use, parent=effect, permit_on=effect):
        own = by.organisation_id == piece.giver_organisation_id if by.is_member else by.post_id == piece.giver_post_id
        if not own and not effect.evidence.filter(piece=piece, removed_at=None).exists():
            raise Refused("not_own", _("Only what your side gave can be used again."))
        _demand_of_card(effect, measurement, None)
        if effect.evidence.filter(piece=piece, measurement=measurement, removed_at=None).exists():
            raise Refused("there_already", _("It stands there already."))
        use.save()
        telling.tell_to_judge(use, by)
    return use


def take_back_piece(use: PieceUse, *, by: Actor) -> Effect:
    """From this card alone; the piece stays where else it serves."""
    with act(rules.may_take_back_piece, by=by, subject=use, parent=use.effect):
        use.removed_at = timezone.now()
        use.save()
    return use.effect


def judge_piece(use: PieceUse, *, by: Actor, adequacy: Adequacy, judgement: str = "") -> PieceUse:
    """Does it show what it is said to show? “Weak” and “does not show it” say why; the giver is told."""
    with act(rules.may_judge_piece, by=by, subject=use, parent=use.effect) as entry:
        if adequacy == Adequacy.WAITING:
            raise Refused("no_answer", _("Say whether it shows it."), field="adequacy")
        if adequacy != Adequacy.ADEQUATE and not judgement.strip():
            raise Refused("no_words", _("Say in a sentence why."), field="judgement")
        party = rules.party_of(by, use.effect)
        use.adequacy, use.judged_by, use.judged_at = adequacy, party or Party.POST, timezone.now()
        use.judgement = hide_personal_numbers(judgement.strip())[0][:500]
        use.save()
        entry.fact(answer=in_all_languages(Adequacy(adequacy).label))
        telling.tell_judged(use)
    return use


def expire_pieces(*, by: Actor = SYSTEM) -> int:
    """Evidence that has run out, one entry a piece; the cards on which it stands are told."""
    rows = Piece.objects.filter(expired_at=None, expires_on__lt=timezone.localdate()).order_by("pk")
    found = list(rows)
    for piece in found:
        with act(rules.may_expire_pieces, by=by, subject=piece):
            piece.expired_at = timezone.now()
            piece.save()
            for use in piece.uses.filter(removed_at=None).select_related("effect__post", "effect__organisation"):
                telling.tell_expired(use)
    return len(found)
