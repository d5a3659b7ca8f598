"""What is said: where a content begins and ends on either side of its cue."""

from __future__ import annotations

from crosswire.text.cues import cues, words
from crosswire.text.voices_line import Line
from crosswire.text.voices_page import Sheet, Stretch
from crosswire.text.voices_phrases import Words, after_verb, before_verb, is_clause, sentence_end

_OPENS_CLAUSE = frozenset({"that", "if", "whether", "how", "why", "what", "when", "where", "who"})
_STOPS = frozenset({"while", "although", "though", "whereas", "but", "as"})
_REACH = 16
"""Words between a cue and "that" or a quotation: "said Monday in a statement to reporters that"."""


def shown(line: Line, found: Words | None) -> Stretch | None:
    """Words as offsets into the text."""
    return (line.start[found[0]], line.end[found[1] - 1]) if found else None


def right_start(line: Line, after: int, frames: frozenset[str]) -> tuple[int, str | None]:
    """First word of what is said behind a cue, and by which frame; None when nothing is.

    The frames are tried in a fixed order; the first that fits the words wins.
    """
    after = _past_insertion(line, after)
    end = sentence_end(line)
    if after < end:
        for attempt in (_speech, _deed, _to_hearer, _late_clause, _thing):
            if (start := attempt(line, after, end, frames)) is not None:
                return start
    return after, None


Start = tuple[int, str] | None


def _past_insertion(line: Line, after: int) -> int:
    """ "reported, citing officials, that": to behind the second comma."""
    if line.tag[after : after + 1] != [","] or line.tag[after + 1 : after + 2] != ["G"]:
        return after
    source = after_verb(line, after + 2)
    if source and line.tag[source[1] : source[1] + 1] == [","]:
        return source[1] + 1
    return after


def _speech(line: Line, after: int, end: int, frames: frozenset[str]) -> Start:
    spoken = bool(frames & {"clause", "quote", "hearer"})
    if (spoken or "that" in frames) and line.low[after] in _OPENS_CLAUSE:
        return after, "clause"
    if spoken and (opened := _quote_start(line, after, end)) is not None:
        return opened, "quote"
    return None


def _deed(line: Line, after: int, end: int, frames: frozenset[str]) -> Start:
    if (
        frames & {"to", "person-to"}
        and (start := _infinitive(line, after, end, frames)) is not None
    ):
        return start, "to"
    return None


def _late_clause(line: Line, after: int, end: int, frames: frozenset[str]) -> Start:
    """A clause behind a time or place, or right here without "that"."""
    tag = line.tag[after]
    if frames & {"clause", "quote", "hearer"}:
        if (start := _clause_start(line, after, end)) is not None:
            return start, "clause"
        if "clause" in frames and tag in "DPXnQ#G" and is_clause(line, after, end):
            return after, "clause"
        if tag == "P" and after + 1 < end and line.tag[after + 1] in "VAM":
            return after, "clause"
    return None


def _thing(line: Line, after: int, _end: int, frames: frozenset[str]) -> Start:
    tag = line.tag[after]
    if "on-doing" in frames and tag == "G":
        return after, "to"
    if "object" in frames and (tag in 'DnXQ#"G' or line.low[after] in ("it", "you")):
        return after, "object"
    return None


def _to_hearer(line: Line, after: int, end: int, frames: frozenset[str]) -> Start:
    """ "told reporters that": what follows the one spoken to."""
    if "hearer" not in frames or _is_subject(line, after, end):
        return None
    hearer = after_verb(line, after)
    if hearer is None or hearer[1] >= end:
        return None
    k = hearer[1]
    spoken = frozenset({"clause", "quote"})
    found = _speech(line, k, end, spoken) or _late_clause(line, k, end, spoken)
    if found is None and line.tag[k] == "t" and _verb_follows(line, k):
        return hearer[0], "to"
    if found is None and line.low[k] in ("about", "of"):
        return k, "object"
    return found


def _is_subject(line: Line, after: int, end: int) -> bool:
    """ "warned it could": the pronoun begins a clause, nobody is spoken to."""
    return line.tag[after] == "P" and after + 1 < end and line.tag[after + 1] in "VAM"


