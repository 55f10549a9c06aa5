"""Functions of departments and the duties they look like: proposed by likeness, judged by a person, remembered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.bulk import insert
from kopir.base.errors import Refused
from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.journal.acts import act
from kopir.regulation import rules
from kopir.regulation.difference import texts_of
from kopir.regulation.likeness import ENOUGH, Weights, closest
from kopir.regulation.models import Duty, FunctionLink, Norm, NormVersion, Provision, in_force_duties
from kopir.regulation.queries.norms import texts_on
from kopir.regulation.words import LinkState, NormKind

MOST_SHARED = 12


def judge_link(link: FunctionLink, state: LinkState, *, by: Actor) -> FunctionLink:
    """Same work or different work; a link that nobody proposed is made by this. It is remembered and not proposed again."""
    with act(rules.may_judge_link, by=by, subject=link, parent=link.norm) as entry:
        link.state, link.judged_by, link.judged_at = state, said_by(by), timezone.now()
        link.save()
        duty = Duty.objects.filter(code=link.duty_code).order_by("-starts_on").first()
        entry.fact(
            body=link.norm.scope.names if link.norm.scope else {},
            duty=duty.names if duty else {"en": link.duty_code},
            judgement=in_all_languages(link.get_state_display()),
            address=link.address,
        )
    return link


def link_by_hand(duty_code: str, norm: Norm, address: str, *, by: Actor) -> FunctionLink:
    """The same work in other words, which likeness could not find."""
    if (norm.pk, address) not in texts_on([norm.pk], timezone.localdate()):
        raise Refused("no_provision", _("There is no such address in the text in force today."), field="address")
    known = FunctionLink.objects.filter(duty_code=duty_code, norm=norm, address=address).first()
    return judge_link(known or FunctionLink(duty_code=duty_code, norm=norm, address=address), LinkState.SAME, by=by)


def said_by(by: Actor) -> str:
    """For which post somebody judged, in the state language, or the code of the role; the name is in the journal."""
    labels = by.labels
    return (labels.get("kk") or labels.get("ru") or str(by.role))[:300]


def propose_for(version: NormVersion) -> int:
    """Links of a body's functions with the duties that are like them; part of the act that publishes the version.

    What was judged stays; what was only proposed and is not alike any more goes. Gives the number of links that are new.
    """
    rows = [row for row in version.provisions.all() if not row.is_heading]
    duties = _duties(max(version.starts_on, timezone.localdate()))
    return _propose({(version.norm_id, row.address): row for row in rows}, duties, {version.norm_id})


def propose_anew(duty: Duty) -> int:
    """The same for a duty that is new or reads otherwise, over the functions of all bodies that are in force."""
    norms = set(_function_norms())
    rows = texts_on(norms, timezone.localdate())
    FunctionLink.objects.filter(duty_code=duty.code, state=LinkState.PROPOSED).delete()
    return _propose({key: row for key, row in rows.items() if not row.is_heading}, [duty], set())


def _function_norms() -> Iterable[int]:
    return Norm.objects.filter(kind=NormKind.FUNCTIONS).values_list("pk", flat=True)


def _duties(on: date) -> list[Duty]:
    return list(Duty.objects.filter(in_force_duties(on)))


def _propose(rows: dict[tuple[int, str], Provision], duties: list[Duty], anew: set[int]) -> int:
    FunctionLink.objects.filter(norm_id__in=anew, state=LinkState.PROPOSED).delete()
    weights = _weights(rows.values(), duties)
    codes = [duty.code for duty in duties]
    known = set(FunctionLink.objects.filter(duty_code__in=codes).values_list("duty_code", "norm_id", "address"))
    links = []
    for (norm_id, address), row in rows.items():
        said = texts_of(row)
        for duty in duties:
            found = closest(duty.names, said, weights)
            if found.score >= ENOUGH and (duty.code, norm_id, address) not in known:
                shared = list(found.shared[:MOST_SHARED])
                links.append(
                    FunctionLink(duty_code=duty.code, norm_id=norm_id, address=address, likeness=found.score, shared=shared)
                )
    insert(links)
    return len(links)


def _weights(rows: Iterable[Provision], duties: list[Duty]) -> dict[str, Weights]:
    """How rare words are among all duties and these functions."""
    every = [texts_of(row) for row in rows] + [duty.names for duty in Duty.objects.all()]
    return {code: Weights(text[code] for text in every if text.get(code)) for code in LANGUAGES}
