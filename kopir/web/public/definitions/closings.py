"""Figures about closings and later checks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.web.public.definitions.definition import Definition

_ROWS = _("Closed matters, done duties, published effect cards, answers to later checks, authors' words; counted now.")

CLOSINGS = (
    Definition(
        "formal_closing",
        _("formal closings"),
        _(
            "Closed as done without an effect named within thirty days, with an effect that nobody checked within thirty days "
            "after the first check was due, or contradicted by the other side. It rates nobody: behind it stand the closings and "
            "the replies."
        ),
        _ROWS,
    ),
    Definition(
        "formal_counted",
        _("closings counted"),
        _(
            "Formal closings and those with an effect named and checked. Of matters only those whose last outcome is “solved” or "
            "“partly solved”; duties whose occasion is a matter count with it."
        ),
        _ROWS,
    ),
    Definition(
        "formal_early",
        _("too early to say"),
        _("Closed less than thirty days ago, or named and waiting for its first later check. Left out of the share."),
        _ROWS,
    ),
    Definition(
        "survey_answers",
        _("people answered"),
        _("Answers taken with a one-time code or a device's work, each once. While the survey is open, in fives."),
        _("Answers of the survey; refused attempts are not kept."),
        _("The people who answered"),
    ),
    Definition(
        "survey_silent",
        _("were asked and kept silent"),
        _("The number of people asked, as its makers state it or as many as codes were printed, less those who answered."),
        _("The stated number or printed codes, and the answers of the survey."),
        _("Stated by whoever made the survey"),
    ),
)
