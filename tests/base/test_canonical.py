"""The quick way gives the bytes of the library."""

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kopir.base.canonical import canonical

leaves = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(leaves | texts, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=20)


@given(values)
def test_canonical_is_that_of_the_library(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_beyond_the_first_plane_are_sorted_by_utf_16() -> None:
    value = {"\U00010000": 1, "\uffee": 2}
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, "\ud800", {1: "a"}, object()])
def test_what_the_library_refuses_is_refused(value: object) -> None:
    with pytest.raises(Exception):  # noqa: B017 - the library's own kinds of error
        canonical(value)
