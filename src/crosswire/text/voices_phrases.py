"""Noun phrases beside a verb, subjects, and the ends of clauses, by coarse tags alone."""

from __future__ import annotations

from crosswire.text.cues import cues, grammar
from crosswire.text.voices_line import NOMINAL, Line

Words = tuple[int, int]
"""Words from the first to before the second."""

_LONGEST_INSERTION = 40
_NEVER_ALONE = frozenset({"the", "a", "an", "my", "your", "its", "no"})
_ENDS_PHRASE = NOMINAL | frozenset("T)")


def before_verb(line: Line, verb: int) -> Words | None:
    """The noun phrase that stands right before a verb group; None when none does."""
    j = skip_back(line, verb - 1)
    if j < 0 or line.quoted[j] != line.quoted[verb]:
        return None
    tag, low = line.tag[j], line.low[j]
    if tag in (",", "-"):
        return _over_insertion(line, j)
    if tag in "PR" or (tag == "S" and low == "that" and j and line.tag[j - 1] in NOMINAL):
        return (j, j + 1)
    alone = tag in "DQ" and low not in _NEVER_ALONE
    if alone or tag in "nX#)" or (tag == '"' and _closes(line, j)):
        return _without_both(line, (phrase_start(line, j), j + 1))
    return None


def skip_back(line: Line, j: int) -> int:
    """Back over what may stand between subject and verb: auxiliaries, adverbs, a time."""
    while j >= 0 and line.tag[j] in "aAMN":
        j -= 1
    if j >= 0 and (line.tag[j] == "T" or line.low[j] in ("ago", "week", "month", "year")):
        k = j
        while k >= 0 and (
            line.tag[k] in "T#"
            or line.low[k] in ("last", "this", "early", "late", "week", "month", "year")
        ):
            k -= 1
        if k >= 0 and line.tag[k] == "O" and line.low[k] in ("on", "in", "at"):
            k -= 1
        if k >= 0 and line.tag[k] in "nXP)R":
            return k
    return j


def _closes(line: Line, j: int) -> bool:
    """Does a quotation end at this mark, and not as speech ("...,")?"""
    return j > 0 and line.quoted[j - 1] and line.tag[j - 1] not in ",."


def _over_insertion(line: Line, comma: int) -> Words | None:
    """ "Smith, the head of Acme, said": the phrase before the insertion, and it."""
    mark = line.tag[comma]
    k = comma - 1
    stop = max(0, comma - _LONGEST_INSERTION)
    while k > stop:
        if line.tag[k] == mark and not line.quoted[k] and _may_insert(line, k, comma):
            start = phrase_start(line, k - 1)
            if not _leads_in(line, start, k):
                start = _over_apposition(line, start, k)
                whole = line.tag[k + 1] not in "GV"
                return (start, comma + 1 if whole else k)
        if line.tag[k] in (";", ":") or (line.tag[k] == '"' and k and line.quoted[k - 1]):
            return None
        k -= 1
    return None


def _over_apposition(line: Line, start: int, end: int) -> int:
    """ "Ann Lee, head of Acme, which ..., said": from "head of Acme" on to "Ann Lee"."""
    comma = start - 1
    if comma < 1 or line.tag[comma] != "," or line.tag[start] not in "nD":
        return start
    if line.tag[comma - 1] not in "nX)" or _time_before(line, comma - 1):
        return start
    named = phrase_start(line, comma - 1)
    if _leads_in(line, named, comma) or not _may_insert(line, comma, end):
        return start
    return named


def _may_insert(line: Line, comma: int, closing: int) -> bool:
    if comma + 1 >= closing or line.tag[comma - 1] not in _ENDS_PHRASE:
        return False
    opens = line.tag[comma + 1]
    if opens == "R" or line.low[comma + 1] == "whose":
        return True
    has_verb = any(line.tag[k] in "VAM" for k in range(comma + 1, closing) if not line.quoted[k])
    if opens in "GV":
        return True
    if opens in "DQ":
        inner = [k for k in range(comma + 1, closing) if line.tag[k] in "RS"]
        return not has_verb or bool(inner)
    return opens in "nX#O" and not has_verb


