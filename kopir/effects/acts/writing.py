"""Beginning a card, from a matter, an adoption, a duty or from nothing, and writing it. Drafts are kept as one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.idents import hide_personal_numbers
from kopir.effects import rules, telling
from kopir.effects.flow import EFFECT
from kopir.effects.models import TEXTS, Effect, EffectText, Piece
from kopir.effects.words import EffectOf, EffectState, Party
from kopir.interactions.models import Matter
from kopir.interactions.words import NOT_RECEIVED
from kopir.journal.acts import Draft, act
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.posts.queries import responsible_post
from kopir.practices.models import Adoption
from kopir.regulation.models import Obligation
from kopir.regulation.words import ObligationState
from kopir.sectors.models import Sector
from kopir.territories.models import Territory

ABOUT = (
    "sector", "territory", "organisation", "post", "starts_on", "ends_on", "people_planned", "no_measure_until",
)  # fmt: skip
LATER = ("did", "changed", "gained", "otherwise", "no_measure_because", "ends_on", "no_measure_until")
"""What is still written on a published card. The rest is the plan: it stays as it was published."""
SHORT = {"title": 200, "need_source": 500}


# ---- Beginning -----------------------------------------------------------------------------------------------------


def draft(
    *,
    by: Actor,
    title: str,
    language: str,
    sector: Sector,
    territory: Territory,
    organisation: Organisation | None = None,
    post: Post | None = None,
    is_demonstration: bool = False,
) -> Effect:
    """Of a project. `organisation` or `post`: the other side; an organisation that names no post gets the one that answers
    for the place and sector."""
    effect = Effect(of=EffectOf.PROJECT, language=language, sector=sector, territory=territory, is_demonstration=is_demonstration)
    with act(rules.may_draft, by=by, subject=effect) as entry:
        _set_parties(effect, by, organisation, post)
        _begin(effect, entry, {"title": title})
    return effect


def _set_parties(effect: Effect, by: Actor, organisation: Organisation | None, post: Post | None) -> None:
    """The actor's own side is always the actor's own."""
    if by.is_official:
        effect.begun_by, effect.post_id, effect.organisation = Party.POST, by.post_id, organisation
    else:
        effect.begun_by, effect.organisation_id = Party.ORGANISATION, by.organisation_id
        assert effect.territory is not None
        effect.post = post or answers_for(effect.territory, effect.sector)


def answers_for(territory: Territory, sector: Sector | None) -> Post:
    """The post that is the other party of an organisation's card of this place and sector. Raises Refused when none is."""
    route = responsible_post(territory, sector)
    if route is None:
        words = _("No post answers for this place and sector, so nobody could confirm the effect.")
        raise Refused("no_post", words, field="territory")
    return route.post


def _begin(effect: Effect, entry: Draft, words: Mapping[str, str]) -> None:
    effect.save()
    effect.ref = f"E-{effect.pk:04}"
    effect.save(update_fields=["ref"])
    text = EffectText(effect=effect, language=effect.language)
    text.set_words(_clean(words))
    text.save()
    entry.also(text)


def _clean(words: Mapping[str, str]) -> dict[str, str]:
    """Nobody's personal number is kept here."""
    cleaned = {name: hide_personal_numbers(words[name].strip())[0] for name in TEXTS if name in words}
    return {name: value[: SHORT.get(name, 20_000)] for name, value in cleaned.items()}


def _demand_first(found: Effect | None) -> None:
    if found is not None:
        words = _("A card names the effect of it already: %(ref)s.") % {"ref": found.journal_label}
        raise Refused("named_already", words, _("The two parties write on that card."))


def draft_from_matter(matter: Matter, *, by: Actor, is_demonstration: bool = False) -> Effect:
    """One click: need, people and what was done, in the matter's own words; parties are its author and its post."""
    effect = Effect(
        of=EffectOf.MATTER, matter=matter, language=matter.language, sector=matter.sector, territory=matter.territory,
        people_planned=matter.people_concerned, is_demonstration=is_demonstration or matter.is_demonstration,
    )  # fmt: skip
    with act(rules.may_draft, by=by, subject=effect, parent=matter) as entry:
        _demand_party_of(matter, by)
        _demand_first(Effect.objects.filter(matter=matter).first())
        assert matter.accountable is not None
        _set_parties(effect, by, matter.author, matter.accountable)
        _begin(effect, entry, _words_of(matter))
    return effect


