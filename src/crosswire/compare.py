"""A bare sentence against what is told: does it bear the sentence out, or speak against it?

Neither more nor less than words can show: where they do not, the answer is that they do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from crosswire.match.agree import Side, Word, verdict
from crosswire.match.lexicon import Lexicon
from crosswire.records.base import Feature
from crosswire.text.agree import parts_of
from crosswire.text.stems import stem

Stand = Literal["supports", "contradicts", "related", "apart"]

# Calibrated on 1,500 pairs of encyclopedia evidence and claim, half of them refuted, and 1,200 claims
# laid beside evidence of other things.
SUPPORT_COVER = 0.9
"""How much of the sentence the evidence must hold. At .9, 92 of 100 are borne out (39 in 100 of those
that could be are found); at .7, 74 of 100; beside evidence of other things none reaches .9."""
CLASH_COVER = 0.5
"""How much of the rest of the sentence it must hold to speak against it: 94 of 100 are refuted. Without
it one in five sentences about other things seemed to be contradicted, with it one in 600."""
RELATED_COVER = 0.5
"""What shares less is about something else; from here on a reader wants to see it, and to judge."""

# Words of a sentence that are compared; a claim to be checked is a sentence, not a page.
LONGEST = 2_000


@dataclass(frozen=True)
class Compared:
    """How a telling stands to the sentence; `cover` is how much of the sentence it holds (0 to 1).

    `reason` says which words decided.
    """

    stand: Stand
    cover: float
    reason: str


def compare(told: str, asked: str) -> Compared:
    """Does `told` bear out what `asked` says?"""
    evidence, sentence = _side(told[:LONGEST]), _side(asked[:LONGEST])
    if not sentence.content:
        return Compared("apart", 0.0, "the sentence holds no word to compare")
    found = verdict(evidence, sentence, _lexicon())
    reason = found.reasons[0]
    cover = _cover(evidence, sentence.content)
    if found.verdict == "conflicts":
        rest = _rest(sentence, reason)
        if rest and _cover(evidence, rest) >= CLASH_COVER:
            return Compared("contradicts", cover, _in_words(reason))
    elif reason.value >= SUPPORT_COVER and cover >= SUPPORT_COVER:
        return Compared("supports", cover, "it holds what the sentence says")
    if cover >= RELATED_COVER:
        return Compared("related", cover, "it holds some of what the sentence says")
    return Compared("apart", cover, "it holds little of what the sentence says")


@lru_cache(maxsize=20_000)
def _side(text: str) -> Side:
    return Side(tuple(Word(**part._asdict()) for part in parts_of(text)))


@cache
def _lexicon() -> Lexicon:
    return Lexicon(stem)


def _rest(sentence: Side, reason: Feature) -> list[Word]:
    """The sentence without the words that are contradicted; a denial takes none of them away."""
    if reason.name == "denial":
        return list(sentence.content)
    gone = set(reason.right.split())
    return [word for word in sentence.content if word.form not in gone]


def _cover(evidence: Side, words: Sequence[Word]) -> float:
    whole = sum(word.weight for word in words)
    held = sum(w.weight for w in words if any(_same(told, w) for told in evidence.content))
    return round(held / whole, 4) if whole else 0.0


def _same(told: Word, asked: Word) -> bool:
    if told.is_number or asked.is_number:
        return (told.unit, told.low, told.high) == (asked.unit, asked.low, asked.high)
    if told.place and asked.place:
        return told.place == asked.place or _lexicon().holds(asked.place, told.place)
    return told.stem == asked.stem or _lexicon().same(told.stem, asked.stem)


def _in_words(reason: Feature) -> str:
    if reason.name == "denial":
        return f"one denies what the other says: {reason.right}"
    return f"{reason.left or 'nothing'} is told where the sentence says {reason.right}"
