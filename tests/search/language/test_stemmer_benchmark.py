"""The measure of the stemmer measures what it says."""

from __future__ import annotations

from benchmarks.stemmer import is_dev, pairs, scores

ROWS = [
    *[(form, "қала") for form in ("қала", "қалада", "қалалар")],
    *[(form, "кітап") for form in ("кітап", "кітабы")],
    *[("оқу", lemma) for lemma in ("оқу", "оқы")],
]


def test_pairs_are_unordered_and_of_distinct_forms() -> None:
    assert pairs(ROWS[:4]) == {("қала", "қалада"), ("қала", "қалалар"), ("қалада", "қалалар")}


def test_perfect_stemmer_scores_one_and_identity_nothing() -> None:
    assert scores(ROWS, dict(ROWS).__getitem__) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores(ROWS, str) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_each_wrong_pair_costs_precision_and_each_missed_one_recall() -> None:
    assert scores(ROWS, lambda form: form[:1]) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores(ROWS, lambda form: "") == {"precision": 0.2667, "recall": 1.0, "f1": 0.4211}
    assert scores(ROWS, lambda form: "" if form == "қалалар" else form[:4]) == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": 0.6667,
    }


def test_halves_are_parted_by_lemma() -> None:
    assert {is_dev(lemma) for lemma in ("қала", "кітап", "оқу", "оқы", "ұйым", "халық")} == {True, False}
