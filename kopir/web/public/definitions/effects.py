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
            "Effect cards whose newest word of the other party is “confirmed” or “confirmed in part”, and in whose newest "
            "later check no side says that the effect is gone. Beside it stands of how many cards."
        ),
        CARDS,
    ),
    Definition(
        "cost_per_person",
        _("tenge for each person reached"),
        _(
            "Money of confirmed cards that name both their money and the people reached, divided by these people; a range, "
            "since the people are one. Not given for fewer than three such cards. It says what was spent, not what a life is "
            "worth: cards of different needs are not to be ranked by it."
        ),
        _("Money of all sources and years written on the card, in whole tenge, not adjusted for prices."),
    ),
    Definition(
        "plan_moved",
        _("plan indicators moved"),
        _(
            "Indicators of a plan that a confirmed card names as its gain. Moved in the wanted direction: the last "
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
        "evidence_adequate",
        _("pieces of evidence judged adequate"),
        _(
            "Files, photographs, links, documents and surveys of which the other party said that they show the effect. What has "
            "run out or was taken back is left out; a piece that serves two cards counts on each."
        ),
        CARDS,
    ),
    Definition(
        "later_checks",
        _("effects asked about again later"),
        _("Cards of which at least one side has answered the question, so many days after the end: does it still hold?"),
        _("Later checks of cards and of their matters, answered in time."),
    ),
    Definition(
        "course",
        _("from the baseline to the target"),
        _(
            "The baseline, then after each measured period the total so far by the indicator's own rules, and the target. The "
            "field begins at zero."
        ),
        _("Accepted and frozen measurements of the card."),
    ),
    Definition(
        "cards",
        _("effect cards"),
        _("Public cards, without withdrawn ones. A card tells one effect of one matter, adopted practice, duty or project."),
        CARDS,
    ),
    Definition(
        "open_matters_here",
        _("open matters"),
        _("Received, and neither closed nor joined to another matter. Matters of restricted circle are counted, not shown."),
        _("Matters of the place and everything inside it."),
    ),
    Definition(
        "empty_squares",
        _("squares with a need and nobody to help"),
        _(
            "A square is a sector in a place. It has a need when a matter is open there, or an indicator stands worse than the "
            "middle of the places beside. It is empty when no active organisation is known that works in the sector and "
            "place or says that it can help."
        ),
        _("Open matters, imported indicators with their sources, organisations and what they say of themselves."),
        _("Köpir, counted now; indicators as named beside them"),
    ),
    Definition(
        "thin_squares",
        _("squares where help is thin"),
        _("At least three open matters for each organisation able to help."),
        _("Open matters and organisations of the square."),
    ),
    Definition(
        "sectors_with_help",
        _("squares with a need and somebody to help"),
        _("A need is known and at least one organisation is able to help. It does not mean that the help is enough."),
        _("Open matters, imported indicators, organisations of the square."),
    ),
    Definition(
        "funding_mix",
        _("mix of sources of money"),
        _(
            "Per cent of the year's money by source, as the organisation or its register states it. What is not stated is left "
            "out. A source above 70 % is named as a risk, one above 50 % as something to look at; nobody is rated."
        ),
        _("Shares of sources of funding by year."),
        _("Stated by the organisation"),
    ),
    Definition(
        "comparable",
        _("comparable organisations"),
        _(
            "Active non-governmental organisations of the same region that share a sector and have stated their sources within "
            "the last three years. Nothing is shown for fewer than five of them."
        ),
        _("The last stated year of each; a source counts when it is at least five per cent."),
        _("Stated by the organisations"),
    ),
    Definition(
        "measured",
        _("together so far"),
        _(
            "Accepted values put together by the two rules of the indicator: first the periods of each place, then the places. "
            "Shares and means are pooled, never averaged. People are counted once: where some may have been counted twice the "
            "figure is a range. What was returned, waits or is missing is left out and named below."
        ),
        _("Accepted and frozen measurements of the card."),
    ),
    Definition(
        "indicator_total",
        _("together on all cards"),
        _(
            "Totals of all published cards that measure it, put together by the rules of the indicator. People of several cards "
            "are a range from the largest card to the sum, because nobody has said whether they are the same ones."
        ),
        _("Accepted and frozen measurements of published cards."),
    ),
)
