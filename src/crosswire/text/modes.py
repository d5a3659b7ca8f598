"""How a clause takes what it tells: reported, expected, possible, denied ... and whether it negates.

The words are in `data/modes.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from crosswire import facts
from crosswire.records.claim import Mode
from crosswire.text.clauses import has_verb

Group = Literal[
    "expected", "present_future", "possible", "alleged", "conditional", "negators", "harmless",
    "backshifted", "judging", "perceived", "intentions", "opinion",
    "deniers", "cancelled", "postponed", "moved", "failed", "kept", "overtaken", "revised", "own_eyes",
]  # fmt: skip
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "\u00a0": " "})
SUBORDINATE = re.compile(
    r",?\s(?:as|after|because|while|when|since|before|which|who|whose|where|although|though|amid"
    r"|despite|so that|even as|adding that)\s|,\s(?:that|and|but)\s"
)
WORD_ENDS = ("'ll", "n't")
NEGATED_CUE = re.compile(r"\b\w*(?:n't|not|never|cannot)(?=\s{3})")
PASSIVE = re.compile(r"be\s+\w+")
MARKS = str.maketrans(dict.fromkeys('"“”', " "))
QUOTED = re.compile(r'"[^"]{0,600}"|“[^”]{0,600}”')


def phrases(group: Group) -> frozenset[str]:
    """The phrases of one group, lower case."""
    return facts.words("modes", group)


@cache
def pattern(group: Group) -> re.Pattern[str]:
    """The phrases of one group as one pattern over lower-case text, longest first."""
    longest_first = sorted(phrases(group), key=lambda phrase: (-len(phrase), phrase))
    told = [phrase.translate(TYPOGRAPHY).strip() for phrase in longest_first]
    words = [_as_pattern(phrase) for phrase in told if phrase not in WORD_ENDS]
    ends = [_as_pattern(phrase) for phrase in told if phrase in WORD_ENDS]
    # One look at the start of each word, rather than one for each phrase at each letter.
    return re.compile(
        "|".join([rf"\b(?:{'|'.join(words)})(?!\w)", *(f"{end}(?!\\w)" for end in ends)])
    )


def _as_pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


def has(group: Group, clause: str) -> bool:
    """Does the clause hold a phrase of the group?"""
    return pattern(group).search(plain(clause)) is not None


def plain(clause: str) -> str:
    """Lower case, with straight apostrophes."""
    return clause.translate(TYPOGRAPHY).lower()


def is_negated(clause: str) -> bool:
    """Is what the clause tells denied by it? Two negations are none; negation in form only is none."""
    text = pattern("harmless").sub(" ", _without_cues(plain(clause)))
    return len(pattern("negators").findall(text)) % 2 == 1


def _without_cues(text: str) -> str:
    """Without negations that stood before a cue which was cut out: "did not [say] that it burned"."""
    return NEGATED_CUE.sub(lambda match: " " * len(match.group()), text)


def after_negation(clause: str) -> str:
    """What stands behind the first true negation of a clause; empty where there is none."""
    text = _without_cues(plain(clause))
    text = pattern("harmless").sub(lambda match: " " * len(match.group()), text)
    found = pattern("negators").search(text)
    return clause[found.end() :] if found else ""


def mode_of(clause: str, *, stance: str = "said", looks_ahead: bool = False) -> Mode:
    """The mode of a clause.

    `stance` is that of the cue that brings it ("denied", "expected", ...: see records.Voice).
    `looks_ahead` says that the clause holds a time after its publication, which alone makes
    "Services start on Friday" an expectation.
    """
    text = plain(clause).strip()
    unquoted = main_clause(_in_own_words(text))
    modes: tuple[tuple[Mode, bool], ...] = (
        ("asked", stance == "asked" or text.rstrip("\"' ”").endswith("?")),
        ("denied", stance == "denied"),
        ("conditional", _opens_conditional(unquoted)),
        ("expected", stance == "expected" or _announces(unquoted, looks_ahead=looks_ahead)),
        ("alleged", stance == "alleged" or pattern("alleged").search(unquoted) is not None),
        ("possible", stance == "possible" or _holds_possible(unquoted)),
        ("expected", looks_ahead and pattern("present_future").search(unquoted) is not None),
    )
    return next((mode for mode, holds in modes if holds), "reported")


def _opens_conditional(text: str) -> bool:
    found = pattern("conditional").search(text)
    return found is not None and found.start() == 0


def main_clause(text: str) -> str:
    """The clause up to where another one hangs on it: "they met, as they aim to trade" is "they met".

    Nothing is cut before the first verb: "as they met, they laughed" is whole.
    """
    for joint in SUBORDINATE.finditer(text):
        if has_verb(text[: joint.start()]):
            return text[: joint.start()]
    return text


def _in_own_words(text: str) -> str:
    """The text without what it quotes; a quotation alone is all there is."""
    rest = QUOTED.sub(" ", text)
    if any(letter.isalpha() for letter in rest):
        return rest
    return text.translate(MARKS).strip()


def _holds_possible(text: str) -> bool:
    return pattern("possible").search(pattern("perceived").sub(" ", text)) is not None


def _announces(text: str, *, looks_ahead: bool) -> bool:
    """Is something to come announced? "Would meet" is, "would be a mistake" is a judgement, and "would be
    on strike on Thursday" is none before that Thursday."""
    if pattern("expected").search(text):
        return True
    would = pattern("backshifted").search(text)
    if would is None:
        return False
    rest = text[would.end() :].lstrip()
    judges = pattern("judging").match(rest) is not None
    return (
        not judges
        or looks_ahead
        or (PASSIVE.match(rest) is not None and _is_participle(rest.split()[1]))
    )


def _is_participle(word: str) -> bool:
    """ "Would be held", "would be signed": announced, in the passive."""
    bare = word.strip(".,;:\"'")
    return bare.endswith("ed") or bare in _participles()


@cache
def _participles() -> frozenset[str]:
    return frozenset(forms[1] for forms in facts.load("verbs")["irregular"].values())
