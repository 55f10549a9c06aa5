"""Reading posts: who holds them, which one answers for a matter, lists and cards."""

from kopir.posts.queries.routing import Gap, Route, gaps, responsible_post
from kopir.posts.queries.standing import answering_post, holders, is_vacant, living

__all__ = [
    "Gap",
    "Route",
    "answering_post",
    "gaps",
    "holders",
    "is_vacant",
    "living",
    "responsible_post",
]
