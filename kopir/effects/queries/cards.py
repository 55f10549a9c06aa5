"""Lists of effect cards, one card with everything on it, and the export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from kopir.base.actors import Actor
from kopir.base.errors import Refused
from kopir.base.fields import with_names
from kopir.base.fold import fold
from kopir.effects.models import ChainStep, Confirmation, Effect, EffectText, Gain, Goal, Indicator, Money
from kopir.effects.words import PUBLIC, Agreed, EffectState, Party, Tested
from kopir.interactions.models import Matter
from kopir.journal.acts import content_of
from kopir.journal.queries import story_of
from kopir.journal.sentences import sentence
from kopir.practices.models import Adoption
from kopir.regulation.models import Obligation
from kopir.territories.models import Territory, inside

SHOWN = ("sector", "territory", "post__organisation", "organisation")
BESIDE = (
    "sector__code", "sector__order", "sector__short_kk", "sector__short_ru", "sector__short_en", "organisation__ref", "post__ref",
    "matter__number", "matter__visibility", "matter__state",
)  # fmt: skip
HOUR = timedelta(hours=1)
UNSAID = "unsaid"
"""A filter's value: the other party has not spoken."""


@dataclass(frozen=True, slots=True)
class EffectFilter:
    """What the list is narrowed to; every field may be left empty. Without a state withdrawn cards are left out. `said`: the
    newest word of the party that did not write the card, or UNSAID."""

    territory: Territory | None = None
    sector: str = ""
    of: str = ""
    state: str = ""
    said: str = ""
    organisation: str = ""
    post: str = ""
    text: str = ""

    def condition(self) -> Q:
        found = Q(state=self.state) if self.state in PUBLIC else ~Q(state=EffectState.WITHDRAWN)
        if self.territory is not None:
            found &= inside("territory", self.territory)
        pairs = (
            ("sector__code", self.sector), ("of", self.of), ("organisation__ref", self.organisation), ("post__ref", self.post),
        )  # fmt: skip
        for field, value in pairs:
            if value:
                found &= Q(**{field: value})
        for word in fold(self.text).split()[:8]:
            found &= Q(pk__in=EffectText.objects.filter(folded__contains=word).values("effect"))
        return found

    def apply(self, rows: QuerySet[Effect]) -> QuerySet[Effect]:
        rows = rows.filter(self.condition())
        if self.said:
            rows = rows.annotate(said=other_word()).filter(said=None if self.said == UNSAID else self.said)
        return rows


def other_word() -> Subquery:
    """The newest word that still counts of the party that did not write the card."""
    rows = Confirmation.objects.filter(effect=OuterRef("pk"), lapsed_at=None)
    rows = rows.exclude(party=OuterRef("begun_by")).exclude(party=Party.PEOPLE)
    return Subquery(rows.order_by("-pk").values("agreed")[:1])


def _missing() -> Refused:
    return Refused("not_found", _("There is no such effect card, or you may not see it."), hidden=True)


def shown(rows: QuerySet[Effect]) -> QuerySet[Effect]:
    """With what a line of a list needs."""
    named = with_names(_counted(rows), "sector", "territory", "post", "post__organisation", "organisation", also=BESIDE)
    return named.select_related("matter")


def _counted(rows: QuerySet[Effect]) -> QuerySet[Effect]:
    """`said` and `tenge` come with the same query."""
    tenge = Money.objects.filter(effect=OuterRef("pk")).order_by().values("effect").annotate(sum=Sum("tenge")).values("sum")
    return rows.annotate(said=other_word(), tenge=Subquery(tenge)).prefetch_related("texts")


def list_effects(narrowed: EffectFilter = EffectFilter(), *, after: int | None = None, limit: int = 24) -> list[Effect]:
    """Public cards, the newest first. `after`: the id of the last one seen."""
    rows = narrowed.apply(Effect.objects.public())
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(shown(rows).order_by("-pk")[:limit])


def count_effects(narrowed: EffectFilter = EffectFilter()) -> int:
    return narrowed.apply(Effect.objects.public()).count()


def count_by_word(narrowed: EffectFilter = EffectFilter()) -> dict[str, int]:
    """Public cards by what the other party says: codes of `Agreed`, and UNSAID."""
    rows = narrowed.apply(Effect.objects.public()).annotate(word=other_word()).values_list("word", flat=True)
    counts = dict.fromkeys([*Agreed.values, UNSAID], 0)
    for word in rows:
        counts[word or UNSAID] += 1
    return counts


def own_effects(by: Actor) -> list[Effect]:
    """All cards of which the actor's side is a party, drafts first."""
    rows = shown(Effect.objects.of_party(by)).order_by("-updated_at")
    return sorted(rows, key=lambda effect: effect.state != EffectState.DRAFT)


def effect_for(by: Actor, ref: str) -> Effect:
    """The card with this reference, if the actor may know of it. Raises Refused(hidden)."""
    rows = _counted(Effect.objects.visible_to(by).filter(ref=ref))
    rows = rows.select_related(*SHOWN, "matter", "adoption__card", "obligation__duty")
    found = rows.prefetch_related("chain", "money", "confirmations").first()
    if found is None:
        raise _missing()
    return found


def effect_of(by: Actor, matter: Matter) -> Effect | None:
    """The card that names the effect of a matter, when the actor may see it."""
    return Effect.objects.visible_to(by).filter(matter=matter).prefetch_related("texts").first()


def effects_of_adoptions(by: Actor, adoptions: Iterable[Adoption]) -> list[Effect]:
    rows = Effect.objects.visible_to(by).filter(adoption__in=[row.pk for row in adoptions])
    return list(shown(rows).order_by("pk"))


