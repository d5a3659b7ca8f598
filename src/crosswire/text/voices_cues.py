"""Verbs that say: which reading a cue verb has in its sentence, and what it says.

The order in which a verb is read: 1. passive; 2. speech on its left (`"...," she said`);
3. quotation or clause on its right; 4. "to" and a verb; 5. a noun phrase.
"""

from __future__ import annotations

from crosswire.text.cues import Cue, cues, grammar, words
from crosswire.text.voices_contents import (
    content_end,
    left_content,
    right_start,
    shown,
    trailing_content,
)
from crosswire.text.voices_line import Line
from crosswire.text.voices_page import Find, Sheet, Stretch
from crosswire.text.voices_phrases import (
    Words,
    after_verb,
    antecedent,
    before_verb,
    clause_subject,
    is_clause,
    sentence_end,
)

_NEVER_OBJECT_START = frozenset("OStCR,.;:)-")
_SPOKEN = frozenset({"quote", "clause", "hearer", "that"})


def verb_finds(sheet: Sheet, number: int) -> list[Find]:
    """What the verbs of one line say, in order."""
    line = sheet.lines[number]
    found: list[Find] = []
    for i in range(line.size):
        if line.tag[i] in "VG" and not line.quoted[i]:
            if found and line.start[i] < found[-1].cue[1]:
                continue
            readings = _readings(line, i)
            if (readings or line.forms[i].bases) and (find := _read(sheet, number, i, readings)):
                found.append(find)
    return found


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


def _read(sheet: Sheet, number: int, i: int, readings: list[Cue]) -> Find | None:
    line = sheet.lines[number]
    if line.tag[i] == "V" and _auxiliary(line, i) in grammar("be"):
        return _passive(sheet, number, i)
    if not readings or _is_bare_participle(line, i, readings):
        return None
    if i and line.tag[i - 1] == "t" and _governed(line, i):
        return None
    after = i + 1 + len(readings[0].particles)
    frames = {frame: cue for cue in reversed(readings) for frame in cue.frames}
    spoken = bool(_SPOKEN & frames.keys())
    subject = before_verb(line, i) if not _after_comma(line, i) else None
    if "quote" in frames and (find := _said_before(sheet, number, i, after, subject, frames)):
        return find
    start, frame = right_start(line, after, frozenset(frames))
    if frame is None or (frame in ("quote", "clause") and not spoken):
        return None
    subject = subject or clause_subject(line, i)
    if subject is None and line.tag[i] != "G" and i:
        return None
    cue = frames.get(frame) or next(iter(frames.values()))
    parts = [content_end(sheet, number, start, frame)]
    if parts[0][0] >= parts[0][1]:
        return None
    return _find(line, number, i, after, subject, parts, cue, frame)


def _find(
    line: Line,
    number: int,
    i: int,
    after: int,
    subject: Words | None,
    parts: list[Stretch],
    cue: Cue,
    frame: str,
) -> Find | None:
    if (
        subject
        and line.low[subject[0]] in words("sources", "never")
        and subject[1] - subject[0] == 1
    ):
        return None
    stands_for = None
    if (
        subject
        and subject[1] - subject[0] == 1
        and line.low[subject[0]] in ("who", "which", "that")
    ):
        stands_for = antecedent(line, subject[0])
    return Find(
        line=number,
        cue=(line.start[i], line.end[after - 1]),
        source=shown(line, subject),
        parts=parts,
        stance=_negated_stance(line, i, cue),
        frame=frame,
        attitude=cue.attitude,
        stands_for=shown(line, stands_for),
    )


def _negated_stance(line: Line, i: int, cue: Cue):  # type: ignore[no-untyped-def]
    """ "did not say" is silence."""
    if cue.stance == "said" and "clause" in cue.frames | {"clause"} and i:
        k = i - 1
        while k >= 0 and line.tag[k] == "a":
            k -= 1
        low = line.low[k] if k >= 0 else ""
        if low in grammar("negatives") or low.endswith(("n't", "n’t")):
            return "silent" if cue.base in ("say", "specify", "tell", "comment") else cue.stance
    return cue.stance


def _auxiliary(line: Line, i: int) -> str:
    k = i - 1
    while k >= 0 and line.tag[k] in "aN":
        k -= 1
    return line.low[k] if k >= 0 and line.tag[k] == "A" else ""


def _after_comma(line: Line, i: int) -> bool:
    return line.tag[i] == "G" and i > 0 and line.tag[i - 1] in ",-"


def _is_bare_participle(line: Line, i: int, readings: list[Cue]) -> bool:
    """ "a man accused of theft", "the plan proposed by": no act of this sentence."""
    letters = line.forms[i].letters
    if line.tag[i] != "V" or "n" not in letters:
        return False
    if "d" not in letters:
        return _auxiliary(line, i) not in grammar("have")
    after = i + 1
    if after >= line.size or _auxiliary(line, i) in grammar("have"):
        return False
    if line.low[after] == "by" and not (i and line.tag[i - 1] == '"'):
        return True
    needs_object = all(not cue.frames & {"clause", "quote", "to"} for cue in readings)
    return needs_object and not readings[0].particles and line.tag[after] in "Ot."


def _governed(line: Line, i: int) -> bool:
    """Is this infinitive itself the content of a cue verb ("declined to say")?"""
    k = i - 2
    while k >= 0 and line.tag[k] == "a":
        k -= 1
    if k < 0 or line.tag[k] not in "VG":
        return False
    known = cues().verbs
    return any("to" in cue.frames for base in line.forms[k].bases for cue in known.get(base, ()))


