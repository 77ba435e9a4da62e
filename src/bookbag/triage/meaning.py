"""Sentences as points whose nearness is nearness of meaning, by the word vectors that the `wordllama` package carries. Nothing is fetched."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bookbag.triage.words import words

if TYPE_CHECKING:
    from wordllama.inference import WordLlamaInference

SIZE = 256


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row of `SIZE` numbers and of length 1 for each text; a text without words is nowhere, all zeros."""
    plain = [" ".join(words(text)) for text in texts]
    found = np.zeros((len(plain), SIZE), dtype=np.float32)
    told = [at for at, text in enumerate(plain) if text]
    if told:
        found[told] = _model().embed([plain[at] for at in told], norm=True)
    return found


@lru_cache(maxsize=1)
def _model() -> "WordLlamaInference":
    import wordllama

    # The package looks for its own tokenizer under another name than the one it is shipped under, and would then
    # fetch it; told to look into itself it finds both.
    own = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=own, disable_download=True)
