"""Who is told of later checks and surveys. Every notice opens the page on which one answers."""

from __future__ import annotations

from typing import Any

from kopir.base.tongue import in_all_languages
from kopir.effects.models import Check, Effect, Survey
from kopir.effects.words import Holds
from kopir.interactions.models import Matter
from kopir.notices.acts import tell
from kopir.notices.words import Weight
from kopir.organisations.models import Organisation
from kopir.posts.models import Post
from kopir.posts.queries import answering_post


def page_of(check: Check) -> str:
    return f"/checks/{check.pk}/"


def page_of_survey(survey: Survey) -> str:
    return f"/surveys/{survey.ref}/"


def _tell(text: str, to: Post | Organisation, key: str, path: str, subject: Matter | Effect, **facts: Any) -> None:
    """A post that nobody holds is answered for by the one that stands in for it."""
    if isinstance(to, Organisation):
        tell(
            text, key=f"{text}:{key}:organisation:{to.pk}", path=path, weight=Weight.WORK, facts=facts, organisation=to,
            subject=subject,
        )  # fmt: skip
        return
    acting = answering_post(to)
    for post in {to.pk: to, **({acting.pk: acting} if acting else {})}.values():
        tell(
            text, key=f"{text}:{key}:post:{post.pk}", path=path, weight=Weight.WORK, facts=facts, post=post,
            subject=subject,
        )  # fmt: skip


def _about(check: Check) -> dict[str, Any]:
    """A restricted matter's title stays out of letters."""
    about = check.about
    titles = about.titles if isinstance(about, Effect) else {about.language: about.title if about.is_public else ""}
    return {"ref": about.journal_label, "title": titles, "days": check.days}


def tell_asked(check: Check) -> None:
    if check.who is not None:
        _tell("effects.check_asked", check.who, str(check.pk), page_of(check), check.about, **_about(check))


def tell_differ(check: Check, others: list[Check]) -> None:
    """The sides say different things: everybody who was asked learns it, with the way to settle it on the page."""
    facts = _about(check) | {"answer": in_all_languages(Holds(check.holds).label)}
    for row in [check, *others]:
        if row.who is not None:
            key = f"{check.pk}:{check.holds}:{row.pk}"
            _tell("effects.answers_differ", row.who, key, page_of(row), row.about, **facts)


def tell_parties(survey: Survey, text: str, about: object, **facts: Any) -> None:
    effect = survey.effect
    titles = {code: getattr(survey, f"title_{code}") for code in ("kk", "ru", "en")}
    for to in (effect.post, effect.organisation):
        if to is not None:
            _tell(
                f"effects.{text}", to, f"{survey.pk}:{about}", page_of_survey(survey), effect, ref=effect.journal_label,
                title=titles, **facts,
            )  # fmt: skip


__all__ = ["page_of", "page_of_survey", "tell_asked", "tell_differ", "tell_parties"]
