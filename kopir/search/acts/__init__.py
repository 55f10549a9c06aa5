"""Keeping a search, and being told what is new in it."""

from kopir.search.acts.saving import change_saved, forget, save, tell_what_is_new

__all__ = ["change_saved", "forget", "save", "tell_what_is_new"]
