"""Background entry points of posts. (Vacancies are told of by the notices.)"""

from django.utils import timezone

from kopir.base.actors import SYSTEM
from kopir.base.jobs import every
from kopir.posts import acts
from kopir.posts.models import Post
from kopir.posts.words import PostState


@every(seconds=3600)
def finish_ended() -> None:
    """Posts whose last day has passed."""
    passed = Post.objects.filter(ends_on__lt=timezone.localdate()).exclude(state=PostState.ENDED)
    for post in passed.select_related("organisation"):
        acts.end(post, by=SYSTEM, ends_on=post.ends_on or timezone.localdate())
