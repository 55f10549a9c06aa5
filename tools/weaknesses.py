"""Says what the audit of packages found: `python -m tools.weaknesses FILE`, FILE as pip-audit writes it. Exits 1 when a weakness
is known. Packages that could not be looked up are named too: silence about them would look like safety."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def told(packages: list[dict[str, Any]]) -> tuple[list[str], bool]:
    """The lines to print, and whether no weakness is known."""
    weak = [one for one in packages if one.get("vulns")]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    lines = [f"{one['name']} {one['version']}: {', '.join(_known(fault) for fault in one['vulns'])}" for one in weak]
    if unknown:
        lines.append(f"!!!! NOT LOOKED UP, {len(unknown)} of {len(packages)} packages: {', '.join(unknown)}")
    lines.append(f"{len(packages) - len(unknown)} packages looked up, {len(weak)} with a known weakness.")
    return lines, not weak


def _known(fault: dict[str, Any]) -> str:
    return f"{fault['id']} (mended in {', '.join(fault['fix_versions']) or 'no version yet'})"


def main() -> None:
    lines, good = told(json.loads(Path(sys.argv[1]).read_text())["dependencies"])
    print("\n".join(lines))
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
