"""Matters are compared by the words of their texts here; the encoder is tried in tests/search."""

from tests.search.conftest import service

__all__ = ["service"]
