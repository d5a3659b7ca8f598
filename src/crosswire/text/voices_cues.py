"""Verbs that say: which reading a cue verb has in its sentence, and what it says.

The order in which a verb is read: 1. "citing" and 2. passive; 3. speech on its left (`"...," she
said`); 4. what a relative clause is about ("which he said was"); 5. a quotation or clause on its
right, "to" and a verb, a noun phrase.
"""

from __future__ import annotations

from dataclasses import dataclass

from crosswire.text.cues import Cue, Stance, cues, grammar, words
from crosswire.text.voices_contents import (
    content_end,
    left_content,
    right_start,
    shown,
    trailing_content,
)
from crosswire.text.voices_line import Line
from crosswire.text.voices_page import Find, Sheet, Stretch
from crosswire.text.voices_passive import passive_find
from crosswire.text.voices_phrases import (
    Words,
    after_verb,
    antecedent,
    before_verb,
    clause_subject,
    sentence_end,
)

_SPOKEN = frozenset({"quote", "clause", "hearer", "that"})
_SILENT = frozenset({"say", "specify", "tell", "comment", "elaborate", "disclose", "reveal"})
_MAY_TRAIL = frozenset({"as", "when", "after", "before", "while", "who", "which", "where", "if"})


@dataclass(frozen=True)
class _Spot:
    """A cue verb at word `verb` of a line; `after` is the first word behind its particles."""

    sheet: Sheet
    number: int
    line: Line
    verb: int
    after: int
    frames: dict[str, Cue]
    subject: Words | None


def verb_finds(sheet: Sheet, number: int) -> list[Find]:
    """What the verbs of one line say, in order."""
    line = sheet.lines[number]
    found: list[Find] = []
    cited: list[tuple[Stretch, Stretch]] = []
    for i in range(line.size):
        if line.tag[i] not in "VG" or line.quoted[i]:
            continue
        if found and line.start[i] < (found[-1].cue or (0, 0))[1]:
            continue
        if line.low[i] in words("phrases", "citing") and (behind := _cited(line, i)):
            _hang_on(found, cited, behind)
        elif find := _read(sheet, number, i):
            find.further += cited
            cited = []
            found.append(find)
    return found


def _cited(line: Line, i: int) -> tuple[Stretch, Stretch] | None:
    source = after_verb(line, i + 1)
    if source is None or not (i == 0 or line.tag[i - 1] in ',-"'):
        return None
    stretch = shown(line, source)
    return (stretch, (line.start[i], line.end[i])) if stretch else None


def _hang_on(
    found: list[Find], waiting: list[tuple[Stretch, Stretch]], behind: tuple[Stretch, Stretch]
) -> None:
    """A cited source goes behind the voice before it, or waits for the one after it."""
    said = [find for find in found if find.source and find.frame in ("clause", "left", "quote")]
    if said:
        said[-1].further.append(behind)
    else:
        waiting.append(behind)


def _readings(line: Line, i: int) -> list[Cue]:
    """The readings with the longest particles that follow here."""
    known = cues().verbs
    fits = [
        cue
        for base in line.forms[i].bases
        for cue in known.get(base, ())
        if tuple(line.low[i + 1 : i + 1 + len(cue.particles)]) == cue.particles
    ]
    longest = max((len(cue.particles) for cue in fits), default=0)
    return [cue for cue in fits if len(cue.particles) == longest]


def _read(sheet: Sheet, number: int, i: int) -> Find | None:
    line = sheet.lines[number]
    if line.tag[i] == "V" and _auxiliary(line, i) in grammar("be"):
        return passive_find(sheet, number, i)
    readings = _readings(line, i)
    if not readings or _is_bare_participle(line, i, readings) or _is_governed(line, i):
        return None
    shared = line.tag[i] == "G" and i > 0 and line.tag[i - 1] in ',-"'
    spot = _Spot(
        sheet=sheet,
        number=number,
        line=line,
        verb=i,
        after=i + 1 + len(readings[0].particles),
        frames={frame: cue for cue in reversed(readings) for frame in cue.frames},
        subject=None if shared else before_verb(line, i),
    )
    return _said_before(spot) or _said_between(spot) or _said_after(spot)


def _said_after(spot: _Spot) -> Find | None:
    line = spot.line
    start, frame = right_start(line, spot.after, frozenset(spot.frames))
    if frame is None or (frame in ("quote", "clause") and not _SPOKEN & spot.frames.keys()):
        return None
    infinitive = spot.verb > 0 and line.tag[spot.verb - 1] == "t"
    if infinitive and frame == "clause" and line.low[start] not in ("that", "whether", "how"):
        return None
    subject = spot.subject or clause_subject(line, spot.verb)
    if subject is None and line.tag[spot.verb] != "G" and spot.verb:
        return None
    part = content_end(spot.sheet, spot.number, start, frame)
    return _find(spot, subject, [part], frame) if part[0] < part[1] else None


def _said_between(spot: _Spot) -> Find | None:
    """ "a launch which officials said was a test": the content stands on both sides."""
    line, subject = spot.line, spot.subject
    if subject is None or "clause" not in spot.frames or not subject[0]:
        return None
    opens = subject[0] - 1
    relative = line.tag[opens] == "R" or line.low[opens] in ("that", "what")
    if not relative or line.tag[spot.after : spot.after + 1] not in (["V"], ["A"], ["M"]):
        return None
    rest = content_end(spot.sheet, spot.number, spot.after, "clause")
    return _find(spot, subject, [(line.start[opens], line.end[opens]), rest], "clause")