def _leads_in(line: Line, start: int, end: int) -> bool:
    """Is this "In Paris" or "On Monday" rather than a subject?"""
    return (start > 0 and line.tag[start - 1] in "OtGV") or line.tag[end - 1] == "T"


def phrase_start(line: Line, j: int) -> int:
    """First word of the noun phrase whose last word is j."""
    s = j
    if line.tag[j] == ")":
        s = _opening(line, j, "(")
    elif line.tag[j] == '"':
        s = _opening(line, j, '"')
    while s > 0:
        step = _step_left(line, s)
        if step is None:
            break
        s = step
    while s < j and line.tag[s] in "aC":
        s += 1
    return s


def _without_both(line: Line, phrase: Words) -> Words:
    """ "Holt and Adler both": without the last word."""
    first, end = phrase
    while end - 1 > first and line.low[end - 1] in ("both", "all", "each"):
        end -= 1
    return (first, end)


def _opening(line: Line, j: int, mark: str) -> int:
    for k in range(j - 1, max(-1, j - 30), -1):
        if line.tag[k] == mark:
            return k
    return j


def _step_left(line: Line, s: int) -> int | None:  # noqa: PLR0911 - a table of tags
    tag, left = line.tag, line.tag[s - 1]
    if left in NOMINAL or left == "D" or (left == "T" and tag[s] == "z"):
        if tag[s] in "D" and left not in "QDz":
            return None
        return s - 1
    if left == "a" and s >= 2 and tag[s - 2] in "DzO" and tag[s] == "n":
        return s - 1
    if left in "Ot":
        if s >= 2 and tag[s - 2] in "nX#Q)z" and not _time_before(line, s - 2):
            return s - 2
        return _over_relative(line, s - 1) if s >= 3 and tag[s - 2] == "V" else None
    if left == '"' and _closes(line, s - 1):
        return _opening(line, s - 1, '"')
    if left == ")":
        return _opening(line, s - 1, "(")
    if left == "C" and s >= 2 and line.low[s - 1] in ("and", "or", "&"):
        return _over_and(line, s)
    if left in "VG":
        return _over_relative(line, s)
    return None


def _time_before(line: Line, k: int) -> bool:
    return line.tag[k] == "T" or line.low[k] in grammar("time_nouns")


def _over_and(line: Line, s: int) -> int | None:
    """ "A, B and C": the start of the row when no clause ends before "and"."""
    k = s - 2
    if line.tag[k] == "," and k:
        k -= 1
    if line.tag[k] not in "nX#)zQ":
        return None
    start = phrase_start(line, k)
    while start > 1 and line.tag[start - 1] == "," and line.tag[start - 2] in "nX":
        earlier = phrase_start(line, start - 2)
        if start - 1 - earlier > 5:
            break
        start = earlier
    if start == 0 or line.tag[start - 1] in ',S;":-.C':
        return start
    return None


def _over_relative(line: Line, s: int) -> int | None:
    """ "a report released by ...", "people who live in ...": the start of what it hangs on."""
    verb = s - 1
    if line.tag[verb] == "V" and _takes_clause(line, verb):
        return None
    k = skip_back(line, verb - 1)
    if k > 0 and (line.tag[k] == "R" or line.low[k] == "that"):
        k -= 1
        if line.tag[k] == ",":
            k -= 1
        return phrase_start(line, k) if line.tag[k] in "nXQD" else None
    reduced = line.tag[verb] == "G" or ("n" in line.forms[verb].letters and line.tag[s] in "OTtaD#")
    if reduced and k == verb - 1 and k >= 0 and line.tag[k] in "nX#":
        return phrase_start(line, k)
    return None


def _takes_clause(line: Line, verb: int) -> bool:
    """May a new clause begin right after this verb ("said officials believe ...")?"""
    known = cues().verbs
    return any(
        cue.frames & {"clause", "that"} and not cue.particles
        for base in line.forms[verb].bases
        for cue in known.get(base, ())
    ) and line.tag[verb + 1 : verb + 2] not in (["O"], ["t"])


