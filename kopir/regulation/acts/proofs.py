"""A proof given by hand is checked by a second person. Evidence may expire; then the duty is to be done again."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import SYSTEM, Actor
from kopir.base.errors import Refused
from kopir.base.files import Upload, store
from kopir.base.idents import kept_words
from kopir.journal.acts import act
from kopir.regulation import rules
from kopir.regulation.acts.obligations import make_due_again, note
from kopir.regulation.flow import OBLIGATION, PROOF
from kopir.regulation.models import Obligation, Proof
from kopir.regulation.telling import tell_checkers, tell_expired, tell_returned
from kopir.regulation.words import Mapping, ObligationState, ProofKind, ProofState


def prove(
    obligation: Obligation,
    *,
    by: Actor,
    kind: ProofKind,
    words: str = "",
    url: str = "",
    number: str = "",
    dated_on: date | None = None,
    upload: Upload | None = None,
) -> Proof:
    """Give a proof: a file, the address of a page, or the number and date of a document or minutes."""
    proof = Proof(obligation=obligation, kind=kind, url=url.strip(), number=number.strip(), dated_on=dated_on)
    with act(rules.may_prove, by=by, subject=proof, parent=obligation, permit_on=obligation) as entry:
        _demand_provable(obligation)
        _demand_something(proof, upload)
        if upload is not None:
            _keep(proof, upload)
        proof.words = kept_words(words, 1000)
        proof.given_by_id, proof.giver, proof.given_at = by.post_id, by.person_id, timezone.now()
        proof.save()
        entry.fact(duty=obligation.duty.names)
        tell_checkers(proof)
    return proof


def _demand_provable(obligation: Obligation) -> None:
    """Read afresh: another proof may have been accepted meanwhile."""
    fresh = Obligation.objects.select_for_update().get(pk=obligation.pk)
    if not OBLIGATION.may(fresh.state, "prove"):
        raise OBLIGATION.refusal(fresh.state, "prove")


def _demand_something(proof: Proof, upload: Upload | None) -> None:
    wanted = {
        ProofKind.FILE: (upload is not None, "upload", _("Choose a file.")),
        ProofKind.LINK: (bool(proof.url), "url", _("Write the address of the page.")),
        ProofKind.DOCUMENT: (bool(proof.number), "number", _("Write the number of the document.")),
    }
    if proof.kind not in wanted:
        raise Refused("kind", _("Choose what shows that it was done."), field="kind")
    is_there, field, words = wanted[ProofKind(proof.kind)]
    if not is_there:
        raise Refused("nothing_shown", words, field=field)
    if proof.kind == ProofKind.DOCUMENT and proof.dated_on is None:
        raise Refused("nothing_shown", _("Write the date of the document."), field="dated_on")


def _keep(proof: Proof, upload: Upload) -> None:
    kept = store(upload)
    proof.file_name, proof.file_sha256 = kept.name, kept.sha256
    proof.file_size, proof.file_mime = kept.size, kept.mime


def check_proof(proof: Proof, *, by: Actor, accepted: bool, reason: str = "") -> Proof:
    """The second person accepts it, and the duty is done on the day on which the proof was given; or returns it and says
    what is lacking."""
    obligation = proof.obligation
    with act(rules.may_check_proof, by=by, subject=proof, parent=obligation, reason=reason) as entry:
        PROOF.move(proof, "accept" if accepted else "return")
        proof.checked_by_id, proof.checker, proof.checked_at = by.post_id, by.person_id, timezone.now()
        proof.reason = reason.strip()[:1000] if accepted else _lacking(reason)
        entry.watch(obligation)
        if accepted:
            _accept(proof, obligation)
        proof.save()
        entry.fact(duty=obligation.duty.names)
        if not accepted:
            tell_returned(proof)
    return proof


def _lacking(reason: str) -> str:
    if len(reason.strip()) < 3:
        raise Refused("no_reason", _("Say what is lacking, in a sentence."), field="reason")
    return reason.strip()[:1000]


def _accept(proof: Proof, obligation: Obligation) -> None:
    """A second proof of what is done already is kept beside the first."""
    day, lasts = timezone.localdate(proof.given_at), obligation.duty.evidence_days
    proof.expires_on = day + timedelta(days=lasts) if lasts else None
    if proof.mapping == Mapping.WHOLE and obligation.state != ObligationState.DONE:
        OBLIGATION.move(obligation, "prove")
        obligation.done_on, obligation.waived_until = day, None
        obligation.save()


def expire_proofs(*, by: Actor = SYSTEM) -> int:
    """Evidence that has run out. When no other proof holds, the duty is to be done again, and the post is told."""
    today = timezone.localdate()
    with transaction.atomic():
        rules.may_expire_proofs(by, None).demand()
        rows = Proof.objects.filter(state=ProofState.ACCEPTED, expires_on__lt=today)
        proofs = list(rows.select_related("obligation__duty", "obligation__post"))
        for proof in proofs:
            PROOF.move(proof, "expire")
        Proof.objects.bulk_update(proofs, ["state"], batch_size=500)
        held = _held_by_others(proofs)
        bare = {proof.obligation_id: proof for proof in proofs if proof.obligation_id not in held}
        make_due_again([proof.obligation for proof in bare.values()], "expire")
        if proofs:
            note(rules.may_expire_proofs, by, expired=len(proofs))
            tell_expired(bare.values())
    return len(proofs)


def _held_by_others(proofs: list[Proof]) -> set[int]:
    """Obligations that another accepted proof still holds, or that are not done in any case."""
    ids = [proof.obligation_id for proof in proofs]
    whole = Proof.objects.filter(obligation__in=ids, state=ProofState.ACCEPTED, mapping=Mapping.WHOLE)
    others = {proof.obligation_id for proof in proofs if proof.obligation.state != ObligationState.DONE}
    return others | set(whole.values_list("obligation", flat=True))
