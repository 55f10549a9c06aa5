"""`kopir check …`: laws that must hold in what is stored."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from kopir.interactions import conservation as law
from kopir.operation.answers import OfInstallation


@click.group(cls=OfInstallation)
def check() -> None:
    """Check what must always be so."""


@check.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def conservation(as_json: bool) -> None:
    """Nothing lost: received = open + closed + joined, each open matter has its post, every link resolves."""
    result = law.check()
    found = result.as_dict()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2, default=str) if as_json else "\n".join(_in_words(found)))
    sys.exit(0 if result.good else 1)


def _in_words(found: dict[str, Any]) -> list[str]:
    return [
        "GOOD." if found["good"] else "BAD.",
        f"received {found['received']} = open {found['open']} + closed {found['closed']} + joined {found['joined']}",
        f"Without a post that answers: {found['unowned']}. Answered by a substitute: {found['substituted']}.",
        f"Links that lead nowhere: {found['broken_links']}.",
        *(f"  {item['number'] or '-'}: {item['code']}" for item in found["details"]),
    ]
