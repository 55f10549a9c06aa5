"""Searches for inputs that break our own readers, led by which lines they reach: `python -m benchmarks.fuzz --seconds 60`.

Each target is a promise about any input: a reader gives rows or refuses in words, a rewriting of text done twice is as done once.
An input that breaks it is kept under `build/fuzz/NAME/` and counted. Needs atheris, which is not among the parts of the project:
`.venv/bin/python -m pip install atheris` (or `uv pip install atheris`).
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from benchmarks import proof
from benchmarks.options import one_or_more

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "fuzz"
LONGEST = 4096  # bytes of an input
Target = Callable[[bytes], None]
SEEDS = (
    "bin;name_kk;name_ru\n970240000816;«Жасыл ел» ҚБ;ОО «Жасыл ел»", '[{"bin": "970240000816", "nameru": "ОФ"}]',
    "---\nkind: order\nnumber: 12\ndate: 2026-01-01\nlanguage: kk\n---\n# Ереже\n\n1. Мәтін\n   1) тармақша\n2. Тағы",
    '{"kopir": "receipt", "entry": {}, "proof": [], "head": {}}', "850101300121, 97-02-40 000816",
    "балаларымыздың үйлеріндегілерге qoğamdyq birlestik",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="of targets; all when none is named")
    parser.add_argument("--seconds", type=one_or_more, default=60, help="for each target")
    parser.add_argument("--proof", action="store_true", help="write what was found into docs/proof.md")
    parser.add_argument("--within", help=argparse.SUPPRESS)  # the process of one target
    given = parser.parse_args()
    if given.within:
        search(given.within, given.seconds)
    names = _known(given.names, parser)
    if find_spec("atheris") is None:
        parser.error("atheris is not installed here: .venv/bin/python -m pip install atheris")
    rows = [tried(name, given.seconds) for name in names]
    lines = proof.table(("reader", "inputs tried", "lines reached", "broken by"), rows)
    print("\n".join(lines))
    if given.proof:
        proof.write("Searched for inputs that break readers", f"python -m benchmarks.fuzz --seconds {given.seconds}", lines)
    return int(any(row[-1] for row in rows))


def _known(names: list[str], parser: argparse.ArgumentParser) -> list[str]:
    there = list(targets())
    if unknown := set(names) - set(there):
        parser.error(f"no such target: {', '.join(sorted(unknown))}. There are: {', '.join(there)}")
    return names or there


def tried(name: str, seconds: int) -> tuple[str, int, int, int]:
    """In a process of its own, for the search ends the process that it runs in."""
    place = KEPT / name
    place.mkdir(parents=True, exist_ok=True)
    before = set(place.iterdir())
    command = [sys.executable, "-m", "benchmarks.fuzz", "--within", name, "--seconds", str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
    steps = re.findall(r"^#(\d+)\s.*?cov: (\d+)", done.stderr, re.M)
    broken = set(place.iterdir()) - before
    if broken or not steps:
        print(done.stdout[-2000:] or done.stderr[-2000:], file=sys.stderr)
    if not steps:
        raise SystemExit(f"{name}: not one input was tried; above is what its process said.")
    tries, reached = map(int, steps[-1])
    return name, tries, reached, len(broken)


def search(name: str, seconds: int) -> None:
    """Never returns."""
    import atheris

    with atheris.instrument_imports(include=["kopir"]):
        target = targets()[name]
    seeds = Path(tempfile.mkdtemp())
    for number, text in enumerate(SEEDS):
        (seeds / str(number)).write_text(text, encoding="utf-8")
    atheris.Setup(
        [sys.argv[0], str(seeds), f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=1500", "-timeout=20",
         f"-artifact_prefix={KEPT / name}/"], target,
    )  # fmt: skip
    atheris.Fuzz()


# ---- What is promised ------------------------------------------------------------------------------------


def targets() -> dict[str, Target]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopir.settings")
    import django

    django.setup()
    from kopir.base.errors import Refused
    from kopir.base.files import kind_of
    from kopir.base.fold import fold, latin_to_cyrillic_folded, mend_script, skeleton, sort_key, spellings
    from kopir.base.idents import InvalidBin, check_bin, hide_personal_numbers
    from kopir.journal.receipts import BadReceipt, check
    from kopir.organisations.register import files as registers
    from kopir.regulation.reading import read_text
    from kopir.search.language.kazakh.analyser import lemma
    from kopir.search.language.paragraphs import paragraphs
    from kopir.search.marking import Marks, marked

    path = Path(tempfile.mkdtemp()) / "a.csv"

    def register(data: bytes) -> None:
        path.write_bytes(data)
        _refusing(Refused, lambda: list(registers.read(path).rows))

    def norm(data: bytes) -> None:
        _refusing(Refused, lambda: read_text(_text(data)))

    def numbers(data: bytes) -> None:
        hidden, _found = hide_personal_numbers(_text(data))
        assert hide_personal_numbers(hidden) == (hidden, 0)

    def folding(data: bytes) -> None:
        text = _text(data)
        assert fold(fold(text)) == fold(text)
        assert mend_script(mend_script(text)) == mend_script(text)
        for language in ("kk", "ru", "en"):
            sort_key(text, language)
        skeleton(text), spellings(text), latin_to_cyrillic_folded(fold(text))

    def analyser(data: bytes) -> None:
        for word in re.findall(r"[^\W_]+", _text(data)):
            assert lemma(word)

    def pieces(data: bytes) -> None:
        text = _text(data)
        assert "".join(piece.text for piece in marked(text, Marks((fold(text[:3]),), frozenset()), "kk")) == text
        paragraphs(text)

    def receipt(data: bytes) -> None:
        _refusing(BadReceipt, lambda: check(data, data))

    def kinds(data: bytes) -> None:
        name, _, content = data.partition(b"\n")
        _refusing(Refused, lambda: kind_of(content, _text(name)))
        _refusing(InvalidBin, lambda: check_bin(_text(name)))

    promises = (register, norm, numbers, folding, analyser, pieces, receipt, kinds)
    return {promise.__name__: promise for promise in promises}


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="ignore")


def _refusing(refusal: type[Exception], reading: Callable[[], object]) -> None:
    try:
        reading()
    except refusal as refused:
        assert str(refused)


if __name__ == "__main__":
    sys.exit(main())
