"""Whoever acts in the room of practices: a post or an organisation, never both, never a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kopir.organisations.models import Organisation
    from kopir.posts.models import Post


class OneSide:
    """For models with `post` and `organisation`, of which a constraint lets only one be filled."""

    post: Any
    organisation: Any

    @property
    def who(self) -> Post | Organisation:
        found: Post | Organisation | None = self.post or self.organisation
        assert found is not None
        return found
