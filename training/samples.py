"""What one sentence teaches: words, and whatever its corpus marks of tags, tree and names."""

from __future__ import annotations

from dataclasses import dataclass, field

from crosswire.reader.read import KINDS, NAME_TAGS, RELATIONS, UPOS

__all__ = ["KINDS", "MASKED", "NAME_TAGS", "RELATIONS", "UPOS", "Sample", "spans_of", "tag_spans"]

MASKED = "?"


@dataclass
class Sample:
    """One sentence; `heads` count words from 1, 0 is the root; `names` are tags of `NAME_TAGS`,
    or `MASKED` where the corpus does not say."""

    words: list[str]
    source: str
    document: str = ""
    upos: list[str] | None = None
    heads: list[int] | None = None
    relations: list[str] | None = None
    names: list[str] | None = None
    xpos: list[str] = field(default_factory=list)
    text: str = ""


def tag_spans(length: int, spans: list[tuple[int, int, str]]) -> list[str]:
    """Tags for spans of words [first, last]; no two may overlap."""
    tags = ["O"] * length
    for first, last, kind in spans:
        tags[first] = f"B-{kind}"
        tags[first + 1 : last + 1] = [f"I-{kind}"] * (last - first)
    return tags


def spans_of(tags: list[str]) -> list[tuple[int, int, str]]:
    """The spans [first, last, kind] of a row of tags; an I- without its B- opens one."""
    spans: list[tuple[int, int, str]] = []
    for place, tag in enumerate(tags):
        if tag[:2] == "I-" and spans and spans[-1][1] == place - 1 and spans[-1][2] == tag[2:]:
            spans[-1] = (spans[-1][0], place, tag[2:])
        elif tag[:2] in ("B-", "I-"):
            spans.append((place, place, tag[2:]))
    return spans
