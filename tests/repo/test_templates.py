"""What one block of a template names is gone at the end of the block: in another it is empty, and a link to it leads nowhere."""

from __future__ import annotations

import re

import pytest

from tests.repo.tracked import ROOT

BLOCK = re.compile(r"({% block \w+ %}|{% endblock(?: \w+)? %})")
NAMED = re.compile(r"(?: asvar | as (?=\w+ %}))(\w+)")
OUTSIDE = ""
PAGES = sorted(path for path in (ROOT / "kopir").rglob("templates/**/*.html") if "{% block " in path.read_text(encoding="utf-8"))


def blocks(text: str) -> dict[str, str]:
    """What stands in each block, with the blocks inside it."""
    found: dict[str, str] = {}
    within = [OUTSIDE]
    for part in BLOCK.split(text):
        if part.startswith("{% block "):
            within.append(part.split()[2])
        elif part.startswith("{% endblock"):
            within.pop()
        else:
            found |= {name: found.get(name, "") + part for name in within}
    return found


def used_elsewhere(text: str) -> list[tuple[str, str]]:
    """Names that a block reads and another one sets."""
    texts = {name: words for name, words in blocks(text).items() if name != OUTSIDE}
    named = {name: set(NAMED.findall(words)) for name, words in texts.items()}
    everywhere = set().union(*named.values())
    return [
        (block, name)
        for block, words in texts.items()
        for name in sorted(everywhere - named[block])
        if re.search(r"{[{%][^}]*\b" + name + r"\b[^}]*[%}]}", words)
    ]


def test_the_rule_finds_such_a_link() -> None:
    crumbs = '{% block breadcrumbs %}{% url "x" as back %}{{ back }}{% endblock %}'
    assert used_elsewhere(crumbs + '{% block main %}<a href="{{ back }}">{% endblock %}') == [("main", "back")]
    assert not used_elsewhere(crumbs + '{% block main %}{% url "x" as back %}<a href="{{ back }}">{% endblock %}')


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "kopir")))
def test_no_block_reads_what_another_names(path) -> None:  # type: ignore[no-untyped-def]
    assert used_elsewhere(path.read_text(encoding="utf-8")) == []
