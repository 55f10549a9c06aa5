"""The trained numbers of the bridge from Kazakh to the packaged encoder: `python -m tools.train_bridge [--parallel FILE]`.

Writes kopir/search/reference/meaning/: `samples.csv`, the statements of the demonstration world in the languages they stand in;
`universal-3.npz` with the mean of each language over these texts, a projection to 256 dimensions, and for the pieces of Kazakh
words what they add to a meaning (ridge regression from the words of the glossary to the encoder's vectors of their Russian and
English names). FILE is a table with the columns kk, ru, en of parallel phrases under a licence that allows it, e.g. MIT.

The same files in give the same numbers out, but for the last digits. Some minutes on one processor.
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kopir.operation.begin import set_up_django

ROOT = Path(__file__).resolve().parent.parent
TOPICS = ROOT / "kopir" / "demo" / "reference"
STIFFNESS = 1.0  # of the regression
DIMENSIONS = 256
Row = dict[str, str]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--parallel", type=Path)
    given = arguments.parse_args()
    set_up_django()
    from kopir.search.meaning import bridge
    from kopir.search.meaning.encoders import Universal

    samples = list(demonstration_texts())
    _write_samples(bridge.SAMPLES, samples)
    pairs = [*_glossary(), *(_parallel(given.parallel) if given.parallel else [])]
    encoder = Universal()
    empty = np.zeros((0, encoder.dimension), np.float32)
    numbers = bridge.Numbers(empty, np.eye(encoder.dimension, dtype=np.float32), empty)
    spoken = {one: [(row[one], one) for row in samples if row[one]] for one in bridge.LANGUAGES}
    means = np.stack([bridge.raw(encoder, numbers, spoken[one]).mean(0) for one in bridge.LANGUAGES])
    russian, english = (_centred(encoder.encode([row[one] for row in pairs])) for one in ("ru", "en"))
    shown = [encoder.encode([text for text, _ in spoken[one]]) for one in ("ru", "en")]
    projection = _projection(np.concatenate([russian, english, *(_centred(one) for one in shown)]))
    words = [bridge._LETTERS.findall(row["kk"]) for row in pairs]
    guesses = _ridge(np.stack([bridge.features(one) for one in words]), (russian + english) / 2)
    scale = np.abs(guesses).max() / 127
    np.savez_compressed(
        bridge.FOLDER / f"{encoder.name}.npz",
        means=means.astype(np.float16),
        projection=projection.astype(np.float16),
        guesses=np.rint(guesses / scale).astype(np.int8),
        scale=np.float32(scale),
        sources=np.array([f"glossary, demonstration texts{', ' + given.parallel.name if given.parallel else ''}"]),
    )
    print(f"{len(samples)} samples, {len(pairs)} pairs")


def demonstration_texts() -> Iterator[Row]:
    """Statements with their titles; a language in which one does not stand is empty."""
    for file in sorted(TOPICS.glob("topics*.toml")):
        for topic in tomllib.loads(file.read_text(encoding="utf-8")).values():
            for place in ("1", "2"):
                row = {one: _statement(topic.get(one, {}), place) for one in ("kk", "ru", "en")}
                if any(row.values()):
                    yield row


def _statement(topic: Row, place: str) -> str:
    if f"x{place}" not in topic:
        return ""
    text = f"{topic[f't{place}']}. {topic[f'x{place}']}"
    return " ".join(re.sub(r"\{\w+\}", "", text).split())


def _write_samples(file: Path, rows: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, ["kk", "ru", "en"], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def _glossary() -> Iterator[Row]:
    from kopir.search.glossary import entries

    for entry in entries():
        yield {"kk": entry.kk, "ru": entry.words("ru")[0], "en": entry.words("en")[0]}


def _parallel(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield {one: row[one] for one in ("kk", "ru", "en")}


def _centred(vectors: np.ndarray) -> np.ndarray:
    return vectors - vectors.mean(0)


def _projection(vectors: np.ndarray) -> np.ndarray:
    """The directions in which the vectors differ most."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return directions[:, ::-1][:, :DIMENSIONS]


def _ridge(given: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Solved by the rows, which are fewer than the columns."""
    alike = given @ given.T
    alike[np.diag_indices(len(given))] += STIFFNESS
    return given.T @ np.linalg.solve(alike, wanted)


if __name__ == "__main__":
    main()
