"""Figures about effects: what changed for people, what it cost, where help is missing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.web.public.definitions.definition import Definition

CARDS = _("Public effect cards of the place, body or organisation that were not withdrawn.")

EFFECTS = (
    Definition(
        "people_reached",
        _("people reached"),
        _(
            "People counted once. Between cards, periods and places some may be the same: where the overlap is declared it is "
            "taken off, where it is not known the figure is a range from the fewest possible to the most possible."
        ),
        _("Accepted and frozen measurements of indicators that count people; drafts, returned and missing ones are left out."),
    ),
    Definition(
        "needs_met",
        _("needs met"),
        _(
            "Effect cards whose newest word of the other party is “confirmed” or “confirmed in part”, and whose newest answered "
            "later check does not say that the effect is gone. Beside it stands of how many cards."
        ),
        CARDS,
    ),
    Definition(
        "cost_per_person",
        _("tenge for each person reached"),
        _(
            "Money of confirmed cards that name both their money and the people reached, divided by these people; a range, "
            "since the people are one. Not given for fewer than three such cards. It says what was spent, not what a life is worth: cards "
            "of different needs are not to be ranked by it."
        ),
        _("Money of all sources and years written on the card, in whole tenge, not adjusted for prices."),
    ),
    Definition(
        "plan_moved",
        _("plan indicators moved"),
        _(
            "Indicators and goals of a plan that a confirmed card names as its gain. Moved in the wanted direction: the last "
            "accepted value is better than the baseline."
        ),
        _("Gains named on cards; baselines, targets and accepted measurements."),
    ),
    Definition(
        "money_by_source",
        _("money by source"),
        _("Whole tenge written on the cards, added up by source."),
        CARDS,
    ),
    Definition(
        "cards",
        _("effect cards"),
        _("Public cards, without withdrawn ones. A card tells one effect of one matter, adopted practice, duty or project."),
        CARDS,
    ),
)
