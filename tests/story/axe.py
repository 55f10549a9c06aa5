"""The accessibility checker axe-core. It is not part of the project: tools/package.json names its version."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.browser import ROOT
from tests.story.visitor import Visitor

AXE = ROOT / "build" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
LACKING = "axe-core is not there; tools/build_css.sh brings it"


@cache
def source() -> str:
    if not AXE.exists():
        pytest.skip(LACKING)
    return AXE.read_text()


def found_by_axe(who: Visitor) -> list[str]:
    """What is wrong on the page: the rule and the element."""
    who.page.evaluate(source())
    result: dict[str, Any] = who.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {node['html'][:160]}" for one in result["violations"] for node in one["nodes"]]
