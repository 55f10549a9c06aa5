"""The pages on which a card is written, one question each, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES
from kopir.effects.forms.cards import STEPS, Step
from kopir.effects.models import Effect

if TYPE_CHECKING:
    from kopir.base.errors import Words

LABELS: dict[str, Words] = {
    "title": _("title"),
    "need": _("the need"),
    "need_source": _("how the need is known"),
    "people": _("the people"),
    "sector": _("sector"),
    "territory": _("place"),
    "organisation": _("the organisation of the other side"),
    "post": _("the post of the other side"),
    "starts_on": _("when the work began"),
    "chain": _("a result of the chain: outcome or impact"),
    "measures": _("an indicator to measure it by, or why it cannot be measured yet"),
}


def label_of(name: str) -> str:
    return str(LABELS[name])


@dataclass(frozen=True, slots=True)
class Page:
    label: Words
    url: str


def writable_steps(effect: Effect) -> list[Page]:
    """Links to everything that the writing party may write now, in the order in which one would."""
    texts = [
        Page(heading, reverse("public:effect_write", args=[effect.ref, name, effect.language]))
        for name, (_form, heading) in STEPS.items()
    ]
    money = Page(_("The money"), reverse("public:effect_money", args=[effect.ref]))
    if effect.is_public:
        return [*texts, money]
    sides = Page(_("Place, sector, the other party"), reverse("public:effect_sides", args=[effect.ref]))
    chain = Page(_("The result chain"), reverse("public:effect_chain", args=[effect.ref]))
    return [*texts[:3], sides, chain, *texts[3:], money]


def following(name: str) -> str:
    """The next question; empty after the last."""
    names = list(STEPS)
    place = names.index(name) + 1
    return names[place] if place < len(names) else ""


def form_of(effect: Effect, name: str, language: str, data: QueryDict | None) -> Step:
    """The page's form with what is there already."""
    if name not in STEPS or language not in LANGUAGES:
        raise Http404
    shape = STEPS[name][0]
    text = next((row for row in effect.texts.all() if row.language == language), None)
    initial: dict[str, Any] = {one: getattr(text, one, "") for one in shape.WORDS}
    initial |= {one: getattr(effect, one) for one in shape.FACTS}
    return shape(data, initial=initial, effect=effect)
