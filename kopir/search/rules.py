"""Who may keep searches, and who says which matters are the same."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kopir.base.actors import Actor
from kopir.base.permits import Permit, permission, when
from kopir.interactions.models import Matter
from kopir.interactions.queries import spoken_by
from kopir.search.models import Judgement, SavedSearch


def _own(by: Actor, saved: SavedSearch) -> Permit:
    return when(
        by.is_signed_in and by.person_id == saved.person_id,
        "not_own_account",
        _("This is somebody else's search."),
        _("Sign in to your own account."),
    )


@permission("search.save")
def may_save(by: Actor, saved: SavedSearch) -> Permit:
    """Whoever is signed in, for themselves."""
    return _own(by, saved)


@permission("search.change_saved")
def may_change_saved(by: Actor, saved: SavedSearch) -> Permit:
    """The person who saved it."""
    return _own(by, saved)


@permission("search.forget")
def may_forget(by: Actor, saved: SavedSearch) -> Permit:
    """The person who saved it."""
    return _own(by, saved)


def _answers_for_one(by: Actor, judgement: Judgement) -> Permit:
    """The post of one of the two, or the one that stands in for it; and it may read the other."""
    pair = (judgement.first, judgement.second)
    answers = by.is_official and by.post_id is not None
    if answers and by.post_id is not None:
        answers = bool({matter.accountable_id for matter in pair} & set(spoken_by(by)))
    reads = Matter.objects.readable_by(by).filter(pk__in=[matter.pk for matter in pair]).count() == len(pair)
    return when(
        answers and reads,
        "not_accountable",
        _("Only a post that answers for one of the two matters says whether they are the same."),
        _("Write to the post that answers for it."),
    )


@permission("search.judge_same")
def may_judge_same(by: Actor, judgement: Judgement) -> Permit:
    """A post that answers for one of the two and may read both."""
    return _answers_for_one(by, judgement)


@permission("search.judge_different")
def may_judge_different(by: Actor, judgement: Judgement) -> Permit:
    """A post that answers for one of the two and may read both."""
    return _answers_for_one(by, judgement)
