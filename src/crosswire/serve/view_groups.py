"""Entries of a story as a reader wants them told: alike ones once, weak ones last, sides in words.

Like `view`, these read the told story alone and pass over ids that lead nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crosswire.records.base import Issue
from crosswire.records.brief import Brief, ClaimTold, DisagreementTold, ExpectationTold
from crosswire.records.claim import DifferenceKind, Side, Status
from crosswire.serve.view import STATUS_WORD, StoryView
from crosswire.serve.view_words import line

DIFFERENCE_WORD: dict[DifferenceKind, str] = {
    "polarity": "yes or no",
    "quantity": "number",
    "time": "time",
    "name": "name",
    "title": "title",
    "place": "place",
    "attribution": "who said it",
    "actor": "who did it",
}
_NATURE_RANK = {"conflict": 0, "update": 1, "variant": 2}
_HEADS = frozenset({"headline", "standfirst", "caption"})

# Sides that together are longer than this no longer read as one line beside their subject.
_SHORT_SIDES = 64

# What is left where a stretch was cut out of a sentence: " ,." and the like. A full stop before a
# digit is a number (".5").
_BEFORE_MARK = re.compile(r" ([,;:.!?])(?!\w)")
_DOUBLED = re.compile(r"[,;:]{1,8}([,;:.!?])")


@dataclass(frozen=True)
class Expected:
    """One expectation, however many articles state it.

    `statements` are those that expect it, `by` those that tell its outcome.
    """

    text: str
    claim: str
    status: Status
    due: str | None
    overdue: bool
    reason: str
    statements: tuple[str, ...]
    by: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """The status in a reader's words; what is open past its day is overdue."""
        late = self.overdue and self.status == "open"
        return "overdue" if late else STATUS_WORD[self.status]


def expectations(view: StoryView) -> list[Expected]:
    """The story's expectations; entries of one claim with one outcome and one day are told once."""
    groups: dict[tuple[str, ...], list[ExpectationTold]] = {}
    for entry in view.story.expectations:
        key = (entry.claim or entry.id, entry.status, entry.due or "")
        groups.setdefault(key, []).append(entry)
    return [_laid_together(view, group) for group in groups.values()]


def _laid_together(view: StoryView, group: list[ExpectationTold]) -> Expected:
    claim = view.claims.get(group[0].claim)
    wording = claim.wording if claim else ""
    first = next((entry for entry in group if entry.statement == wording), group[0])
    reasons = dict.fromkeys(line(entry.reason) for entry in group if entry.reason.strip())
    return Expected(
        text=first.text,
        claim=first.claim,
        status=first.status,
        due=first.due,
        overdue=any(entry.overdue for entry in group),
        reason="; ".join(reasons),
        statements=tuple(dict.fromkeys(entry.statement for entry in group)),
        by=tuple(dict.fromkeys(said for entry in group for said in entry.by)),
    )


def leading(view: StoryView) -> tuple[list[ClaimTold], list[ClaimTold]]:
    """The claims by weight, and apart from them those that only headlines and captions tell.

    A headline that no text bears out words a page, not the event: it never comes first.
    """
    firm: list[ClaimTold] = []
    bare: list[ClaimTold] = []
    for claim in view.ranked():
        labels = {said.label for said in view.said(claim.statements)}
        (bare if labels and labels <= _HEADS else firm).append(claim)
    return firm, bare


def loose_issues(brief: Brief) -> list[Issue]:
    """The issues of the pile that no story tells already."""
    told = {issue.id for story in brief.stories for issue in story.issues}
    return [issue for issue in brief.issues if issue.id not in told]


def differing(view: StoryView) -> list[tuple[str, DisagreementTold]]:
    """Disagreements with the letters they are referred to by: conflicts, updates, variants."""
    ordered = sorted(view.story.disagreements, key=lambda entry: _NATURE_RANK[entry.nature])
    return [(_letter(place), entry) for place, entry in enumerate(ordered)]


def contested(view: StoryView) -> dict[str, list[str]]:
    """For each claim of which reports differ, the letters of the disagreements that hold it.

    A name spelled in two ways puts no claim in doubt.
    """
    held: dict[str, list[str]] = {}
    for letter, entry in differing(view):
        for side in entry.sides if entry.nature != "variant" else ():
            for said in side.statements:
                held.setdefault(said, []).append(letter)
    told: dict[str, list[str]] = {}
    for claim in view.story.claims:
        letters = {letter for said in claim.statements for letter in held.get(said, ())}
        if letters:
            told[claim.id] = sorted(letters, key=lambda letter: (len(letter), letter))
    return told


def _letter(place: int) -> str:
    """A to Z, then AA to ZZ and on."""
    told = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        told = chr(65 + rest) + told
    return told


def difference(entry: DisagreementTold) -> str:
    """The kind of a disagreement in a reader's words."""
    return DIFFERENCE_WORD.get(entry.kind, entry.kind)


def about(entry: DisagreementTold) -> str:
    """What the disagreement is about, else its kind."""
    return tidy(entry.about, 120) or difference(entry)


def side_value(entry: DisagreementTold, side: Side) -> str:
    """What a side says, fit to print; a yes or no is told as its sentence."""
    if entry.kind != "polarity":
        return tidy(side.value, 120) or "(nothing told)"
    told = tidy(side.value, 150)
    return f"{told[:1].upper()}{told[1:]}" or "(nothing told)"


def on_one_line(entry: DisagreementTold) -> bool:
    """Are the sides so short that they stand beside each other?"""
    return sum(len(side_value(entry, side)) for side in entry.sides) <= _SHORT_SIDES


def tidy(value: str, limit: int) -> str:
    """A value that was cut out of a sentence, without the marks left over at its edges."""
    told = _DOUBLED.sub(r"\1", _BEFORE_MARK.sub(r"\1", line(value, limit * 2)))
    told = line(told.strip(" ,;:"), limit)
    last = told.rsplit(" ", 1)[-1]
    # The full stop of a sentence goes, that of "U.S." or "Co." stays.
    ends = " " in told and last.endswith(".") and "." not in last[:-1] and len(last) > 4
    return told[:-1].rstrip(" ,;:") if ends else told


def joined(entry: DisagreementTold) -> str:
    """What stands between the sides: an arrow where one replaces the other."""
    return "→" if entry.nature == "update" else "|"
