"""Makes the feed-forward parts narrower: `python -m training.prune TRAIN ENCODER WEIGHTS OUT --share 0.5`.

Neurons are taken away one after the other, each time the one whose loss changes what its layer gives
least when all others make up for it as well as they can (least squares over sentences of the training
corpora, known as the optimal brain surgeon). Layers share one account: a layer that is full of idle
neurons loses more. What is left is then taught again (`training.train --teacher`).
"""

from __future__ import annotations

import argparse
import heapq
import random
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from crosswire.reader.wordpieces import WordPieces
from training.batches import grouped, tensors
from training.corpora import everything
from training.model import LAYERS, Model, widths_of
from training.samples import Sample

# Widths are whole multiples of this, which the products of 8-bit matrices like.
STEP = 64
# No layer keeps less than this share of the share that is asked for.
LEAST = 0.5
# Added to the diagonal, as a share of its mean, so that idle neurons can be inverted.
DAMPING = 1e-3


class Part:
    """The feed-forward part of one layer while its neurons are taken away."""

    def __init__(self, moments: Tensor, outer: Tensor, bias: Tensor, scale: float) -> None:
        """`moments` are of the active neurons and a constant one; errors count in parts of `scale`."""
        size = len(moments) - 1
        damped = moments + torch.eye(size + 1) * DAMPING * moments.diagonal()[:-1].mean()
        self.inverse = torch.linalg.inv(damped.double())
        self.rows = torch.cat([outer.T, bias[None]]).double()
        self.kept = torch.ones(size, dtype=torch.bool)
        self.scale = scale

    def cheapest(self) -> tuple[float, int]:
        """The least error that taking one more neuron away brings, and which."""
        size = len(self.kept)
        errors = self.rows[:size].square().sum(1) / self.inverse.diagonal()[:size]
        errors = torch.where(self.kept, errors, float("inf"))
        at = int(errors.argmin())
        return float(errors[at]) / self.scale, at

    def drop(self, at: int) -> None:
        """Takes one neuron away; the others and the bias make up for it."""
        column = self.inverse[:, at].clone()
        pivot = column[at].clone()
        self.rows -= column[:, None] * self.rows[at][None] / pivot
        self.inverse -= column[:, None] * column[None] / pivot
        self.rows[at] = 0
        self.inverse[at, at] = 1
        self.kept[at] = False


@torch.no_grad()
def parts_of(model: Model, samples: list[Sample], cutter: WordPieces) -> list[Part]:
    """One part a layer, with the moments of its neurons over the samples."""
    moments = [torch.zeros(width + 1, width + 1) for width in widths_of(model.state_dict())]
    spread = [0.0] * LAYERS
    seen: dict[int, tuple[Tensor, Tensor]] = {}
    for number, layer in enumerate(model.layers):
        layer.inner.register_forward_hook(_keeper(seen, number))
    model.eval()
    for batch in grouped(samples, cutter, 2048, None):
        packed = tensors(batch, cutter)
        model(packed)
        real = packed["pieces"] != 0
        for number, (middle, inner) in seen.items():
            active = functional.gelu(inner[real])
            active = torch.cat([active, torch.ones(len(active), 1)], 1)
            moments[number] += active.T @ active
            layer = model.layers[number]
            total = middle[real] + layer.outer(active[:, :-1])
            spread[number] += float((total - total.mean(1, keepdim=True)).square().sum())
    return [
        Part(moments[at], layer.outer.weight, layer.outer.bias, spread[at])
        for at, layer in enumerate(model.layers)
    ]


def _keeper(
    seen: dict[int, tuple[Tensor, Tensor]], number: int
) -> Callable[[object, tuple[Tensor], Tensor], None]:
    """A hook that keeps what the first half of a part takes and gives."""

    def keep(_module: object, taken: tuple[Tensor], given: Tensor) -> None:
        seen[number] = (taken[0], given)

    return keep


def thin(parts: list[Part], share: float) -> None:
    """Takes neurons away until this share is left, in whole steps for each layer."""
    size = len(parts[0].kept)
    wanted = round(share * size * len(parts) / STEP)
    least = max(STEP, round(LEAST * share * size / STEP) * STEP)
    # What a step of a layer costs is known only when it is taken: the layer whose last one was the
    # cheapest goes on.
    queue = [(0.0, at) for at in range(len(parts))]
    steps = sum(int(part.kept.sum()) for part in parts) // STEP
    while steps > wanted and queue:
        _, at = heapq.heappop(queue)
        part = parts[at]
        cost = 0.0
        for _ in range(STEP):
            error, neuron = part.cheapest()
            cost += error
            part.drop(neuron)
        steps -= 1
        if int(part.kept.sum()) > least:
            heapq.heappush(queue, (cost, at))


def main() -> None:
    """Writes the narrower weights and says how wide each layer is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of the neurons that are kept")
    parser.add_argument("--sentences", type=int, default=3000)
    options = parser.parse_args()
    cutter = WordPieces((options.encoder / "vocab.txt").read_text("utf-8").splitlines())
    samples = random.Random(17).sample(everything(options.corpora)[0], options.sentences)
    stored = load_file(options.weights)
    model = Model(widths_of(stored))
    model.load_state_dict(stored)
    parts = parts_of(model, samples, cutter)
    thin(parts, options.share)
    for number, part in enumerate(parts):
        name = f"layers.{number}"
        for which in ("weight", "bias"):
            stored[f"{name}.inner.{which}"] = stored[f"{name}.inner.{which}"][
                part.kept
            ].contiguous()
        stored[f"{name}.outer.weight"] = part.rows[:-1][part.kept].T.float().contiguous()
        stored[f"{name}.outer.bias"] = part.rows[-1].float().contiguous()
    save_file(stored, options.out)
    print("widths", widths_of(stored))


if __name__ == "__main__":
    main()