def after_verb(line: Line, first: int) -> Words | None:
    """The noun phrase that begins at `first`, as in `"...," said the mayor of Hull, a lawyer.`"""
    k = first
    while k < line.size:
        tag = line.tag[k]
        if k > first and _begins_anew(line, k):
            break
        if tag in "nX#zDQP(" or (tag == ")" and k > first):
            k += 1
            if tag == "P":
                break
        elif tag in "Ot" and k > first and line.low[k] not in ("on", "during", "after"):
            if not (k + 1 < line.size and line.tag[k + 1] in "nX#DQ"):
                break
            k += 1
        elif (tag == "C" and k > first and k + 1 < line.size and line.tag[k + 1] in "nXD") or (
            tag == "a" and k + 1 < line.size and line.tag[k + 1] in "n"
        ):
            k += 1
        elif tag == "," and k > first and (insertion := _insertion_end(line, k)):
            k = insertion
            break
        else:
            break
    while k > first and line.tag[k - 1] in "OtCD":
        k -= 1
    return (first, k) if k > first and not all(t in "T" for t in line.tag[first:k]) else None


def _begins_anew(line: Line, k: int) -> bool:
    """Does another noun phrase begin here ("told reporters | the plan", "officials | Lee")?"""
    before = line.tag[k - 1]
    if line.tag[k] in "DP" and before in "nX#)P":
        return line.low[k] not in ("both", "all")
    low = line.low[k - 1]
    plural = before == "n" and low.endswith("s") and not low.endswith("ss")
    return line.tag[k] == "X" and plural


def _insertion_end(line: Line, comma: int) -> int | None:
    """End of an apposition after a comma: the next comma, or the end of the sentence."""
    if comma + 1 >= line.size or line.tag[comma + 1] not in "DRnX#Q":
        return None
    if line.tag[comma + 1] in "nX" and (
        comma + 2 >= line.size or line.tag[comma + 2] not in "nXO,.:"
    ):
        return None
    for k in range(comma + 1, min(line.size, comma + _LONGEST_INSERTION)):
        if line.tag[k] in '.;"' or (line.tag[k] == "," and k > comma + 1):
            verbs = [m for m in range(comma + 1, k) if line.tag[m] in "VAM"]
            relative = any(line.tag[m] in "RS" for m in range(comma + 1, k))
            return k if not verbs or relative else None
        if line.tag[k] in "G" and line.tag[k - 1] == ",":
            return None
    return None


def clause_subject(line: Line, verb: int) -> Words | None:
    """The subject that a verb without one of its own shares with an earlier verb.

    The first speaker of the sentence comes first: in "Holt said it rained, adding ..." Holt added.
    """
    nearest: Words | None = None
    speaker: Words | None = None
    for k in range(verb - 1, -1, -1):
        if line.tag[k] == ";":
            break
        if line.tag[k] not in "VAM" or line.quoted[k] or (k and line.tag[k - 1] == "t"):
            continue
        found = before_verb(line, k)
        if found is None and line.tag[k] == "V" and k and line.tag[k - 1] in ',"':
            found = after_verb(line, k + 1)
        if found is None:
            continue
        nearest = nearest or found
        if line.tag[k] == "V" and _speaks(line, k) and line.tag[found[0]] != "R":
            speaker = found
    return speaker or nearest


def _speaks(line: Line, verb: int) -> bool:
    known = cues().verbs
    return any(
        "quote" in cue.frames for base in line.forms[verb].bases for cue in known.get(base, ())
    )


def antecedent(line: Line, relative: int) -> Words | None:
    """What "who", "which" or "that" at this word stands for."""
    k = relative - 1
    if k >= 0 and line.tag[k] in "O":
        k -= 1
    if k >= 0 and line.tag[k] in (",", "-"):
        k -= 1
    if k < 0 or line.tag[k] not in "nX#)Q":
        return None
    return (phrase_start(line, k), k + 1)


def sentence_end(line: Line) -> int:
    """Word after the last that is no closing full stop or question mark."""
    end = line.size
    while end and line.tag[end - 1] == ".":
        end -= 1
    return end


def is_clause(line: Line, first: int, end: int) -> bool:
    """Does a finite verb stand between these words?"""
    return any(line.tag[k] in "VAM" for k in range(first, end))
