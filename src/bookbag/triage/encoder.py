"""A transformer that reads a text as pieces and says of each what it means where it stands. No weights live here.

The arithmetic is BERT's (Devlin and others 2019), written for numpy and for what teaches it alike: `xp` is either.
"""

from collections.abc import Mapping
from typing import Any

HEADS = 12
"""Heads of attention in a layer."""
TINY = 1e-12
MATRICES = ("query", "key", "value", "out", "wide", "narrow")
"""The weights of a layer; each has its bias beside it, and the two norms have a scale and a bias."""


def layer(xp: Any, own: Mapping[str, Any], rows: Any, hidden: Any) -> Any:
    """One layer over texts of the same length: (texts, pieces, width). `hidden` is added to attention: minus much where
    nothing stands.
    """
    texts, pieces, width = rows.shape

    def spread(name: str) -> Any:
        told = rows @ own[name] + own[f"{name}.bias"]
        return told.reshape(texts, pieces, HEADS, width // HEADS).transpose(0, 2, 1, 3)

    near = spread("query") @ spread("key").transpose(0, 1, 3, 2) / (width // HEADS) ** 0.5 + hidden
    near = xp.exp(near - near.max(axis=-1, keepdims=True))
    near = near / near.sum(axis=-1, keepdims=True)
    heard = (near @ spread("value")).transpose(0, 2, 1, 3).reshape(texts, pieces, width)
    rows = norm(rows + heard @ own["out"] + own["out.bias"], own["first.scale"], own["first.bias"], xp)
    wide = rows @ own["wide"] + own["wide.bias"]
    # The hyperbolic tangent stands for the error function: it is what numpy has, and teaching uses the same.
    wide = 0.5 * wide * (1 + xp.tanh(0.7978845608 * (wide + 0.044715 * wide * wide * wide)))
    return norm(rows + wide @ own["narrow"] + own["narrow.bias"], own["second.scale"], own["second.bias"], xp)


def norm(rows: Any, scale: Any, bias: Any, xp: Any) -> Any:
    """Each row with mean 0 and variance 1, then scaled."""
    rows = rows - rows.mean(axis=-1, keepdims=True)
    return rows / xp.sqrt((rows * rows).mean(axis=-1, keepdims=True) + TINY) * scale + bias


def pooled(xp: Any, own: Mapping[str, Any], rows: Any, there: Any) -> tuple[Any, Any]:
    """A text as one row: its mean beside what each of a few looks at most; and how much each piece counts in each of them.

    `there` is 1 for each piece that stands there and 0 where nothing does: (texts, pieces).
    """
    even = there / there.sum(axis=1, keepdims=True)
    look = rows @ own["look"] + own["look.bias"] - 1e4 * (1 - there)[:, :, None]
    look = xp.exp(look - look.max(axis=1, keepdims=True))
    look = look / look.sum(axis=1, keepdims=True)
    shares = xp.concatenate([even[:, :, None], look], axis=2)
    flat = (shares.transpose(0, 2, 1) @ rows).reshape(rows.shape[0], -1)
    return flat, shares


def read(xp: Any, weights: Mapping[str, Any], rows: Any, there: Any, *, layers: int) -> Any:
    """Texts, given as the rows of their pieces and places, as rows of what each piece means where it stands."""
    rows = norm(rows, weights["begin.scale"], weights["begin.bias"], xp)
    hidden = -1e4 * (1 - there)[:, None, None, :]
    for number in range(layers):
        stem = f"{number}."
        own = {name.removeprefix(stem): held for name, held in weights.items() if name.startswith(stem)}
        rows = layer(xp, own, rows, hidden)
    return rows


def flags(xp: Any, weights: Mapping[str, Any], flat: Any, signs: Any, *, there: Any, chosen: Any) -> Any:
    """Log odds of each flag: what the whole text says, and for signs what their most telling pieces say beside.

    `chosen` has a row for each sign with a 1 at its flag.
    """
    odds = flat @ weights["flags"] + weights["flags.bias"]
    most = signs * 2 - 1e4 * (1 - there)[:, :, None]
    top = most.max(axis=1)
    best = (top + xp.log(xp.exp(most - top[:, None, :]).sum(axis=1))) / 2
    return odds + (best * weights["mix"]) @ chosen