def _said_before(spot: _Spot) -> Find | None:
    """Speech on the left of its cue, with the speaker before or behind the verb."""
    line, subject = spot.line, spot.subject
    if "quote" not in spot.frames or line.tag[spot.verb] == "G":
        return None
    if subject is None:
        if spot.verb and line.tag[spot.verb - 1] not in ',"':
            return None
        subject = after_verb(line, spot.after)
        if subject is None:
            return None
        rest, first = subject[1], spot.verb
    else:
        rest, first = spot.after, subject[0]
    if line.tag[subject[0]] == "R":
        return None
    return _with_left(spot, subject, rest, first)


def _with_left(spot: _Spot, subject: Words, rest: int, first: int) -> Find | None:
    line = spot.line
    if "hearer" in spot.frames and subject[0] < spot.verb and (to := after_verb(line, rest)):
        rest = to[1]
    told_by = _told_by(line, rest)
    past = _past_adjuncts(line, rest)
    if past is None:
        # Behind a closed quotation anything may follow: "...", it said in a note that named the firm.
        if not first or line.tag[first - 1] != '"':
            return None
        past = sentence_end(line)
    goes_on = line.tag[past : past + 1] == [","] and line.tag[past + 1 : past + 2] in (
        ["V"],
        ["A"],
        ["M"],
    )
    left = left_content(spot.sheet, spot.number, first, whole=not goes_on)
    if left is None:
        return None
    parts = [left, *trailing_content(spot.sheet, spot.number, past, left)]
    find = _find(spot, subject, parts, "left")
    if find and told_by:
        find.nearer = [told_by]
    return find


def _told_by(line: Line, k: int) -> tuple[Stretch, Stretch] | None:
    """ "Adler said, as quoted by Norpress": the agency is nearer."""
    while k < line.size and line.tag[k] in ",":
        k += 1
    if line.low[k : k + 1] != ["as"] or line.low[k + 2 : k + 3] != ["by"]:
        return None
    if line.low[k + 1] not in ("cited", "quoted", "reported", "told"):
        return None
    stretch = shown(line, after_verb(line, k + 3))
    return (stretch, (line.start[k + 1], line.end[k + 1])) if stretch else None


def _find(spot: _Spot, subject: Words | None, parts: list[Stretch], frame: str) -> Find | None:
    line, verb = spot.line, spot.verb
    cue = spot.frames["quote"] if frame == "left" else spot.frames.get(frame)
    cue = cue or next(iter(spot.frames.values()))
    stands_for = None
    if subject and subject[1] - subject[0] == 1:
        low = line.low[subject[0]]
        if low in words("sources", "never"):
            return None
        if low in ("who", "which", "that"):
            stands_for = antecedent(line, subject[0])
    return Find(
        line=spot.number,
        cue=(line.start[verb], line.end[spot.after - 1]),
        source=shown(line, subject),
        parts=parts,
        stance=_stance(line, verb, cue),
        frame=frame,
        attitude=cue.attitude and not (frame == "object" and _characterizes(spot, parts)),
        mind=cue.mind,
        evidence=cue.evidence,
        stands_for=shown(line, stands_for),
    )


def _characterizes(spot: _Spot, parts: list[Stretch]) -> bool:
    """ "denounced it as a threat", `condemned it "in strong words"`: that is something said."""
    start, end = parts[0]
    inside = [k for k in range(spot.line.size) if start <= spot.line.start[k] < end]
    return any(spot.line.low[k] == "as" or spot.line.quoted[k] for k in inside)


def _stance(line: Line, i: int, cue: Cue) -> Stance:
    """ "did not say" is silence, whatever the verb does otherwise."""
    k = i - 1
    while k >= 0 and line.tag[k] == "a":
        k -= 1
    low = line.low[k] if k >= 0 else ""
    negated = low in grammar("negatives") or low.endswith(("n't", "n’t"))
    if negated and cue.stance == "said" and cue.base in _SILENT:
        return "silent"
    return cue.stance


def _auxiliary(line: Line, i: int) -> str:
    k = i - 1
    while k >= 0 and line.tag[k] in "aN":
        k -= 1
    return line.low[k] if k >= 0 and line.tag[k] == "A" else ""


def _is_bare_participle(line: Line, i: int, readings: list[Cue]) -> bool:
    """ "a man accused of theft", "the plan proposed by": no act of this sentence."""
    letters = line.forms[i].letters
    if line.tag[i] != "V" or "n" not in letters:
        return False
    having = _auxiliary(line, i) in grammar("have")
    if having or "d" not in letters or i + 1 >= line.size:
        return not having and "d" not in letters
    if line.low[i + 1] in words("passive", "complements"):
        return True
    if line.low[i + 1] == "by" and not (i and line.tag[i - 1] == '"'):
        return True
    needs_object = all(not cue.frames & {"clause", "quote", "to"} for cue in readings)
    return needs_object and not readings[0].particles and line.tag[i + 1] in "Ot."


def _is_governed(line: Line, i: int) -> bool:
    """Is this infinitive itself the content of a cue verb ("declined to say")?"""
    if not i or line.tag[i - 1] != "t":
        return False
    k = i - 2
    while k >= 0 and line.tag[k] == "a":
        k -= 1
    if k < 0 or line.tag[k] not in "VG":
        return False
    known = cues().verbs
    return any("to" in cue.frames for base in line.forms[k].bases for cue in known.get(base, ()))


def _past_adjuncts(line: Line, k: int) -> int | None:
    """Over "on Monday", "in a statement", "to reporters"; None when something is said there."""
    end = sentence_end(line)
    while k < end:
        tag = line.tag[k]
        if tag in {",", ";", '"', "-", ":"}:
            return k
        if tag in "SRG" and (tag == "G" or line.low[k] in _MAY_TRAIL):
            return end
        if tag in "VMAPSR":
            return None
        k += 1
    return end