def _quote_start(line: Line, after: int, end: int) -> int | None:
    """A quotation right here, or behind a comma or colon."""
    k = after
    while k < min(end, after + _REACH):
        if line.tag[k] == '"' and not (k and line.quoted[k - 1]):
            near = k == after or line.tag[k - 1] in ",:"
            return k if near else None
        if line.tag[k] == ":":
            return k + 1 if k + 1 < end else None
        if line.tag[k] in "VMAPSR;-" or line.tag[k] == "t":
            return None
        k += 1
    return None


def _clause_start(line: Line, after: int, end: int) -> int | None:
    """Behind a time or "in a statement": "that", or what follows the time."""
    k = after
    while k < min(end, after + _REACH):
        if line.low[k] == "that" and k > after:
            return k
        if line.tag[k] in 'VMAPSR;"G' or line.tag[k] == "-":
            break
        k += 1
    k = after
    while k < end and (
        line.tag[k] in "Ta" or (line.low[k] == "on" and line.tag[k + 1 : k + 2] == ["T"])
    ):
        k += 1
    if k > after and k < end and line.tag[k] in "DPXnQ#S" and is_clause(line, k, end):
        return k
    return None


def _infinitive(line: Line, after: int, end: int, frames: frozenset[str]) -> int | None:
    k = after
    while k < end and line.tag[k] in "aN":
        k += 1
    if "to" in frames and line.tag[k : k + 1] == ["t"] and _verb_follows(line, k):
        return k
    if "person-to" in frames and line.tag[after] in "DXnPQ#":
        for m in range(after + 1, min(end, after + 14)):
            if line.tag[m] == "t" and _verb_follows(line, m):
                return after
            if line.tag[m] in "VMARS;,":
                return None
    return None


def _verb_follows(line: Line, k: int) -> bool:
    """Is this "to" the mark of an infinitive? Unknown words count as verbs here."""
    for m in range(k + 1, min(line.size, k + 4)):
        if line.tag[m] in "VA" or (line.tag[m] == "n" and not line.quoted[m]):
            return True
        if line.tag[m] not in 'aN"' and not line.quoted[m]:
            return False
    return False


def content_end(sheet: Sheet, number: int, first: int, frame: str) -> Stretch:
    """From word `first` to the end of its clause; a quotation is taken to its end."""
    line = sheet.lines[number]
    end = sentence_end(line)
    last = next(
        (k for k in range(first + 1, end) if _stops(line, k, end, frame, first)),
        end,
    )
    if last < end and line.tag[last] == '"' and line.quoted[last - 1]:
        last += 1
    while last > first and (line.tag[last - 1] in ",:;-C" and not line.quoted[last - 1]):
        last -= 1
    start = line.start[first]
    stop = line.end[last - 1] if last > first else start
    quote = sheet.quote_at(line.end[last - 1] - 1) if last == end and last > first else None
    if quote is not None and (quote.start >= start or frame == "quote"):
        stop = max(stop, quote.end)
    return start, stop


def _stops(line: Line, k: int, end: int, frame: str, first: int) -> bool:
    """Does a clause that began at `first` end before word k?"""
    tag = line.tag[k]
    if line.quoted[k] or k + 1 >= end:
        return False
    if tag == "," or (tag == '"' and line.quoted[k - 1] and line.tag[k - 1] == ","):
        return _stops_at_comma(line, k, end) or (tag == "," and _closes_insertion(line, k, first))
    if tag == "C" and line.low[k] in ("and", "but", "or"):
        return _stops_at_and(line, k, end, frame)
    return tag == ";"


def _stops_at_comma(line: Line, k: int, end: int) -> bool:
    after = k + 1
    if line.low[after] == "according" or (line.low[after] in _STOPS and line.tag[k] == ","):
        return True
    if line.tag[after] == "G" and _is_cue(line, after):
        return True
    if line.low[after] in ("and", "or"):
        return _is_new_voice(line, after + 1, end)
    return _is_tag_clause(line, after, end)


def _stops_at_and(line: Line, k: int, end: int, frame: str) -> bool:
    """ "... and vowed to": the next verb of the speaker, no part of what is said."""
    m = k + 1
    while m < end and line.tag[m] == "a":
        m += 1
    if m >= end or line.tag[m] != "V" or line.quoted[m]:
        return False
    letters = line.forms[m].letters
    if frame in ("object", "to"):
        return letters != "b" or frame == "object"
    return _is_cue(line, m) and m + 1 < end and line.low[m + 1] in ("that", "“", '"', "''")


