"""Make the table of what words mean: the vectors of the `wordllama` package (MIT), fewer, shorter and in whole numbers.

Words of the corpus and the commonest of English are kept. The mean of all is taken away and common words are weighed down
(Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for sentence embeddings"), which judged better here than the
package's own vectors at a quarter of their size. `python -m training.triage.table` writes it into the package.
"""

from pathlib import Path

import numpy as np
import wordllama
from wordfreq import top_n_list, word_frequency

from bookbag.triage import meaning
from bookbag.triage.words import words
from training.triage.reading import read

HERE = Path(__file__).parent
COMMON = 25_000
SIZE = 64
WEIGHT = 1e-3
RAREST = 1e-7


def main() -> None:
    own = {word for each in read(HERE / "corpus") for word in words(f"{each.subject} {each.text}")}
    names = sorted({word for common in top_n_list("en", COMMON) for word in words(common)} | own)
    # The package looks for its tokenizer under another name than it ships it under, unless told where to look.
    package = Path(wordllama.__file__).parent
    rows = wordllama.WordLlama.load(cache_dir=package, disable_download=True).embed(names, norm=True)
    often = np.array([max(word_frequency(name, "en"), RAREST) for name in names])
    rows = rows - (rows * often[:, None]).sum(axis=0) / often.sum()
    _, _, axes = np.linalg.svd(rows, full_matrices=False)
    rows = (rows @ axes[:SIZE].T) * (WEIGHT / (WEIGHT + often))[:, None]
    scale = np.abs(rows).max() / 127
    target = HERE.parents[1] / "src" / "bookbag" / "triage" / meaning.TABLE
    np.savez_compressed(
        target, names=np.array("\n".join(names)), rows=np.round(rows / scale).astype(np.int8), scale=np.array(scale)
    )
    print(f"{len(names)} words, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
