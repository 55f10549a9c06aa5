"""A need here and an offer there: what one matter asks for, another of the same region offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from kopir.base.tongue import LANGUAGES, in_all_languages
from kopir.synergy.proposing.candidates import Candidate, Described, too_common
from kopir.synergy.proposing.people import listed
from kopir.synergy.words import Kind, Side

ENOUGH = 3
"""Telling concepts that need and offer must share: two alone are often a chance."""


def needs_and_offers(matters: Sequence[Described]) -> list[Candidate]:
    """The best offer for each need, by different authors of one region."""
    common = too_common(one.asked | one.offered for one in matters)
    offers = [one for one in matters if one.offered - common]
    found = (max(_for(need, offers, common), key=lambda one: one.weight, default=None) for need in matters)
    return [one for one in found if one is not None]


def _for(need: Described, offers: Sequence[Described], common: frozenset[str]) -> Iterator[Candidate]:
    for offer in offers:
        shared = ((need.asked | need.about) & offer.offered) - common
        elsewhere = offer.matter.author_id != need.matter.author_id and offer.region == need.region
        if elsewhere and len(shared) >= ENOUGH:
            members = [(need.matter, Side.NEED), (offer.matter, Side.OFFER)]
            why = [listed(_("Asked for there and offered here: %(words)s"), shared), _places(need, offer)]
            yield Candidate(Kind.NEED_OFFER, members, why, float(len(shared)))


def _places(need: Described, offer: Described) -> dict[str, str]:
    """Where the need is and where the offer."""
    one, other = need.matter.territory, offer.matter.territory
    sentences = in_all_languages(_("The need: %(need)s. The offer: %(offer)s"))
    return {
        code: sentences[code] % {"need": one.name(code).text if one else "", "offer": other.name(code).text if other else ""}
        for code in LANGUAGES
    }
