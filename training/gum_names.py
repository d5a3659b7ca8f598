"""GUM marks every entity, named or not, whole phrases with titles and clauses: here the names.

1. an entity whose head is a proper noun is named; its name is the run of proper words around the
   head, joined by small words ("of", "for") where both sides belong to it;
2. titles stand outside persons; times are no names; things, works and events are "other";
3. outer names win over names inside them;
4. a proper noun that no named entity covers is left open, unless it is a title or a time.
"""

from __future__ import annotations

from training.labels import is_title
from training.samples import MASKED, Sample, tag_spans

_KIND = {"person": "person", "organization": "organization", "place": "place", "time": "time"}
_JOINS = frozenset(["of", "for", "the", "in", "on", "at", "to", "&", "-", "/", "de", "la"])
_BODY_JOINS = _JOINS | {"and"}
_TITLE_RELATIONS = ("nmod:desc", "det", "amod:desc")


def named_spans(sample: Sample, entities: list[tuple[int, int, str]]) -> list[str]:
    """Name tags of one sentence of GUM from its entities (first word, last word, type)."""
    taken: set[int] = set()
    spans: list[tuple[int, int, str]] = []
    silent: set[int] = set()
    owned = {
        last for _, last, _ in entities if sample.words[last].lower() in ("'s", "’s", "'", "’")
    }
    for first, last, marked in sorted(entities, key=lambda each: (each[0] - each[1], each[0])):
        kind = _KIND.get(marked, "other")
        head = _head(sample, first, last)
        if sample.upos is None or head is None or sample.upos[head] != "PROPN":
            continue
        left, right = _run(sample, first, last, head, kind, owned)
        if kind == "time":
            silent.update(range(left, right + 1))
        elif not taken & set(range(left, right + 1)):
            spans.append((left, right, kind))
            taken.update(range(left, right + 1))
    tags = tag_spans(len(sample.words), spans)
    for place, upos in enumerate(sample.upos or []):
        if upos == "PROPN" and tags[place] == "O" and place not in silent:
            tags[place] = "O" if is_title(sample.words[place]) else MASKED
    return tags


def _head(sample: Sample, first: int, last: int) -> int | None:
    """The word of the stretch that hangs from outside it; none when several do."""
    heads = sample.heads or []
    roots = [at for at in range(first, last + 1) if not first <= heads[at] - 1 <= last]
    return roots[0] if len(roots) == 1 else None


def _run(
    sample: Sample, first: int, last: int, head: int, kind: str, owned: set[int]
) -> tuple[int, int]:
    """The proper words around the head, without the titles of persons."""
    joins = _JOINS if kind in ("person", "place") else _BODY_JOINS
    if kind == "person":
        joins = frozenset({"-", "de", "la"})

    def proper(at: int) -> bool:
        return sample.xpos[at].startswith("NNP") or sample.upos[at] == "PROPN"  # type: ignore[index]

    def grow(step: int) -> int:
        edge, at = head, head + step
        while first <= at <= last:
            word = sample.words[at].lower()
            if proper(at):
                edge = at
            elif not (
                word in joins or (word in ("'s", "’s") and at not in owned and kind != "person")
            ):
                break
            at += step
        return edge

    left, right = grow(-1), grow(1)
    if kind == "person":
        titles = [at for at in range(left, head) if _is_title_word(sample, at)]
        left = titles[-1] + 1 if titles else left
    while left < head and sample.words[left].lower() == "the":
        left += 1
    return left, right


def _is_title_word(sample: Sample, at: int) -> bool:
    """Does this word before a person's head tell an office or a country, not the name?"""
    relation = (sample.relations or [])[at]
    return relation.startswith(_TITLE_RELATIONS) or (
        is_title(sample.words[at]) and relation.startswith(("compound", "nmod", "flat", "appos"))
    )
