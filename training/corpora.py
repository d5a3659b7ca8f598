"""Reads the training corpora as they were published into samples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.gum_names import named_spans
from training.labels import named_part, with_groups
from training.samples import MASKED, Sample, tag_spans

_OPENS = re.compile(r"\((\d+)-([a-z]+)[^()]*|(\d+)\)|\)")
_WIKIGOLD = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "other"}
_WNUT = {
    "person": "person",
    "location": "place",
    "corporation": "organization",
    "group": "organization",
    "product": "other",
    "creative-work": "other",
}
_RE3D = {"Person": "person", "Organisation": "organization", "Location": "place"}


def conllu(path: Path, source: str, *, names: bool = False) -> Iterator[Sample]:
    """Sentences of a CoNLL-U file; with `names`, GUM's entities become names."""
    document, rows, text = "", [], ""
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# newdoc id"):
            document = line.partition("=")[2].strip()
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line and line[0].isdigit():
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            yield _sample(rows, source, document, text, names)
            rows = []


def _sample(rows: list[list[str]], source: str, document: str, text: str, names: bool) -> Sample:
    sample = Sample(
        words=[row[1] for row in rows],
        source=source,
        document=document,
        upos=[row[3] for row in rows],
        xpos=[row[4] for row in rows],
        heads=[int(row[6]) for row in rows],
        relations=[row[7] for row in rows],
        text=text,
    )
    if names:
        sample.names = with_groups(sample, named_spans(sample, _entities(rows)))
    sample.relations = [row[7].partition(":")[0] for row in rows]
    return sample


def _entities(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """GUM's entities as (first, last, type), inner and outer ones."""
    found, opened = [], []
    for place, row in enumerate(rows):
        marks = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for mark in _OPENS.finditer(marks[1] if marks else ""):
            if mark[1]:
                opened.append((mark[1], place, mark[2]))
                continue
            wanted = mark[3] or (opened[-1][0] if opened else "")
            for number in range(len(opened) - 1, -1, -1):
                if opened[number][0] == wanted:
                    _, first, kind = opened.pop(number)
                    found.append((first, place, kind))
                    break
    return found


def columns(
    path: Path, source: str, kinds: dict[str, str], *, trim: bool = False
) -> Iterator[Sample]:
    """Sentences of a file of words and tags; `trim` keeps of each mark its named part only."""
    words: list[str] = []
    marks: list[str] = []
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.strip():
            parts = line.split()
            words.append(parts[0])
            marks.append(parts[-1])
        elif words:
            yield _tagged(words, marks, source, kinds, trim)
            words, marks = [], []


def _tagged(
    words: list[str], marks: list[str], source: str, kinds: dict[str, str], trim: bool
) -> Sample:
    sample = Sample(words=words, source=source)
    spans, doubted = [], []
    for first, last, mark in _marked(marks):
        if mark == "Nationality":
            spans.append((first, last, "group"))
        elif mark in kinds and not trim:
            spans.append((first, last, kinds[mark]))
        elif mark in kinds:
            kept, unsure = named_part(words, first, last, kinds[mark])
            spans += kept
            doubted += unsure
    tags = tag_spans(len(words), spans)
    for place in doubted:
        tags[place] = MASKED if tags[place] == "O" else tags[place]
    sample.names = with_groups(sample, tags)
    return sample


def _marked(marks: list[str]) -> list[tuple[int, int, str]]:
    spans: list[tuple[int, int, str]] = []
    for place, mark in enumerate(marks):
        edge, _, kind = mark.partition("-")
        if not kind:
            continue
        if edge == "I" and spans and spans[-1][1] == place - 1 and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], place, kind)
        else:
            spans.append((place, place, kind))
    return spans


def held_out(document: str, splits: str) -> bool:
    """Is this document of GUM in its dev part?"""
    return bool(re.search(rf"^  \* {re.escape(document)}$", splits, re.MULTILINE))


def everything(root: Path) -> tuple[list[Sample], list[Sample], list[Sample]]:
    """All samples under the training folder: to train on, GUM's dev documents, UD EWT dev."""
    splits = (
        (root / "gum" / "splits.md")
        .read_text("utf-8")
        .partition("## dev")[2]
        .partition("## test")[0]
    )
    ewt = root / "ud_english_ewt"
    train = list(conllu(ewt / "en_ewt-ud-train.conllu", "ewt"))
    dev = list(conllu(ewt / "en_ewt-ud-dev.conllu", "ewt"))
    gum = [
        sample
        for folder in ("class_a", "class_b")
        for path in sorted((root / "gum" / folder / "dep").glob("*.conllu"))
        for sample in conllu(path, "gum", names=True)
    ]
    train += [sample for sample in gum if not held_out(sample.document, splits)]
    train += columns(root / "wikigold" / "wikigold.conll.txt", "wikigold", _WIKIGOLD)
    for name in ("wnut17train.conll", "emerging.dev.conll"):
        train += columns(root / "wnut17" / name, "wnut17", _WNUT)
    for path in sorted((root / "re3d" / "conll").rglob("*.conll")):
        train += columns(path, "re3d", _RE3D, trim=True)
    return train, [sample for sample in gum if held_out(sample.document, splits)], dev
