"""What must not stand in any file, and how long a file may be."""

from __future__ import annotations

import re

import pytest

from tests.repo.tracked import named, tracked

LONGEST = 450
# Longer ones, with how long they are; the number may only fall.
LONGER = {
    "kopir/interactions/models.py": 620,  # all nouns of a matter, read together
    "kopir/demo/stories.py": 560,  # made-up matters, one after another
}

# Written apart so that this file does not hold them itself.
MACHINES = re.compile("|".join(["/" + "work/", "/" + "root/", "/" + "home/", "/" + "opt/pypi", "/" + "opt/wheels"]))
REGISTRIES = re.compile(
    "|".join(
        [
            "pypi" + r"\.org/simple",
            "registry" + r"\.npmjs\.org",
            "index" + "-url",
            "files" + r"\.pythonhosted",
        ]
    )
)
SECRETS = re.compile("-----BEGIN (?:[A-Z]+ )?" + "PRIVATE KEY-----")
INLINE = re.compile(r"<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.I)
BINARY = (".mo", ".png", ".jpg", ".ico", ".woff2", ".xlsx", ".pdf", ".gz", ".br")


def holding(pattern: re.Pattern[str], *endings: str) -> list[str]:
    """`path:line` of each place where the pattern is found."""
    found: list[str] = []
    for path in tracked(*endings):
        if not path.name.endswith(BINARY):
            lines = path.read_text(errors="replace").splitlines()
            found += [f"{named(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    return found


@pytest.mark.parametrize("pattern", [MACHINES, REGISTRIES, SECRETS], ids=["paths of machines", "registries", "private keys"])
def test_no_file_holds(pattern: re.Pattern[str]) -> None:
    # uv writes its own option into a script; nothing else speaks of registries.
    assert [place for place in holding(pattern) if not place.startswith("scripts/lock:")] == []


def test_no_template_holds_inline_style_or_script() -> None:
    assert holding(INLINE, ".html") == []


def test_no_file_is_longer_than_a_few_screenfuls() -> None:
    long = {
        named(path): length
        for path in tracked(".py", ".html")
        if "/migrations/" not in path.as_posix() and (length := len(path.read_text().splitlines())) > LONGEST
    }
    assert {name: length for name, length in long.items() if length > LONGER.get(name, 0)} == {}
    assert sorted(set(LONGER) - set(long)) == [], "no exception is needed any more"


def test_every_source_file_says_what_it_is_for() -> None:
    silent = [
        named(path)
        for path in tracked(".py")
        if path.name not in ("__init__.py", "apps.py", "urls.py")
        and "/migrations/" not in path.as_posix()
        and not path.read_text().lstrip().startswith(('"""', "#!"))
    ]
    assert silent == []
