"""Figures about matters, organisations, posts and duties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.web.public.definitions.definition import Definition

MATTERS = (
    Definition(
        "received",
        _("received"),
        _("Matters that organisations have sent and that got a number, since the beginning."),
        _("Registrations; one is written for every matter received and never removed."),
    ),
    Definition(
        "open",
        _("open"),
        _("Received, and neither closed nor joined to another matter."),
        _("Matters that are being worked on, that wait for the author's word, or that are contested."),
    ),
    Definition(
        "closed",
        _("closed"),
        _("An outcome stands and the round of the author's word is over. Closed does not mean solved: see the outcomes."),
        _("Matters in the state “closed”."),
    ),
    Definition(
        "joined",
        _("joined"),
        _("Matters whose authors joined another matter about the same thing; they keep all rights of an author."),
        _("Matters in the state “joined to another matter”."),
    ),
    Definition(
        "confirmed",
        _("confirmed by authors"),
        _("Closed matters whose author said of the last outcome: yes, it is so. Silence is counted apart and is not consent."),
        _("The first author's word on the last outcome of each closed matter."),
    ),
    Definition(
        "overdue",
        _("past their term"),
        _("Being worked on, and the date due is before today. While a term is paused, nothing is due."),
        _("Matters being worked on or contested; their dates are counted in working days."),
    ),
    Definition(
        "contested",
        _("contested now"),
        _("The author contested the outcome; the post above answers now."),
        _("Matters in the state “contested by the author”."),
    ),
    Definition(
        "answering_days",
        _("median days to an answer"),
        _(
            "Half of the first answers of the last 365 days came sooner, half later. Calendar days from receipt to the first "
            "outcome. Not given for fewer than five answers."
        ),
        _("First outcomes declared by a post; outcomes without an answer of a post are left out."),
    ),
    Definition(
        "organisations",
        _("organisations"),
        _("Organisations in the list, whatever their status; rows merged into another are not counted."),
        _("The list of organisations; each value names the register it came from."),
        _("Registers named with each organisation"),
    ),
    Definition(
        "by_sector",
        _("organisations by sector"),
        _("An organisation that works in two sectors counts in both, so the sum is larger than the number of organisations."),
        _("Sectors named by the organisation or its register."),
        _("Registers named with each organisation"),
    ),
    Definition(
        "one_source",
        _("risk of one source"),
        _(
            "A remark stands when more than 70 % of an organisation's money of the last stated year came from one source. "
            "It says that losing this source would stop the work; it does not rate the organisation."
        ),
        _("Shares of sources of funding stated by the organisation or its register."),
        _("Stated by the organisation"),
    ),
    Definition(
        "rank",
        _("rank of an authorised post"),
        _(
            "A remark stands when the post is lower than the lowest rank that the rules name for an authorised official of such "
            "a body."
        ),
        _("The rank of the post and the dated rule of its tier, which an administrator may edit."),
        _("The rule's own source, named beside it"),
    ),
    Definition(
        "conservation",
        _("the hourly count"),
        _(
            "Received = open + closed + joined; every open matter has one accountable post that somebody holds or stands in for; "
            "every link leads somewhere."
        ),
        _("Every registration, matter, post and appointment; counted every hour."),
    ),
    Definition(
        "duty_posts",
        _("posts own the duty"),
        _(
            "Standing posts of the duty's kind in bodies of the levels it names. A post named as the owner by a decision takes "
            "the place of the others of its body; one that does the duty for a time takes the place of the one that gave it away."
        ),
        _("The duty, posts and assignments in force on the day."),
    ),
    Definition(
        "duty_bodies",
        _("state bodies in which somebody owns it"),
        _("Bodies with at least one post that owns the duty."),
        _("The duty, posts and assignments in force on the day."),
    ),
    Definition(
        "memory_opened",
        _("matters for which memory was asked"),
        _(
            "The author, while writing the matter, or the post that answers, while it is open, opened a practice card or an "
            "earlier matter: from “was this tried?”, or a card in any way while a draft of the organisation was changed within "
            "the last hour."
        ),
        _("Openings kept with received matters, by the day and without a person. Readers without a draft are not counted."),
    ),
    Definition(
        "memory_cards",
        _("practice cards opened for them"),
        _("Each card once a matter, whoever opened it and however often."),
        _("Openings kept with received matters."),
    ),
    Definition(
        "memory_adopted",
        _("solved by adopting a practice"),
        _(
            "Solved in whole or in part, confirmed by an author and contested by none; and the post that answered named the "
            "adoption of a practice, or adopted the card that was proposed to it for this very matter."
        ),
        _("Last outcomes, authors' words, adoptions named by posts, accepted proposals of practices."),
    ),
    Definition(
        "memory_saved",
        _("days saved, at the median"),
        _(
            "For each solved and confirmed matter for which memory was asked or a practice adopted: the median days of similar "
            "ones without it, less its own days. Similar: same kind and sector, solved, confirmed, answered in the last 365 "
            "days, at least five. Calendar days from receipt to the last outcome. Of fewer than five such matters nothing is "
            "said. It does not prove that memory was the cause."
        ),
        _("Outcomes of matters; the interval is that of the order of values and asks nothing of their distribution."),
    ),
    Definition(
        "memory_repeats",
        _("invented again"),
        _(
            "Matters that repeat one solved and confirmed before they came, and for which nobody opened it or a card made of it. "
            "They repeat it when a post says “the same”, else when the search finds it likely the same; “not the same” by a post "
            "ends that. Joined matters are not among them."
        ),
        _("Public matters, each compared once an hour after receipt; judgements of posts; openings."),
    ),
)  # fmt: skip