def _demand_party_of(matter: Matter, by: Actor) -> None:
    authors = {matter.author_id, *matter.joined_matters.values_list("author_id", flat=True)}
    party = (by.is_official and by.post_id == matter.accountable_id) or (by.is_member and by.organisation_id in authors)
    if not party:
        raise Refused("not_party", _("The effect is named by those who took part in the matter."))
    if not matter.is_public:
        words = _("The matter is restricted, so its words may not be published.")
        raise Refused("restricted", words, _("Write the card from nothing."))
    if matter.state in NOT_RECEIVED:
        raise Refused("not_received", _("The matter is not sent yet."))


def _words_of(matter: Matter) -> dict[str, str]:
    """Nothing is invented: each field holds what a party wrote."""
    outcome = matter.outcomes.order_by("round").last()
    told = outcome.statement if outcome is not None and outcome.language == matter.language else ""
    return {
        "title": matter.title,
        "need": matter.text,
        "need_source": matter.number or "",
        "people": matter.for_whom,
        "did": told,
    }


def draft_from_adoption(adoption: Adoption, *, by: Actor, is_demonstration: bool = False) -> Effect:
    """The need is the practice's own problem, when its card has it in the language of the adoption."""
    card = adoption.card
    effect = Effect(
        of=EffectOf.ADOPTION, adoption=adoption, language=adoption.language, sector=card.sector, territory=adoption.territory,
        starts_on=adoption.started_on, is_demonstration=is_demonstration or adoption.is_demonstration,
    )  # fmt: skip
    with act(rules.may_draft, by=by, subject=effect, parent=card) as entry:
        if adoption.who.pk != (by.post_id if by.is_official else by.organisation_id):
            raise Refused("not_party", _("The effect of an adoption is named by whoever adopted the practice."))
        _demand_first(Effect.objects.filter(adoption=adoption).first())
        _set_parties(effect, by, None, None)
        text = card.text_in(adoption.language)
        same = text is not None and text.language == adoption.language
        words = {"title": str(text.title), "need": text.problem, "people": text.people} if text and same else {}
        _begin(effect, entry, {**words, "did": adoption.changed})
    return effect


def draft_from_duty(
    obligation: Obligation, *, by: Actor, organisation: Organisation | None = None, language: str = "kk",
    is_demonstration: bool = False,
) -> Effect:  # fmt: skip
    """Of a duty that is done; its post writes and names the organisation that can say what came of it. A duty may be done before
    its period begins."""
    began = min(obligation.period_start, obligation.done_on or obligation.period_start)
    effect = Effect(
        of=EffectOf.DUTY, obligation=obligation, language=language, territory=obligation.post.territory,
        starts_on=began, ends_on=obligation.done_on, is_demonstration=is_demonstration,
    )  # fmt: skip
    with act(rules.may_draft, by=by, subject=effect, parent=obligation) as entry:
        if not (by.is_official and by.post_id == obligation.post_id):
            raise Refused("not_party", _("The effect of a duty is named by whoever holds its post."))
        if obligation.state != ObligationState.DONE:
            raise Refused("not_done", _("The duty is not done yet."))
        _demand_first(Effect.objects.filter(obligation=obligation).first())
        _set_parties(effect, by, organisation, None)
        _begin(effect, entry, {"title": obligation.duty.name(language).text})
    return effect


# ---- Writing -------------------------------------------------------------------------------------------------------


def write(
    effect: Effect,
    *,
    by: Actor,
    language: str = "",
    words: Mapping[str, str] | None = None,
    about: Mapping[str, Any] | None = None,
) -> Effect:
    """Sets what is given and leaves the rest. On a published card only what came later may change, and an empty field may be
    filled (a translation); confirmations of the old words lapse. Nothing changed: nothing is written."""
    given = _clean(words or {})
    facts = {name: value for name, value in (about or {}).items() if name in ABOUT}
    if not _changes(effect, language, given, facts):
        rules.may_write(by, effect).demand()
        return effect
    with act(rules.may_write, by=by, subject=effect) as entry:
        _demand_later(effect, language, given, facts)
        if given:
            _write_text(effect, entry, language, given)
        for name, value in facts.items():
            if not _is_own_side(effect, name):
                setattr(effect, name, value)
        effect.save()
    return effect


