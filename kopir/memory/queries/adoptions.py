"""Adoptions by which a matter may have been solved."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from kopir.interactions.models import Matter
from kopir.memory.models import Solution
from kopir.practices.models import Adoption

SHOWN = ("card", "territory", "post", "organisation")


def adoptions_to_name(matter: Matter) -> QuerySet[Adoption]:
    """Those begun by the post that answers, by its body, or by the author, the last one first."""
    assert matter.accountable is not None
    own = Q(post__organisation=matter.accountable.organisation_id) | Q(organisation=matter.author_id)
    rows = Adoption.objects.filter(own, started_on__lte=timezone.localdate()).select_related(*SHOWN)
    return rows.prefetch_related("card__texts").order_by("-started_on", "-pk")


def adoption_named(matter: Matter) -> Adoption | None:
    """With the reference of its card."""
    rows = Solution.objects.filter(matter=matter).select_related("adoption__card")
    found = rows.only("adoption", "adoption__card__ref").first()
    return found.adoption if found else None
