"""Trains the reader: `python -m training.train TRAIN_FOLDER ENCODER_FOLDER OUT.safetensors`.

All heads learn together; a batch teaches what its corpora mark. Fixed seeds; one line a hundred
steps and the figures on UD EWT dev (gold words) after each epoch.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

from crosswire.reader.wordpieces import WordPieces
from training.augment import stock, varied
from training.batches import IGNORE, epochs, grouped, tensors
from training.corpora import everything
from training.model import LAYERS, Model, widths_of
from training.samples import NAME_TAGS, Sample, spans_of
from training.synthetic import invented, with_bodies
from training.teach import stored

RATES = {"encoder": 1.2e-4, "heads": 1e-3}
WEIGHTS = {"tags": 1.0, "arcs": 1.0, "relations": 1.0, "names": 1.5}
# So many pieces of a batch are hidden, so that a word is also read from its neighbours: the longer
# one trains on so few trees, the more the words themselves are learned by heart.
HIDDEN = 0.05
# With a teacher: the heads whose chances are copied, how much the copies weigh, and how much what the
# corpora mark weighs beside them.
_COPIED = ("tags", "names")
COPIES = {"layers": 4.0, "as told: tags": 1.0, "as told: arcs": 1.0, "as told: names": 1.5}
MARKED = 0.3
# The mean of the weights over about the last quarter of the steps is what is kept and measured.
MEAN = 0.25


def losses(
    model: Model, batch: dict[str, Tensor], teacher: Model | None = None
) -> dict[str, Tensor]:
    """The mean loss of each head over the words that are marked for it; absent when none are.

    With a teacher also how far each layer and each head is from the teacher's, marked or not.
    """
    with torch.autocast("cpu", torch.bfloat16):
        out = model(batch)
        found: dict[str, Tensor | None] = _copied(out, batch, teacher) if teacher else {}
        found |= {name: _loss(out[name], batch[name]) for name in ("tags", "names")}
        heads = batch["heads"]
        if bool((heads != IGNORE).any()):
            marked = heads != IGNORE
            arcs = out["arcs"].float()
            size = arcs.shape[-1]
            outside = torch.arange(size)[None, :] > batch["lengths"][:, None]
            arcs = arcs.masked_fill(outside[:, None, :], -1e4)
            found["arcs"] = functional.cross_entropy(arcs[marked], heads[marked])
            rows = torch.nonzero(marked)[:, 0]
            scores = model.relations(out["low"][marked], out["high"][rows, heads[marked]])
            found["relations"] = functional.cross_entropy(
                scores.float(), batch["relations"][marked]
            )
    return {name: loss for name, loss in found.items() if loss is not None}


def _copied(
    out: dict[str, Tensor], batch: dict[str, Tensor], teacher: Model
) -> dict[str, Tensor | None]:
    """What parts the layers from the teacher's (squares, in parts of theirs), and the heads'
    chances from the teacher's (cross entropy)."""
    with torch.no_grad():
        wanted = teacher(batch)
    real = batch["pieces"] != 0
    mine, theirs = out["layers"][:, real].float(), wanted["layers"][:, real].float()
    lengths = batch["lengths"][:, None]
    words = torch.arange(out["tags"].shape[1])[None]
    inside = (words > 0) & (words <= lengths)
    outside = words > lengths
    arcs = [
        each["arcs"].float().masked_fill(outside[:, None, :], -1e4)[inside]
        for each in (out, wanted)
    ]
    found = {"layers": (mine - theirs).square().sum() / theirs.square().sum() * LAYERS}
    pairs = [arcs] + [[each[name].float()[inside] for each in (out, wanted)] for name in _COPIED]
    for name, (said, taught) in zip(("arcs", *_COPIED), pairs, strict=True):
        found[f"as told: {name}"] = functional.cross_entropy(said, taught.softmax(-1))
    return found  # type: ignore[return-value]


def _loss(scores: Tensor, wanted: Tensor) -> Tensor | None:
    if not bool((wanted != IGNORE).any()):
        return None
    return functional.cross_entropy(
        scores.float().flatten(0, 1), wanted.flatten(), ignore_index=IGNORE, label_smoothing=0.03
    )


def _hide(pieces: Tensor, hidden: int) -> None:
    """Puts the mask in the place of a few pieces; the ends of the sentence and padding stay."""
    inside = (pieces != 0).cumsum(1) < (pieces != 0).sum(1, keepdim=True)
    inside[:, 0] = False
    pieces[inside & (torch.rand(pieces.shape) < HIDDEN)] = hidden


