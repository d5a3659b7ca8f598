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
    """First word of what is said behind a cue, and by which frame; None when nothing is."""
    end = sentence_end(line)
    if after >= end:
        return after, None
    tag = line.tag[after]
    spoken = bool(frames & {"clause", "quote", "hearer"})
    if spoken or "that" in frames:
        if line.low[after] in _OPENS_CLAUSE:
            return after, "clause"
        if spoken and (opened := _quote_start(line, after, end)) is not None:
            return opened, "quote"
    if (
        frames & {"to", "person-to"}
        and (start := _infinitive(line, after, end, frames)) is not None
    ):
        return start, "to"
    if "hearer" in frames:
        hearer = after_verb(line, after)
        if hearer and hearer[1] < end:
            return _past_hearer(line, hearer, end)
    if spoken and (start := _clause_start(line, after, end)) is not None:
        return start, "clause"
    if "clause" in frames and tag in "DPXnQ#" and _is_bare_clause(line, after, end):
        return after, "clause"
    if "adjective" in frames and tag in "O":
        return after, "object"
    if "on-doing" in frames and tag == "G":
        return after, "to"
    if "object" in frames and tag in 'DnXQ#"G':
        return after, "object"
    if "object" in frames and tag == "P" and line.low[after] in ("it", "you"):
        return after, "object"
    return after, None


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


def _is_bare_clause(line: Line, after: int, end: int) -> bool:
    return is_clause(line, after, end)


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
    for m in range(k + 1, min(line.size, k + 3)):
        if line.tag[m] in "VA":
            return True
        if line.tag[m] not in "aN":
            return False
    return False


def _past_hearer(line: Line, hearer: Words, end: int) -> tuple[int, str | None]:
    k = hearer[1]
    if line.low[k] in _OPENS_CLAUSE:
        return k, "clause"
    if (opened := _quote_start(line, k, end)) is not None:
        return opened, "quote"
    if (start := _clause_start(line, k, end)) is not None:
        return start, "clause"
    if line.tag[k] in "DPXnQ#" and is_clause(line, k, end):
        return k, "clause"
    if line.tag[k] == "t" and _verb_follows(line, k):
        return hearer[0], "to"
    if line.tag[k] == "O" and line.low[k] in ("about", "of"):
        return k, "object"
    return k, None


def content_end(sheet: Sheet, number: int, first: int, frame: str) -> Stretch:
    """From word `first` to the end of its clause; a quotation is taken to its end."""
    line = sheet.lines[number]
    end = sentence_end(line)
    last = end
    for k in range(first + 1, end):
        if not line.quoted[k] and _stops(line, k, end, frame, first):
            last = k
            break
    start = line.start[first]
    while last > first and line.tag[last - 1] in ",:;-C":
        last -= 1
    stop = line.end[last - 1] if last > first else start
    if last == end and last and (quote := sheet.quote_at(line.end[last - 1] - 1)) is not None:
        if quote.start >= start or frame == "quote":
            stop = max(stop, quote.end)
    return start, stop


def _stops(line: Line, k: int, end: int, frame: str, first: int) -> bool:
    tag = line.tag[k]
    if tag == ";":
        return True
    after = k + 1
    if after >= end:
        return False
    if tag == ",":
        low = line.low[after]
        if low == "according" or (low in _STOPS and line.tag[after - 1] == ","):
            return True
        if line.tag[after] == "G" and _is_cue(line, after):
            return True
        return _is_tag_clause(line, after, end) or _closes_insertion(line, k, first)
    if tag == "C" and line.low[k] in ("and", "but", "or"):
        m = after
        while m < end and line.tag[m] == "a":
            m += 1
        if m < end and line.tag[m] == "V" and not line.quoted[m]:
            if frame in ("object", "to"):
                return line.forms[m].letters != "b" or frame == "object"
            return _is_cue(line, m) and m + 1 < end and line.low[m + 1] in ("that", "“", '"', "''")
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


def _is_tag_clause(line: Line, k: int, end: int) -> bool:
    """ ", officials said" up to the end: belongs to another voice around this one."""
    for m in range(k, min(end, k + 12)):
        if line.tag[m] == "," and m > k:
            return False
        if line.tag[m] == "V" and m > k:
            says = any(
                "quote" in cue.frames
                for base in line.forms[m].bases
                for cue in cues().verbs.get(base, ())
            )
            subject = before_verb(line, m)
            return (
                says and subject is not None and subject[0] == k and not is_clause(line, m + 1, end)
            )
    return False


def left_content(sheet: Sheet, number: int, first: int, *, whole: bool = True) -> Stretch | None:
    """What stands before word `first` (subject or inverted verb): None unless a mark parts them.

    Out of quotation marks it must be a clause, unless it is not `whole` and goes on after the cue.
    """
    line = sheet.lines[number]
    k = first - 1
    if k < 0:
        return _quote_before(sheet, number)
    mark = line.tag[k]
    closing = mark == '"' and (k == 0 or line.quoted[k - 1] or line.tag[k - 1] in ".,")
    if not closing and mark not in ",-" and not (mark == "." and k):
        return None
    last = k if closing else k - 1
    if last < 0:
        return _quote_before(sheet, number)
    quote = sheet.quote_at(line.start[last])
    begin = _clause_begin(line, last)
    if quote is not None and quote.start <= line.start[0]:
        return (quote.start, line.end[last])
    if whole and quote is None and not is_clause(line, begin, last + 1):
        return None
    if begin > last:
        return None
    return (line.start[begin], line.end[last])


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
