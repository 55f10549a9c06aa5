"""A refusal: somebody asked for something that cannot be done, and is told why and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise


class Refused(Exception):
    """Raised by acts and queries; the surface turns it into one page in the reader's language.

    code: short, stable, for logs and tests. reason: why, in words. next_step: what to do instead.
    hidden: the reader must not learn that the subject exists (shown as "not found").
    field: the form field the refusal belongs to, if it does.
    next_url: where the next step is done, so that its words become a button; only surfaces know addresses.
    """

    def __init__(
        self,
        code: str,
        reason: Words,
        next_step: Words = "",
        *,
        hidden: bool = False,
        field: str | None = None,
        next_url: str = "",
    ) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason
        self.next_step = next_step
        self.hidden = hidden
        self.field = field
        self.next_url = next_url

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
