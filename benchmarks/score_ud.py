"""Scores tags and trees: `python -m benchmarks.score_ud upos|las DEV.conllu [OUTPUT.jsonl]`.

Without OUTPUT it writes the input lines of the task `ud` instead. Words and sentences are the gold
ones; relations count without their subtypes. UPOS: share of words with the right tag; UAS: with the
right head; LAS: with the right head and relation, punctuation included.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, str, int, str]


def sentences(path: Path) -> Iterator[list[Row]]:
    """The sentences of a CoNLL-U file as rows of form, tag, head and relation."""
    rows: list[Row] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        columns = line.split("\t")
        if columns[0].isdigit():
            relation = columns[7].partition(":")[0]
            rows.append((columns[1], columns[3], int(columns[6]), relation))
        elif not line and rows:
            yield rows
            rows = []


def figures(gold: list[list[Row]], said: list[list[list[object]]]) -> dict[str, float]:
    """The shares of words right; a sentence with another number of words counts as all wrong."""
    right = dict.fromkeys(("upos", "uas", "las"), 0)
    for rows, words in zip(gold, said, strict=True):
        if len(rows) != len(words):
            continue
        for (_, upos, head, relation), word in zip(rows, words, strict=True):
            right["upos"] += word[0] == upos
            right["uas"] += word[1] == head
            right["las"] += word[1:] == [head, relation]
    count = sum(map(len, gold))
    return {name: hits / count for name, hits in right.items()}


def main() -> None:
    """Prints the figures, the one asked for last, as the score; or the input lines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figure", choices=("upos", "uas", "las"))
    parser.add_argument("gold", type=Path)
    parser.add_argument("output", type=Path, nargs="?")
    parser.add_argument("--misses", help="not told here: there are thousands")
    options = parser.parse_args()
    gold = list(sentences(options.gold))
    if options.output is None:
        for number, rows in enumerate(gold):
            print(json.dumps({"id": str(number), "words": [row[0] for row in rows]}))
        return
    lines = options.output.read_text("utf-8").splitlines()
    found = figures(gold, [json.loads(line)["words"] for line in lines])
    for name, share in found.items():
        print(f"{name} {share:.4f}")
    print(f"score {found[options.figure]:.4f}")


if __name__ == "__main__":
    main()
