"""How a clause takes what it tells: reported, expected, possible, denied ... and whether it negates.

The words are in `data/modes.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from crosswire import facts
from crosswire.records.claim import Mode

Group = Literal[
    "expected", "present_future", "possible", "alleged", "conditional", "negators", "harmless",
    "backshifted", "judging", "perceived", "intentions",
    "deniers", "cancelled", "postponed", "moved", "failed", "revised", "own_eyes",
]  # fmt: skip
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "\u00a0": " "})
QUOTED = re.compile(r'"[^"]{0,600}"|“[^”]{0,600}”')


@cache
def pattern(group: Group) -> re.Pattern[str]:
    """The phrases of one group as one pattern over lower-case text, longest first."""
    phrases = sorted(facts.words("modes", group), key=lambda phrase: (-len(phrase), phrase))
    parts = [_as_pattern(phrase.translate(TYPOGRAPHY).strip()) for phrase in phrases]
    return re.compile("|".join(parts))


def _as_pattern(phrase: str) -> str:
    body = re.escape(phrase).replace(r"\ ", r"\s+")
    before = "" if phrase[0] == "'" or phrase == "n't" else r"(?<!\w)"
    return f"{before}{body}(?!\\w)"


def has(group: Group, clause: str) -> bool:
    """Does the clause hold a phrase of the group?"""
    return pattern(group).search(plain(clause)) is not None


def plain(clause: str) -> str:
    """Lower case, with straight apostrophes."""
    return clause.translate(TYPOGRAPHY).lower()


def is_negated(clause: str) -> bool:
    """Is what the clause tells denied by it? Two negations are none; negation in form only is none."""
    text = pattern("harmless").sub(" ", plain(clause))
    return len(pattern("negators").findall(text)) % 2 == 1


def after_negation(clause: str) -> str:
    """What stands behind the first true negation of a clause; empty where there is none."""
    text = pattern("harmless").sub(lambda match: " " * len(match.group()), plain(clause))
    found = pattern("negators").search(text)
    return clause[found.end() :] if found else ""


def mode_of(clause: str, *, stance: str = "said", looks_ahead: bool = False) -> Mode:
    """The mode of a clause.

    `stance` is that of the cue that brings it ("denied", "expected", ...: see records.Voice).
    `looks_ahead` says that the clause holds a time after its publication, which alone makes
    "Services start on Friday" an expectation.
    """
    text = plain(clause).strip()
    unquoted = QUOTED.sub(" ", text)
    modes: tuple[tuple[Mode, bool], ...] = (
        ("asked", stance == "asked" or text.rstrip("\"' ”").endswith("?")),
        ("denied", stance == "denied"),
        ("conditional", _opens_conditional(unquoted)),
        ("expected", stance == "expected" or _announces(unquoted)),
        ("alleged", stance == "alleged" or pattern("alleged").search(unquoted) is not None),
        ("possible", stance == "possible" or _holds_possible(unquoted)),
        ("expected", looks_ahead and pattern("present_future").search(unquoted) is not None),
    )
    return next((mode for mode, holds in modes if holds), "reported")


def _opens_conditional(text: str) -> bool:
    found = pattern("conditional").search(text)
    return found is not None and found.start() == 0


def _holds_possible(text: str) -> bool:
    return pattern("possible").search(pattern("perceived").sub(" ", text)) is not None


def _announces(text: str) -> bool:
    """Is something to come announced? "Would meet" is, "would be a mistake" is a judgement."""
    if pattern("expected").search(text):
        return True
    would = pattern("backshifted").search(text)
    return would is not None and pattern("judging").match(text[would.end() :].lstrip()) is None