def _is_new_voice(line: Line, k: int, end: int) -> bool:
    """ ", and Adler announced plans": a new subject with a cue of its own."""
    for m in range(k, min(end, k + 14)):
        if line.tag[m] in ',;"SR:' or line.quoted[m]:
            return False
        if line.tag[m] in "VM" and m > k:
            subject = before_verb(line, m)
            own = subject is not None and subject[0] == k and line.tag[k] != "P"
            return own and line.tag[m] == "V" and _says(line, m)
    return False


def _closes_insertion(line: Line, comma: int, first: int) -> bool:
    """ "Smith, who said he was ill, urged": the comma that ends what began with "who"."""
    if line.tag[comma + 1] not in "VAM":
        return False
    k = first - 1
    while k >= 0 and line.tag[k] != ",":
        if line.tag[k] == "R":
            return True
        k -= 1
    return k >= 0 and line.tag[k + 1] == "G"


def _is_cue(line: Line, k: int) -> bool:
    known = cues().verbs
    return any(base in known for base in line.forms[k].bases)


def _says(line: Line, verb: int) -> bool:
    known = cues().verbs
    return any(
        "quote" in cue.frames for base in line.forms[verb].bases for cue in known.get(base, ())
    )


def _is_tag_clause(line: Line, k: int, end: int) -> bool:
    """ ", officials said" up to the end: belongs to another voice around this one."""
    for m in range(k, min(end, k + 14)):
        if line.tag[m] == "," and m > k:
            return False
        if line.tag[m] == "V" and m > k:
            subject = before_verb(line, m)
            ends = not is_clause(line, m + 1, end) or line.tag[m + 1] in ",-"
            return _says(line, m) and subject is not None and subject[0] == k and ends
    return False


def left_content(sheet: Sheet, number: int, first: int, *, whole: bool = True) -> Stretch | None:
    """What stands before word `first` (subject or inverted verb): None unless a mark parts them.

    Out of quotation marks it must be a clause, unless it is not `whole` and goes on after the cue.
    """
    line = sheet.lines[number]
    last = _last_before(line, first)
    if last is None:
        return None
    if last < 0:
        return _quote_before(sheet, number)
    quote = sheet.quote_at(line.start[last])
    if quote is not None and quote.start <= line.start[0]:
        return (quote.start, line.end[last])
    begin = _clause_begin(line, last)
    if begin > last or (whole and quote is None and not is_clause(line, begin, last + 1)):
        return None
    return (line.start[begin], line.end[last])


def _last_before(line: Line, first: int) -> int | None:
    """Last word or closing mark of speech before `first`; -1 at the start of the line."""
    k = first - 1
    if k < 0:
        return -1
    mark = line.tag[k]
    if mark == '"' and (k == 0 or line.quoted[k - 1] or line.tag[k - 1] in ".,"):
        return k
    return k - 1 if mark in ",-." else None


def _clause_begin(line: Line, last: int) -> int:
    for k in range(last, 0, -1):
        if line.tag[k] == ";" and not line.quoted[k]:
            return k + 1
    return 0


def _quote_before(sheet: Sheet, number: int) -> Stretch | None:
    """`"...?" he said.` cut in two: the quotation that ends the line before."""
    if number == 0:
        return None
    here, before = sheet.sentences[number], sheet.sentences[number - 1]
    if here.paragraph != before.paragraph:
        return None
    quote = sheet.quote_at(before.span.end - 1)
    if quote is None or quote.end != before.span.end:
        return None
    return (quote.start, quote.end)


def trailing_content(sheet: Sheet, number: int, rest: int, left: Stretch) -> list[Stretch]:
    """What goes on behind the cue: `..., he said, "..."` and the rest of the clause."""
    line = sheet.lines[number]
    end = sentence_end(line)
    k = rest
    while k < end and line.tag[k] in ",:;-":
        k += 1
    if k >= end or (k == rest and line.tag[k] != '"'):
        return []
    quoted_left = sheet.quote_at(left[1] - 1) is not None
    opens = line.tag[k] == '"'
    if (quoted_left and not opens) or line.tag[k] in "GR" or line.low[k] in ("according", "citing"):
        return []
    if not opens and line.low[k] in words("phrases", "citing"):
        return []
    if not opens and line.tag[k] in "C" and not is_clause(line, k, end):
        return []
    return [content_end(sheet, number, k, "clause")]