@torch.no_grad()
def figures(model: Model, samples: list[Sample], cutter: WordPieces) -> dict[str, float]:
    """UPOS, UAS, LAS (heads taken greedily) and F1 of names, whatever the samples mark."""
    model.eval()
    right = dict.fromkeys(("upos", "uas", "las"), 0)
    words = hits = said = gold = 0
    for batch in grouped(samples, cutter, 4096, None):
        packed = tensors(batch, cutter)
        out = model(packed)
        size = out["arcs"].shape[-1]
        outside = torch.arange(size)[None, :] > packed["lengths"][:, None]
        heads = out["arcs"].masked_fill(outside[:, None, :], -1e4).argmax(-1)
        marked = packed["heads"] != IGNORE
        rows = torch.nonzero(marked)[:, 0]
        scores = model.relations(out["low"][marked], out["high"][rows, heads[marked]])
        same = heads[marked] == packed["heads"][marked]
        right["upos"] += int((out["tags"].argmax(-1) == packed["tags"])[marked].sum())
        right["uas"] += int(same.sum())
        right["las"] += int((same & (scores.argmax(-1) == packed["relations"][marked])).sum())
        words += int(marked.sum())
        for row, sample in enumerate(batch):
            if sample.names is None:
                continue
            best = out["names"][row, 1 : len(sample.words) + 1].argmax(-1).tolist()
            found, known = set(spans_of([NAME_TAGS[n] for n in best])), set(spans_of(sample.names))
            hits, said, gold = hits + len(found & known), said + len(found), gold + len(known)
    model.train()
    result = {name: round(count / max(words, 1), 4) for name, count in right.items()}
    return {**result, "names": round(2 * hits / max(said + gold, 1), 4)} if gold else result


def _model(options: argparse.Namespace) -> Model:
    """The model to go on from: as narrow as the weights it starts with."""
    if options.start:
        return _stored(options.start)
    model = Model()
    model.load_encoder(str(options.encoder / "model.safetensors"))
    return model


def _stored(path: Path) -> Model:
    weights = load_file(path)
    model = Model(widths_of(weights))
    model.load_state_dict(weights)
    return model


def train(options: argparse.Namespace) -> None:
    """Runs the whole training and writes the weights after each epoch."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    vocabulary = (options.encoder / "vocab.txt").read_text("utf-8").splitlines()
    cutter = WordPieces(vocabulary)
    samples, gum_dev, dev = everything(options.corpora)
    if options.silver:
        samples = [sample for sample in samples if sample.source != "ewt"] + stored(options.silver)
    words = stock(options.corpora / "name_transliteration")
    samples += invented(options.invented, rng, words)
    if options.few:
        samples, gum_dev, dev = rng.sample(samples, options.few), gum_dev[:100], dev[:200]
    model = _model(options)
    weights, teacher = WEIGHTS, None
    if options.teacher:
        weights = COPIES | {name: MARKED * weight for name, weight in WEIGHTS.items()}
        teacher = _stored(options.teacher).eval()
    known = {id(each) for each in model.encoder_parameters()}
    fresh = [each for each in model.parameters() if id(each) not in known]
    groups = [{"params": model.encoder_parameters()}, {"params": fresh}]
    hidden = vocabulary.index("[MASK]")
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    plan = epochs(samples, cutter, options.budget, options.seed)
    steps = options.epochs * len(grouped(samples, cutter, options.budget, None))
    steps = min(steps, options.steps or steps)
    mean = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(1 - 1 / max(MEAN * steps, 2))
    )
    print(f"{len(samples)} sentences, about {steps} steps", flush=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [rate * options.rate for rate in RATES.values()], steps + 50 * options.epochs, pct_start=0.08, anneal_strategy="linear",
        cycle_momentum=False, final_div_factor=50,
    )  # fmt: skip
    # What is like its teacher learns nothing by heart: no neurons are left out.
    model.train(teacher is None)
    began, step = time.time(), 0
    for epoch in range(options.epochs):
        for batch in next(plan):
            changed = [varied(with_bodies(sample, rng, words), rng, words) for sample in batch]
            packed = tensors(changed, cutter)
            _hide(packed["pieces"], hidden)
            parts = losses(model, packed, teacher)
            torch.stack([weights[name] * loss for name, loss in parts.items()]).sum().backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            mean.update_parameters(model)
            step += 1
            if step == options.steps:
                break
            if step % 100 == 0:
                shown = {name: round(loss.item(), 3) for name, loss in parts.items()}
                print(f"{step} {time.time() - began:.0f} s {shown}", flush=True)
                save_file(mean.module.state_dict(), options.out)
        save_file(mean.module.state_dict(), options.out)
        print(f"epoch {epoch + 1}: dev {figures(mean.module, dev, cutter)}", flush=True)
        print(f"epoch {epoch + 1}: gum {figures(mean.module, gum_dev, cutter)}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="weights of an earlier training to go on from")
    parser.add_argument("--teacher", type=Path, help="weights of a wider reader to be like")
    parser.add_argument("--silver", type=Path, help="silver samples written by training.teach")
    parser.add_argument("--invented", type=int, default=2500, help="sentences from templates")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--steps", type=int, default=0, help="end after so many, within one epoch")
    parser.add_argument("--budget", type=int, default=1024, help="padded pieces in a batch")
    parser.add_argument("--rate", type=float, default=1.0, help="factor on the rates of learning")
    parser.add_argument("--few", type=int, default=0, help="train on so many sentences only")
    parser.add_argument("--seed", type=int, default=17)
    train(parser.parse_args())
