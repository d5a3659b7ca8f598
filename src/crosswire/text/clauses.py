"""Where a sentence says several things: the pieces that can stand as statements of their own."""

from __future__ import annotations

import re
from functools import cache

from crosswire import facts

# A clause needs a verb of its own after the joint; without a parser these forms show one, beside the
# past forms of irregular verbs.
AUXILIARIES = [
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "did",
    "does",
    "do",
    "said",
    "says",
]
REGULAR_FORM = r"\w{2,}(?:ed|es)"
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


@cache
def finite() -> re.Pattern[str]:
    """Forms of verbs that can stand as the predicate of a clause."""
    irregular = {forms[0] for forms in facts.load("verbs")["irregular"].values()}
    words = "|".join(sorted({*AUXILIARIES, *irregular}, key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{words}|{REGULAR_FORM})\b", re.IGNORECASE)


def has_verb(text: str) -> bool:
    """Does the text hold a finite verb, as far as its form shows one?"""
    return finite().search(text) is not None


def _stands_alone(piece: str) -> bool:
    return len(piece.split()) >= SHORTEST_WORDS and finite().search(piece) is not None


def _inside_quote(sentence: str, at: int) -> bool:
    before = sentence[:at]
    curly = before.count("“") - before.count("”")
    return curly > 0 or before.count('"') % 2 == 1
