"""Who stands above, below and beside, and what waits for others."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kopir.interactions import queries
from kopir.posts.models import Post
from kopir.web.desk.views.acting import for_official


@require_safe
@for_official
def posts(request: HttpRequest) -> HttpResponse:
    post = Post.objects.select_related("organisation", "superior").get(pk=request.actor.post_id)  # type: ignore[attr-defined]
    above, below = queries.vertical(post)
    context = {
        "post": post,
        "above": above,
        "below": below,
        "beside": queries.horizontal(post),
        "own": queries.loads([post])[0],
    }
    return render(request, "desk/posts.html", context)


@require_safe
@for_official
def waiting(request: HttpRequest) -> HttpResponse:
    """Matters of the post that wait for somebody else, and those it has a part in."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = queries.waiting_for_others(actor, queries.spoken_by(actor), limit=200)
    return render(request, "desk/waiting.html", {"matters": rows, "parts": list(queries.with_part_of(actor)[:100])})
