"""Keeping a search and being told what is new in it; recording which matters are the same."""

from kopir.search.acts.judging import judge
from kopir.search.acts.saving import change_saved, forget, save, tell_what_is_new

__all__ = ["change_saved", "forget", "judge", "save", "tell_what_is_new"]
