"""Where a sentence says several things: the pieces that can stand as statements of their own."""

from __future__ import annotations

import re

# A clause needs a verb of its own after the joint; without a parser these forms show one.
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do"
    r"|said|says|\w{2,}(?:ed|es)|went|came|took|told|fell|rose|left|made|met|held|ran|began|saw"
    r"|put|set|got|gave|found|lost|won|sent|kept|led|brought|broke|became)\b",
    re.IGNORECASE,
)
# "; " always parts; ", and" and its like part only where a subject of its own follows.
JOINT = re.compile(
    r";\s+|,\s+(?:and|but|while|whereas|though|although)\s+(?=(?:the|a|an|it|he|she|they|we|his|her"
    r"|their|its|this|that|these|those|some|about|at|all|both|another|\d|[A-Z“\"])\b)",
    re.IGNORECASE,
)
# A piece shorter than this says too little on its own to be laid beside another: "and it rained".
SHORTEST_WORDS = 3
LONGEST_SENTENCE = 4_000


def split_clauses(sentence: str) -> list[tuple[int, int]]:
    """Offsets of the pieces of a sentence, in order, none overlapping, together all but joints.

    A sentence with an open quotation mark at a joint is not parted there. Sentences over 4,000
    characters are taken whole.
    """
    if len(sentence) > LONGEST_SENTENCE:
        return [(0, len(sentence))]
    cuts = [0]
    ends: list[int] = []
    for joint in JOINT.finditer(sentence):
        left, right = sentence[cuts[-1] : joint.start()], sentence[joint.end() :]
        if (
            _stands_alone(left)
            and _stands_alone(right)
            and not _inside_quote(sentence, joint.start())
        ):
            ends.append(joint.start())
            cuts.append(joint.end())
    ends.append(len(sentence))
    return list(zip(cuts, ends, strict=True))


def has_verb(text: str) -> bool:
    """Does the text hold a finite verb, as far as its form shows one?"""
    return FINITE.search(text) is not None


def _stands_alone(piece: str) -> bool:
    return len(piece.split()) >= SHORTEST_WORDS and FINITE.search(piece) is not None


def _inside_quote(sentence: str, at: int) -> bool:
    before = sentence[:at]
    curly = before.count("“") - before.count("”")
    return curly > 0 or before.count('"') % 2 == 1