def _is_own_side(effect: Effect, name: str) -> bool:
    """Nobody writes a card in another's name."""
    return name == effect.begun_by


def _changes(effect: Effect, language: str, words: Mapping[str, str], about: Mapping[str, Any]) -> bool:
    text = effect.texts.filter(language=language).first() if words else None
    if any(value != getattr(text, name, "") for name, value in words.items()):
        return True
    return any(getattr(effect, name) != value for name, value in about.items() if not _is_own_side(effect, name))


def _demand_later(effect: Effect, language: str, words: Mapping[str, str], about: Mapping[str, Any]) -> None:
    if effect.state == EffectState.DRAFT:
        return
    text = effect.texts.filter(language=language).first()
    before = {name: getattr(text, name, "") for name in words} | {name: getattr(effect, name) for name in about}
    for name, value in {**words, **about}.items():
        if name not in LATER and value != before[name] and before[name] not in ("", None):
            said = _("What was published as the plan is not changed any more: it is what the effect is measured by.")
            raise Refused("published", said, _("Withdraw the card and begin another."), field=name)


def _write_text(effect: Effect, entry: Draft, language: str, words: Mapping[str, str]) -> None:
    text = effect.texts.filter(language=language).first()
    if text is None:
        text = EffectText(effect=effect, language=language)
        entry.also(text)
    else:
        entry.watch(text)
        if text.changed and words.get("changed", text.changed) != text.changed:
            effect.confirmations.filter(lapsed_at=None).update(lapsed_at=timezone.now())
    text.set_words(dict(words))
    text.save()


def discard(effect: Effect, *, by: Actor) -> None:
    """A draft that nobody published may go altogether; what the journal said of it stays closed."""
    with act(rules.may_discard, by=by, subject=effect) as entry:
        _demand_empty(effect)
        number = effect.pk
        pieces = list(effect.evidence.values_list("piece", flat=True))
        effect.delete()
        Piece.objects.filter(pk__in=pieces, uses=None).delete()
        effect.pk = number  # the entry still names it
        entry.is_open = False


def _demand_empty(effect: Effect) -> None:
    """What was measured or asked is kept: others worked on it."""
    if effect.measures.filter(measurements__isnull=False).exists() or effect.surveys.exists():
        words = _("Measurements or a survey hang on this card, so it is not thrown away.")
        raise Refused("has_measurements", words, _("Publish it; it may be withdrawn with a reason afterwards."))


# ---- Publishing ----------------------------------------------------------------------------------------------------


def lacking(effect: Effect) -> list[str]:
    """Names of what is still missing before the card can be published; `measures` when it neither measures anything nor says
    why it cannot yet."""
    text = effect.texts.filter(language=effect.language).first()
    found = [name for name in ("title", "need", "need_source", "people") if not getattr(text, name, "")]
    found += [name for name in ("sector", "territory", "organisation", "post", "starts_on") if not getattr(effect, name)]
    if not effect.chain.filter(level__gte=4).exists():
        found.append("chain")
    says_why = text is not None and text.no_measure_because and effect.no_measure_until
    if not says_why and not effect.measures.exists():
        found.append("measures")
    return found


def publish(effect: Effect, *, by: Actor) -> Effect:
    """From now on everybody reads it; need, people, chain and targets stay as they are."""
    with act(rules.may_publish, by=by, subject=effect):
        if lacking(effect):
            words = _("Something is still missing on the card.")
            raise Refused("lacking", words, _("The page of the card lists what."))
        EFFECT.move(effect, "publish")
        effect.published_at = timezone.now()
        effect.save()
        telling.tell_published(effect)
    return effect


def withdraw(effect: Effect, *, by: Actor, reason: str) -> Effect:
    """Its address stays and says why it was withdrawn."""
    with act(rules.may_withdraw, by=by, subject=effect, reason=reason):
        if len(reason.strip()) < 3:
            raise Refused("no_reason", _("Say why, in a sentence."), field="reason")
        EFFECT.move(effect, "withdraw")
        effect.withdrawn_because = reason.strip()[:2000]
        effect.save()
    return effect
