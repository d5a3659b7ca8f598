"""Writes trained weights as the files the package reads: `python -m training.export WEIGHTS ENCODER OUT`.

`--float` writes the same graph in floats, to measure what eight bits cost.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import onnx
from safetensors.numpy import load_file

from crosswire.reader.encoder import GRAPH, RELATION, VOCABULARY
from training.graph import build


def export(weights: Path, encoder: Path, out: Path, *, small: bool) -> None:
    """Graph, weights beside it (mapped into memory at run time), vocabulary, last layer."""
    out.mkdir(parents=True, exist_ok=True)
    stored = load_file(weights)
    model = build(stored, small=small)
    beside = GRAPH.replace(".onnx", ".bin")
    (out / beside).unlink(missing_ok=True)
    onnx.save_model(
        model,
        out / GRAPH,
        save_as_external_data=True,
        all_tensors_to_one_file=True,
        location=beside,
    )
    np.savez(
        out / RELATION,
        weight=stored["relation.weight"].astype(np.float16),
        bias=stored["relation.bias"].astype(np.float16),
    )
    shutil.copy(encoder / "vocab.txt", out / VOCABULARY)
    sizes = {path.name: path.stat().st_size for path in sorted(out.iterdir())}
    print(sizes, sum(sizes.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true")
    options = parser.parse_args()
    export(options.weights, options.encoder, options.out, small=not options.float)
