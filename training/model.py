"""The encoder (BERT, six layers) with its heads, in torch: for training only.

1. input: word pieces, positions, and the shape of the word (capitals) a piece belongs to;
2. two learned mixtures of the layers: one for tags and tree, one for names;
3. a word is the mean of its pieces; the root of the tree is the piece that opens the sentence;
4. heads: tags linear, names linear, arcs biaffine, relations from the two words' features.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from crosswire.reader.shapes import CASES, OPENINGS, VOICES
from training.samples import NAME_TAGS, RELATIONS, UPOS

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, RELATION = 192, 128
DROPOUT = 0.1
HEAD_DROPOUT = 0.3


class Layer(nn.Module):
    """One layer of BERT: attention, then the feed-forward part, each with a residual and a norm."""

    def __init__(self, inner: int = INNER) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        query, key, value = (
            part(hidden).view(batch, length, HEADS, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        drop = DROPOUT if self.training else 0.0
        seen = functional.scaled_dot_product_attention(query, key, value, mask, drop)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))
        hidden = self.norm1(hidden + self.drop(seen))
        inner = self.outer(functional.gelu(self.inner(hidden)))
        return self.norm2(hidden + self.drop(inner))


class Mixture(nn.Module):
    """A learned weighted mean of the layers, at first mostly the last."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.tensor([0.0] * (LAYERS - 1) + [2.0]))

    def forward(self, layers: list[Tensor]) -> Tensor:
        shares = torch.softmax(self.weights, 0)
        return sum(share * layer for share, layer in zip(shares, layers, strict=True))  # type: ignore[return-value]


class Model(nn.Module):
    """All of it; `forward` gives the scores of one batch, and what each layer gave.

    `inner` are the widths of the feed-forward parts, layer by layer (`widths_of` stored weights).
    """

    def __init__(self, inner: Sequence[int] = (INNER,) * LAYERS) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.case, self.opening, self.voice = (
            nn.Embedding(n, WIDTH) for n in (CASES, OPENINGS, VOICES)
        )
        for table in (self.case, self.opening, self.voice):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width) for width in inner)
        self.grammar, self.naming = Mixture(), Mixture()
        self.drop, self.head_drop = nn.Dropout(DROPOUT), nn.Dropout(HEAD_DROPOUT)
        self.tags, self.names = nn.Linear(WIDTH, len(UPOS)), nn.Linear(WIDTH, len(NAME_TAGS))
        self.arc_low, self.arc_high = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.low, self.high = nn.Linear(WIDTH, 2 * RELATION), nn.Linear(WIDTH, 2 * RELATION)
        self.relation = nn.Linear(2 * RELATION, len(RELATIONS))

    def load_encoder(self, path: str) -> None:
        """Takes the pretrained weights of the encoder; the heads stay as drawn."""
        stored = load_file(path)
        moved = {"words.weight": stored["embeddings.word_embeddings.weight"]}
        moved["places.weight"] = stored["embeddings.position_embeddings.weight"]
        moved["kinds.weight"] = stored["embeddings.token_type_embeddings.weight"]
        for part in ("weight", "bias"):
            moved[f"norm.{part}"] = stored[f"embeddings.LayerNorm.{part}"]
            for n in range(LAYERS):
                for mine, theirs in _LAYER_PARTS.items():
                    moved[f"layers.{n}.{mine}.{part}"] = stored[
                        f"encoder.layer.{n}.{theirs}.{part}"
                    ]
        missing, surplus = self.load_state_dict(moved, strict=False)
        if surplus or any(name.startswith(("layers", "words", "norm")) for name in missing):
            raise SystemExit(f"the encoder's weights do not fit: {missing} {surplus}")

    def encoder_parameters(self) -> list[nn.Parameter]:
        """What was pretrained, for the small rate of learning."""
        old = (self.words, self.places, self.kinds, self.norm, self.layers)
        return [each for module in old for each in module.parameters()]

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        pieces, shapes = batch["pieces"], batch["shapes"]
        length = pieces.shape[1]
        cases, rest = shapes // (OPENINGS * VOICES), shapes % (OPENINGS * VOICES)
        hidden = self.words(pieces) + self.places.weight[:length] + self.kinds.weight[0]
        shape = self.case(cases) + self.opening(rest // VOICES) + self.voice(rest % VOICES)
        hidden = self.drop(self.norm(hidden + shape))
        mask = (pieces != 0)[:, None, None, :]
        layers = []
        for layer in self.layers:
            hidden = layer(hidden, mask)
            layers.append(hidden)
        grammar = self.head_drop(batch["pool"].to(hidden.dtype) @ self.grammar(layers))
        naming = self.head_drop(batch["pool"].to(hidden.dtype) @ self.naming(layers))
        low = self.head_drop(functional.relu(self.arc_low(grammar)))
        high = self.head_drop(functional.relu(self.arc_high(grammar)))
        low = torch.cat([low, torch.ones_like(low[..., :1])], -1)
        return {
            "tags": self.tags(grammar),
            "names": self.names(naming),
            "arcs": low @ self.arc.to(low.dtype) @ high.transpose(1, 2),
            "low": self.low(grammar),
            "high": self.high(grammar),
            "layers": torch.stack(layers),
        }

    def relations(self, low: Tensor, high: Tensor) -> Tensor:
        """Scores of the relations for pairs of words and their heads (the same leading shape)."""
        added = functional.relu(low[..., :RELATION] + high[..., :RELATION])
        multiplied = low[..., RELATION:] * high[..., RELATION:]
        return self.relation(self.head_drop(torch.cat([added, multiplied], -1)))


def widths_of(stored: dict[str, Tensor]) -> list[int]:
    """The widths of the feed-forward parts of stored weights, layer by layer."""
    return [len(stored[f"layers.{number}.inner.bias"]) for number in range(LAYERS)]


_LAYER_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "norm2": "output.LayerNorm",
}
