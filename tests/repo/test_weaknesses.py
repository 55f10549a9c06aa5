"""What the audit of packages says, on answers of its three kinds."""

from __future__ import annotations

from tools.weaknesses import told

SOUND = {"name": "click", "version": "8.5.1", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "brotli", "skip_reason": "not found"}


def test_a_known_weakness_is_named_with_the_version_that_mends_it() -> None:
    lines, good = told([SOUND, WEAK])
    assert not good and lines[0] == "pillow 1.0: PYSEC-1 (mended in 1.1)"


def test_packages_that_were_not_looked_up_are_not_called_sound() -> None:
    lines, good = told([SOUND, UNKNOWN])
    assert good and "1 of 2 packages: brotli" in lines[0] and lines[-1] == "1 packages looked up, 0 with a known weakness."
