"""The permission table: every act × every role. A new permission without a row fails; so does a row without one."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from kopir.base.permits import PERMISSIONS
from tests.permissions.matrix import MATRIX, ROLES
from tests.permissions.rules import load
from tests.permissions.subjects import Everything

pytestmark = pytest.mark.django_db
load()


@pytest.fixture(scope="module")
def built(lasting: Any) -> Iterator[Everything]:
    with lasting():
        yield Everything()


@pytest.fixture
def everything(built: Everything) -> Everything:
    return deepcopy(built)


def test_every_permission_has_a_row_and_every_row_a_permission() -> None:
    assert sorted(MATRIX) == sorted(name for name in PERMISSIONS if not name.startswith("test."))


@pytest.mark.parametrize("act", sorted(MATRIX))
def test_who_may(act: str, everything: Everything) -> None:
    subject = everything.subject(act)
    allowed = "".join(role for role in ROLES if PERMISSIONS[act](everything.actors[role], subject))
    assert allowed == MATRIX[act]


@pytest.mark.parametrize("act", sorted(act for act, roles in MATRIX.items() if "V" not in roles))
def test_a_denial_says_why(act: str, everything: Everything) -> None:
    permit = PERMISSIONS[act](everything.actors["V"], everything.subject(act))
    assert permit.code != "allowed"
    assert str(permit.reason)
