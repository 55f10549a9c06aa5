"""The arithmetic of comparison, against values published or computed by hand."""

import pytest

from kopir.effects.comparing import NoInterval, against_places, shares


def test_the_difference_of_two_shares_is_the_published_example() -> None:
    """56 of 70 against 48 of 80: 0.2000, from 0.0524 to 0.3339 (Newcombe, Statistics in Medicine 1998, table II, method 10)."""
    found = shares(48, 80, 56, 70)
    assert found.low is not None and found.high is not None
    assert (round(found.value / 100, 4), round(found.low / 100, 4), round(found.high / 100, 4)) == (0.2, 0.0524, 0.3339)
    assert not found.may_be_chance


def test_no_difference_between_few_may_be_chance() -> None:
    found = shares(3, 10, 5, 10)
    assert found.value == pytest.approx(20)
    assert found.may_be_chance


def test_shares_of_nobody_and_everybody_keep_an_interval() -> None:
    found = shares(0, 10, 10, 10)
    assert found.low is not None and found.high is not None
    assert found.value == 100
    assert 0 < found.low < 100 <= round(found.high, 6)


def test_one_place_is_compared_with_the_mean_of_others_and_their_spread() -> None:
    """Others -1, 0, +1: mean 0, standard deviation 1; t(0.975; 2) = 4.303, times the root of 4/3 = 4.968."""
    found = against_places(-5, [-1, 0, 1])
    assert found.low is not None and found.high is not None
    assert found.value == -5
    assert (round(found.low, 3), round(found.high, 3)) == (-9.968, -0.032)
    assert not found.may_be_chance
    assert against_places(-4, [-1, 0, 1]).may_be_chance


def test_two_places_give_no_interval() -> None:
    found = against_places(-5, [-1, 1])
    assert (found.value, found.low, found.why_none) == (-5, None, NoInterval.FEW)
