"""Marks names in sentences whose tags are gold: `python -m training.teach TRAIN_FOLDER OUT.jsonl`.

Proposals of the package's rules, borne out by the gold tags, for UD EWT train.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from training.corpora import conllu
from training.samples import Sample, spans_of
from training.silver import add_names, by_rules


def stored(path: Path) -> list[Sample]:
    """The samples of a file written by this command."""
    return [Sample(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    source = options.corpora / "ud_english_ewt" / "en_ewt-ud-train.conllu"
    samples = list(conllu(source, "ewt"))
    for sample in samples:
        sample.relations = [relation.partition(":")[0] for relation in sample.relations or []]
    add_names(samples, by_rules)
    rows = (json.dumps(asdict(sample), ensure_ascii=False) for sample in samples)
    options.out.write_text("\n".join(rows) + "\n", "utf-8")
    kinds = Counter(kind for sample in samples for _, _, kind in spans_of(sample.names or []))
    print(dict(kinds), "left open:", sum((sample.names or []).count("?") for sample in samples))
