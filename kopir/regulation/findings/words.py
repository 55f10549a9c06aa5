"""Findings in words: what the rule is, what was found, and which facts led to it; in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from kopir.base.tongue import localised
from kopir.regulation.words import Contradiction

if TYPE_CHECKING:
    from kopir.base.errors import Words

# What each rule looks for: shown beside every finding, so that nothing is a verdict without its rule.
MEANING: dict[str, Words] = {
    Contradiction.NO_POWER: gettext_lazy(
        "The post owns a duty that needs a power, and neither the post nor whoever was given the step has it."
    ),
    Contradiction.LOW_RANK: gettext_lazy("The post stands lower than the rule of its tier, or the duty, asks for."),
    Contradiction.TWO_OWNERS: gettext_lazy(
        "In one body several posts own the same duty for the same places and sectors, and no decision names one of them."
    ),
    Contradiction.NO_OWNER: gettext_lazy("A body that the duty concerns has no post that owns it."),
    Contradiction.VACANT: gettext_lazy("A post that owns duties is held by nobody."),
    Contradiction.TERM_TOO_SHORT: gettext_lazy(
        "The steps of the duty follow one another and together need more working days than its term has."
    ),
    Contradiction.ELSEWHERE: gettext_lazy(
        "A department of the same place has in its functions what a post of another body owns as a duty."
    ),
    Contradiction.NOBODY_ABOVE: gettext_lazy(
        "The post lacks a power that a duty needs, and no post above it has it: what is raised is never decided."
    ),
    Contradiction.NO_COVER: gettext_lazy("For some sectors no post of the place or of its region answers."),
}


def _say(names: Any) -> str:
    return localised(names, get_language() or "kk").text if isinstance(names, Mapping) else str(names)


def _list(rows: Any, limit: int = 6) -> str:
    words = [_say(row) for row in rows]
    rest = len(words) - limit
    said = "; ".join(words[:limit])
    return said if rest <= 0 else said + " " + ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest}


def title(rule: str, facts: Mapping[str, Any]) -> str:
    """One line: the rule, and what it was found at."""
    return f"{Contradiction(rule).label}: {_say(_about(rule, facts))}"


def _about(rule: str, facts: Mapping[str, Any]) -> Any:
    match rule:
        case Contradiction.NO_OWNER | Contradiction.ELSEWHERE:
            return facts["body"]
        case Contradiction.TERM_TOO_SHORT:
            return facts["duty"]
        case Contradiction.NO_COVER:
            return facts["place"]
        case Contradiction.TWO_OWNERS:
            return facts["posts"][0]
        case _:
            return facts["post"]


def about(rule: str, facts: Mapping[str, Any]) -> str:
    """What tells it apart from others of its rule at the same post or body; a line."""
    match rule:
        case Contradiction.NO_POWER | Contradiction.NOBODY_ABOVE:
            return f"{_say(facts['duty'])} — {_say(facts['power'])}"
        case Contradiction.LOW_RANK:
            return f"{_say(facts['rank'])} < {_say(facts['minimum'])}"
        case Contradiction.TWO_OWNERS:
            return _list(facts["posts"])
        case Contradiction.NO_OWNER | Contradiction.VACANT:
            return _list(facts["duties"], limit=3)
        case Contradiction.TERM_TOO_SHORT:
            return because(rule, facts)[0]
        case Contradiction.ELSEWHERE:
            return f"{_say(facts['duty'])} — «{_say(facts['function'])}»"
        case _:
            return _list(facts["sectors"], limit=4)


def because(rule: str, facts: Mapping[str, Any]) -> list[str]:
    """The facts that led to it, a sentence each."""
    return _SAYING[Contradiction(rule)](facts)


def _no_power(facts: Mapping[str, Any]) -> list[str]:
    said = [
        _("The duty: %(duty)s.") % {"duty": _say(facts["duty"])},
        _("It needs the power: %(power)s. The post does not have it.") % {"power": _say(facts["power"])},
    ]
    if facts["steps"]:
        said.append(_("The steps that need it: %(steps)s.") % {"steps": _list(facts["steps"])})
    if facts["above"]:
        said.append(_("The nearest post above that has it: %(post)s.") % {"post": _say(facts["above"])})
    return said


def _nobody_above(facts: Mapping[str, Any]) -> list[str]:
    chain = _list(facts["chain"]) if facts["chain"] else _("there is no post above")
    return [
        _("The duty: %(duty)s.") % {"duty": _say(facts["duty"])},
        _("It needs the power: %(power)s. The post does not have it.") % {"power": _say(facts["power"])},
        _("Posts above, none of which has it: %(chain)s.") % {"chain": chain},
    ]


def _low_rank(facts: Mapping[str, Any]) -> list[str]:
    said = [_("The post: %(rank)s. At least: %(minimum)s.") % {"rank": _say(facts["rank"]), "minimum": _say(facts["minimum"])}]
    if "rule" in facts:
        said.append(_("The rule of the tier: %(rule)s. Source: %(source)s.") % {
            "rule": _say(facts["rule"]), "source": facts["source"] or "—"})  # fmt: skip
    if "duty" in facts:
        said.append(_("The duty: %(duty)s.") % {"duty": _say(facts["duty"])})
    return said


def _two_owners(facts: Mapping[str, Any]) -> list[str]:
    return [
        _("Posts with the same duties: %(posts)s.") % {"posts": _list(facts["posts"])},
        _("The duties: %(duties)s.") % {"duties": _list(facts["duties"])},
    ]


def _no_owner(facts: Mapping[str, Any]) -> list[str]:
    return [
        _("The body has no standing post of the kind: %(kind)s.") % {"kind": _say(facts["kind"])},
        _("Duties that nobody owns: %(duties)s.") % {"duties": _list(facts["duties"])},
    ]


def _vacant(facts: Mapping[str, Any]) -> list[str]:
    stands_in = (
        _("Meanwhile the post above answers: %(post)s.") % {"post": _say(facts["substitute"])}
        if facts["substitute"]
        else _("No post above is held either.")
    )
    return [_("Duties of the post: %(duties)s.") % {"duties": _list(facts["duties"])}, stands_in]


def _term(facts: Mapping[str, Any]) -> list[str]:
    steps = "; ".join(f"{_say(step['name'])} — {step['days']}" for step in facts["steps"])
    return [
        _("Term: %(term)s working days. The steps need: %(needed)s.") % {"term": facts["term"], "needed": facts["needed"]},
        _("The steps, in working days: %(steps)s.") % {"steps": steps},
    ]


def _elsewhere(facts: Mapping[str, Any]) -> list[str]:
    judged = _("It was judged to be the same work.") if facts["judged"] else _("Nobody has judged it yet; found by words.")
    return [
        _("The function of the department: “%(function)s”.") % {"function": _say(facts["function"])},
        _("The duty: %(duty)s.") % {"duty": _say(facts["duty"])},
        _("It is owned by: %(posts)s.") % {"posts": _list(facts["posts"])},
        judged,
    ]


def _no_cover(facts: Mapping[str, Any]) -> list[str]:
    return [
        _("What is found for these sectors: %(kind)s.") % {"kind": _say(facts["kind"])},
        _("Sectors: %(sectors)s.") % {"sectors": _list(facts["sectors"])},
    ]


_SAYING: dict[Contradiction, Callable[[Mapping[str, Any]], list[str]]] = {
    Contradiction.NO_POWER: _no_power,
    Contradiction.LOW_RANK: _low_rank,
    Contradiction.TWO_OWNERS: _two_owners,
    Contradiction.NO_OWNER: _no_owner,
    Contradiction.VACANT: _vacant,
    Contradiction.TERM_TOO_SHORT: _term,
    Contradiction.ELSEWHERE: _elsewhere,
    Contradiction.NOBODY_ABOVE: _nobody_above,
    Contradiction.NO_COVER: _no_cover,
}
