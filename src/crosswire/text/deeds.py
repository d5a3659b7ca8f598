"""What is announced: the deed behind "will", "is due to", "plans to"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from crosswire import facts
from crosswire.text.modes import Group, pattern, phrases, plain
from crosswire.text.stems import content_words, stem

CUES: Final[tuple[Group, ...]] = ("expected", "backshifted", "possible")
# Between the cue and its verb: "will reportedly also be", "announced plans to".
FILLERS = frozenset(
    {"be", "been", "to", "not", "also", "now", "then", "only", "soon", "again", "have"}
)
WORD = re.compile(r"[a-z][a-z'-]*")
MOST_FILLERS = 4
MAY = re.compile(r"\b(?:may|might)\s+(?:also\s+|now\s+|soon\s+|yet\s+|\w+ly\s+)?([a-z]+)")
BELIEF = re.compile(
    r"(?:i|we)\s+(?:think|believe|expect|hope|fear|am sure|are sure)\s+(?:that\s+)?"
)
# Content words behind a light verb that say what is done: "hold urgent consultations on Friday".
OBJECTS = 3


def deed_of(told: str, light: frozenset[str]) -> tuple[str, ...]:
    """Stems of the verb that is announced, or of what stands behind it where it is one of the `light`
    ones; of the verb itself in a timetable ("services start"); empty where nothing is announced."""
    text = plain(told)
    cue = next((found for group in CUES if (found := pattern(group).search(text))), None)
    if cue is None:
        timetable = pattern("present_future").search(text)
        return tuple(content_words(timetable.group())) if timetable else ()
    for number, word in enumerate(WORD.finditer(text, cue.end())):
        if number >= MOST_FILLERS:
            break
        if word.group() in FILLERS or word.group().endswith("ly"):
            continue
        verb = stem(word.group())
        if verb not in light:
            return (verb,)
        return tuple(content_words(text[word.end() :])[:OBJECTS])
    return ()


def may_come(told: str) -> bool:
    """Is a deed held possible: "prosecutors may seek"? What may be, may mean or may have been is none."""
    found = MAY.search(told)
    return found is not None and found[1] not in facts.words("modes", "states")


def without_belief(told: str) -> str:
    """Without "I think that" before it: whoever thinks that a thing will be expects it."""
    return BELIEF.sub("", plain(told).lstrip('"“ '))


@cache
def ahead_words() -> frozenset[str]:
    """Stems of the cues that announce: "expect", "schedule", "plan"."""
    return frozenset(word for cue in phrases("expected") for word in content_words(cue))
