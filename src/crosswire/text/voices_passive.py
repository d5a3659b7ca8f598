"""Passive cues: "was quoted by Norpress as saying", "is expected to", "it is believed that"."""

from __future__ import annotations

from crosswire.text.cues import Stance, words
from crosswire.text.voices_contents import content_end, left_content, right_start, shown
from crosswire.text.voices_line import Line
from crosswire.text.voices_page import Find, Sheet
from crosswire.text.voices_phrases import Words, after_verb, before_verb, is_clause, sentence_end

_NAMING = frozenset({"call", "dub", "name", "describe", "deem", "consider", "label"})
_TOLD = frozenset({"expect", "believe", "say", "report", "think", "rumor", "rumour", "allege", "understand", "project", "forecast", "predict", "reveal", "announce"})  # fmt: skip
_PLAIN = frozenset({"say", "report", "call", "name", "dub", "describe", "know"})
_REACH = 16
"""Words between "quoted" and "as saying": "quoted Monday by the state news agency as saying"."""


def passive_find(sheet: Sheet, number: int, i: int) -> Find | None:
    """What the passive verb at word i tells, None when it is no cue."""
    line = sheet.lines[number]
    bases = line.forms[i].bases
    subject = before_verb(line, i)
    if subject is None:
        return None
    if "quote" in bases or "cite" in bases:
        return _quoted(sheet, number, i, subject)
    known = words("passive", "crowd") | words("passive", "expected") | words("passive", "alleged")
    base = next((base for base in bases if base in known), None)
    return _held(sheet, number, i, subject, base) if base else None


def _held(sheet: Sheet, number: int, i: int, subject: Words, base: str) -> Find | None:
    line = sheet.lines[number]
    agent, k = _agent(line, i + 1)
    impersonal = line.low[subject[0]] == "it" and line.low[k : k + 1] == ["that"]
    if not impersonal and not _has_complement(line, k, base):
        return None
    start = k + 1 if impersonal else k
    if start >= sentence_end(line):
        return None
    parts = [content_end(sheet, number, start, "clause" if impersonal else "to")]
    if parts[0][0] >= parts[0][1]:
        return None
    if not impersonal and line.tag[subject[0]] != "R":
        parts.insert(0, (line.start[subject[0]], line.end[subject[1] - 1]))
    return Find(
        line=number,
        cue=(line.start[i], line.end[i]),
        source=shown(line, agent),
        parts=parts,
        stance=_stance(base),
        frame="passive",
        crowd=agent is None and base not in words("passive", "expected"),
        attitude=agent is None and base not in _TOLD,
    )


def _agent(line: Line, k: int) -> tuple[Words | None, int]:
    if line.low[k : k + 1] != ["by"]:
        return None, k
    agent = after_verb(line, k + 1)
    return agent, agent[1] if agent else k


def _has_complement(line: Line, k: int, base: str) -> bool:
    if k >= sentence_end(line):
        return False
    if line.tag[k] == "t" or line.low[k] in ("as", "of", "with"):
        return True
    return base in _NAMING and line.tag[k] in 'DnX"'


def _stance(base: str) -> Stance:
    if base in words("passive", "expected"):
        return "expected"
    if base in words("passive", "alleged"):
        return "alleged"
    return "said" if base in _PLAIN else "possible"


def _quoted(sheet: Sheet, number: int, i: int, subject: Words) -> Find | None:
    """ "X was quoted as saying by Y", "X was quoted by Y as saying": Y, then X."""
    line = sheet.lines[number]
    end = sentence_end(line)
    said = next(
        (k + 2 for k in range(i + 1, min(end, i + _REACH)) if _as_saying(line, k)),
        None,
    )
    if said is None:
        return None
    agent, rest = _agent(line, said)
    by = next((k for k in range(i + 1, said) if line.low[k] == "by"), None)
    if agent is None and by is not None:
        agent = after_verb(line, by + 1)
    left = left_content(sheet, number, subject[0])
    start, frame = right_start(line, rest, frozenset({"clause", "quote"}))
    if left is not None and (frame is None or not is_clause(line, start, end)):
        parts = [left]
    elif frame is not None:
        parts = [content_end(sheet, number, start, "clause")]
    else:
        return None
    find = Find(number, (line.start[i], line.end[said - 1]), shown(line, subject), parts)
    if near := shown(line, agent):
        find.nearer = [(near, (line.start[i], line.end[i]))]
    return find


def _as_saying(line: Line, k: int) -> bool:
    return line.low[k] == "as" and line.low[k + 1 : k + 2] in (["saying"], ["telling"])
