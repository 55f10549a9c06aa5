"""`kopir check …`: laws that must hold in what is stored."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from kopir.interactions import conservation as law
from kopir.operation.answers import demand_database


@click.group()
def check() -> None:
    """Check what must always be so."""
    demand_database()


@check.command()
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def conservation(as_json: bool) -> None:
    """Nothing lost: received = open + closed + joined, each open matter has its post, every link resolves."""
    result = law.check()
    found = result.as_dict()
    click.echo(
        json.dumps(found, ensure_ascii=False, indent=2, default=str)
        if as_json
        else "\n".join(_in_words(found))
    )
    sys.exit(0 if result.good else 1)


def _in_words(found: dict[str, Any]) -> list[str]:
    """Each figure on a line; lists one item a line."""
    lines: list[str] = []
    for name, value in found.items():
        if isinstance(value, list):
            lines += [f"{name}: {len(value)}", *(f"  {item}" for item in value)]
        else:
            lines.append(f"{name}: {value}")
    return lines