def effect_of_duty(by: Actor, obligation: Obligation) -> Effect | None:
    return Effect.objects.visible_to(by).filter(obligation=obligation).prefetch_related("texts").first()


def words_of_sides(effect: Effect) -> list[tuple[Party, Confirmation | None]]:
    """The newest word of each side that still counts; a side that has not spoken stands there with nothing."""
    newest: dict[str, Confirmation] = {}
    for row in effect.confirmations.all():
        if row.lapsed_at is None:
            newest.setdefault(row.party, row)
    people = [Party.PEOPLE] if Party.PEOPLE in newest else []
    return [(side, newest.get(side)) for side in (Party.POST, Party.ORGANISATION, *people)]


def gains_of(effect: Effect) -> list[Gain]:
    return list(effect.gains.select_related("goal", "indicator", "indicator__goal"))


def gain_for(by: Actor, pk: int) -> Gain:
    found = Gain.objects.filter(effect__in=Effect.objects.visible_to(by), pk=pk).select_related("effect").first()
    if found is None:
        raise _missing()
    return found


def step_for(by: Actor, pk: int) -> ChainStep:
    found = ChainStep.objects.filter(effect__in=Effect.objects.visible_to(by), pk=pk).select_related("effect").first()
    if found is None:
        raise _missing()
    return found


def has_cards(by: Actor) -> bool:
    """Whether the actor's side is a party of any card: without one nothing of cards can wait for it."""
    return Effect.objects.of_party(by).exists()


def assumptions_due(by: Actor) -> list[ChainStep]:
    """Assumptions of own published cards whose day has come and that nobody tested, the oldest first."""
    rows = ChainStep.objects.filter(
        effect__in=Effect.objects.of_party(by), effect__state=EffectState.PUBLISHED, tested=Tested.OPEN,
        test_on__lte=timezone.localdate(),
    ).exclude(assumption="")  # fmt: skip
    named = with_names(rows, also=["effect__ref", "effect__people_planned"]).select_related("effect")
    return list(named.prefetch_related("effect__texts").order_by("test_on", "pk"))


def unconfirmed(by: Actor) -> list[Effect]:
    """Published cards that say what changed and wait for the word of the actor's side, which did not write them."""
    rows = Effect.objects.of_party(by).filter(state=EffectState.PUBLISHED).annotate(said=other_word())
    own = Party.POST if by.is_official else Party.ORGANISATION
    said = EffectText.objects.exclude(changed="").values("effect")
    rows = with_names(rows.exclude(begun_by=own).filter(said=None, pk__in=said), "territory")
    return list(rows.prefetch_related("texts").order_by("published_at", "pk"))


def story(effect: Effect) -> list[dict[str, Any]]:
    """What happened to a public card, in words: dicts of `entry`, `words`, `reason`, oldest first. What was written while it
    was a draft stays closed; the same act of the same hour is told once."""
    lines: list[dict[str, Any]] = []
    for row in story_of(effect).filter(is_open=True):
        words, reason = sentence(row), content_of(row).get("reason", "")
        last = lines[-1] if lines else None
        same = last is not None and (last["words"], last["reason"]) == (words, reason)
        if not (same and last is not None and row.at - last["entry"].at < HOUR):
            lines.append({"entry": row, "words": words, "reason": reason})
    return lines


CSV_COLUMNS = (
    "ref", "of", "state", "matter", "sector", "territory", "organisation", "organisation_name", "post", "post_name",
    "language", "title_kk", "title_ru", "title_en", "changed", "people_planned", "tenge", "starts_on", "ends_on",
    "other_word", "published_on", "demonstration",
)  # fmt: skip


def csv_rows(narrowed: EffectFilter, language: str) -> Iterator[list[Any]]:
    rows = shown(narrowed.apply(Effect.objects.public())).order_by("pk")
    for effect in rows.iterator(chunk_size=200):
        yield _csv_row(effect, language)


def _csv_row(effect: Effect, language: str) -> list[Any]:
    """A matter that is restricted is not named beside its author."""
    titles, text = effect.titles, effect.text_in(language)
    matter = effect.matter if effect.matter and effect.matter.is_public else None
    published = timezone.localdate(effect.published_at) if effect.published_at else ""
    return [
        effect.ref, effect.of, effect.state, matter.number if matter else "",
        effect.sector.code if effect.sector else "", effect.territory_id or "",
        *_named(effect.organisation, language), *_named(effect.post, language),
        effect.language, *(titles.get(code, "") for code in ("kk", "ru", "en")), text.changed if text else "",
        _empty(effect.people_planned), _empty(getattr(effect, "tenge", None)), effect.starts_on or "", effect.ends_on or "",
        getattr(effect, "said", "") or "", published, int(effect.is_demonstration),
    ]  # fmt: skip


def _named(row: Any, language: str) -> Iterable[str]:
    return (row.ref, row.name(language).text) if row is not None else ("", "")


def _empty(value: int | None) -> int | str:
    return "" if value is None else value


def find_aims(effect: Effect, text: str, limit: int = 20) -> list[Goal | Indicator]:
    """Goals and indicators of the library, and of the plan of the card's own body, by code or by words of the name."""
    if not text.strip():
        return []
    named = Q()
    for word in fold(text).split()[:8]:
        named &= Q(folded__contains=word)
    today = timezone.localdate()
    wanted = (named | Q(code__istartswith=text.strip())) & (Q(ends_on=None) | Q(ends_on__gt=today))
    wanted &= Q(body=None) | Q(body=effect.post.organisation if effect.post else None)
    goals = Goal.objects.filter(wanted).order_by("library", "order")[:limit]
    indicators = Indicator.objects.filter(wanted, organisation=None).order_by("library", "order")[:limit]
    found: list[Goal | Indicator] = [*goals, *indicators]
    return found[:limit]