def _said_before(
    sheet: Sheet,
    number: int,
    i: int,
    after: int,
    subject: Words | None,
    frames: dict[str, Cue],
) -> Find | None:
    """Speech on the left of its cue, with the speaker before or behind the verb."""
    line = sheet.lines[number]
    if line.tag[i] == "G":
        return None
    if subject is None:
        if i and line.tag[i - 1] not in ',"':
            return None
        subject = after_verb(line, after)
        if subject is None:
            return None
        rest, first = subject[1], i
    else:
        rest, first = after, subject[0]
        if line.tag[subject[0]] in "R":
            return None
    if "hearer" in frames and subject[0] < i:
        hearer = after_verb(line, rest)
        rest = hearer[1] if hearer else rest
    rest = _past_adjuncts(line, rest)
    if rest is None:
        return None
    goes_on = line.tag[rest : rest + 1] == [","] and line.tag[rest + 1 : rest + 2] in (
        ["V"],
        ["A"],
        ["M"],
    )
    left = left_content(sheet, number, first, whole=not goes_on)
    if left is None:
        return None
    cue = frames["quote"]
    parts = [left, *trailing_content(sheet, number, rest, left)]
    return _find(line, number, i, after, subject, parts, cue, "left")


def _past_adjuncts(line: Line, k: int) -> int | None:
    """Over "on Monday", "in a statement", "to reporters"; None when something is said there."""
    end = sentence_end(line)
    while k < end:
        tag = line.tag[k]
        if tag in ",;" or tag == '"' or tag == "-" or tag == ":":
            return k
        if tag in "VMAPSR" and line.low[k] not in (
            "as",
            "when",
            "after",
            "before",
            "while",
            "who",
            "which",
            "where",
        ):
            return None
        if tag in "SR" or tag in "G":
            return end
        k += 1
    return end


def _passive(sheet: Sheet, number: int, i: int) -> Find | None:
    """ "was quoted by Tass as saying", "is expected to", "it is believed that"."""
    line = sheet.lines[number]
    bases = line.forms[i].bases
    subject = before_verb(line, i)
    if subject is None:
        return None
    end = sentence_end(line)
    if "quote" in bases or "cite" in bases:
        return _quoted(sheet, number, i, subject)
    base = next(
        (
            b
            for b in bases
            if b
            in words("passive", "crowd")
            | words("passive", "expected")
            | words("passive", "alleged")
        ),
        None,
    )
    if base is None:
        return None
    agent = None
    k = i + 1
    if k < end and line.low[k] == "by":
        agent = after_verb(line, k + 1)
        k = agent[1] if agent else k
    if k >= end:
        return None
    starts = line.tag[k] == "t" or line.low[k] in ("that", "as", "of", "with")
    named = (
        base in ("call", "dub", "name", "describe", "deem", "consider") and line.tag[k] in 'DnX"'
    )
    if not starts and not named:
        return None
    impersonal = line.low[subject[0]] == "it" and line.low[k] == "that"
    if line.low[k] == "that" and not impersonal:
        return None
    start = k if line.tag[k] == "t" or not impersonal else k + 1
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
        stance=_passive_stance(base),  # type: ignore[arg-type]
        frame="passive",
        crowd=agent is None and base not in words("passive", "expected"),
        attitude=agent is None
        and base
        not in (
            "expect",
            "believe",
            "say",
            "report",
            "think",
            "rumor",
            "rumour",
            "allege",
            "understand",
            "project",
            "forecast",
        ),
    )


def _passive_stance(base: str) -> str:
    if base in words("passive", "expected"):
        return "expected"
    if base in words("passive", "alleged"):
        return "alleged"
    return (
        "said"
        if base in ("say", "report", "call", "name", "dub", "describe", "know")
        else "possible"
    )


def _quoted(sheet: Sheet, number: int, i: int, subject: Words) -> Find | None:
    """ "X was quoted as saying by Y", "X was quoted by Y as saying": Y, then X."""
    line = sheet.lines[number]
    end = sentence_end(line)
    agent: Words | None = None
    said = None
    k = i + 1
    while k < min(end, i + 16):
        if line.low[k] == "by" and agent is None:
            agent = after_verb(line, k + 1)
            k = agent[1] if agent else k + 1
        elif line.low[k] == "as" and k + 1 < end and line.low[k + 1] in ("saying", "telling"):
            said = k + 2
            k += 2
        elif line.tag[k] in "TOnXD#" or (k > i and line.tag[k] in "VG"):
            if said is not None and agent is None and line.low[k] not in ("in", "on", "by"):
                break
            k += 1
        else:
            break
    if said is None:
        return None
    left = left_content(sheet, number, subject[0])
    rest = agent[1] if agent and agent[0] > said else said
    right_from, frame = right_start(line, rest, frozenset({"clause", "quote"}))
    if left is not None and (frame is None or not is_clause(line, right_from, end)):
        parts = [left]
    elif frame is not None:
        parts = [content_end(sheet, number, right_from, "clause")]
    else:
        return None
    find = Find(number, (line.start[i], line.end[said - 1]), shown(line, subject), parts)
    if agent:
        find.nearer = [(shown(line, agent) or (0, 0), (line.start[i], line.end[i]))]
    return find
