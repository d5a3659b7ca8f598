"""Cues that are no verbs: "according to", colons, nouns, feelings, "reportedly"."""

from __future__ import annotations

from crosswire.text.cues import cues, words
from crosswire.text.voices_contents import content_end, shown
from crosswire.text.voices_line import Line
from crosswire.text.voices_page import Find, Sheet, Stretch
from crosswire.text.voices_phrases import Words, after_verb, before_verb, phrase_start, sentence_end

_LABEL = 8
"""Most words before a colon that names a speaker ("Sen. Ann Lee of Ohio: ...")."""


def other_finds(sheet: Sheet, number: int) -> list[Find]:
    """What a line says by other cues than verbs."""
    line = sheet.lines[number]
    found = [_colon(sheet, number)]
    for i in range(line.size):
        if line.quoted[i]:
            continue
        if line.low[i] == "according" and line.low[i + 1 : i + 2] == ["to"]:
            found.append(_according(sheet, number, i))
        elif line.low[i] in words("phrases", "crowd"):
            found.append(_crowd(line, number, i))
        elif line.tag[i] == "n" and line.low[i] in cues().adjectives:
            found.append(_feeling(sheet, number, i))
        elif line.tag[i] == "n" and _singular(line.low[i]) in words("nouns", "said"):
            found.append(_noun(sheet, number, i))
    return [find for find in found if find is not None]


def _according(sheet: Sheet, number: int, i: int) -> Find | None:
    """ "According to X, ..." and "..., according to X"."""
    line = sheet.lines[number]
    source = after_verb(line, i + 2)
    if source is None:
        return None
    end = sentence_end(line)
    cue = (line.start[i], line.end[i + 1])
    after = source[1]
    if i == 0 or (i <= 2 and line.tag[i - 1] in "CaX,"):
        while after < end and line.tag[after] != "," and not line.quoted[after]:
            after += 1
        if after + 1 >= end:
            return None
        parts = [content_end(sheet, number, after + 1, "clause")]
    else:
        parts = _around(sheet, number, i, after)
    parts = [part for part in parts if part[0] < part[1]]
    return Find(number, cue, shown(line, source), parts, frame="according") if parts else None


def _around(sheet: Sheet, number: int, i: int, after: int) -> list[Stretch]:
    line = sheet.lines[number]
    begin, last = 0, i - 1
    for k in range(i - 1, 0, -1):
        if line.tag[k] == ";":
            begin = k + 1
            break
    while last > begin and line.tag[last] in ",-;":
        last -= 1
    if last < begin:
        return []
    quote = sheet.quote_at(line.start[last])
    start = min(line.start[begin], quote.start) if quote else line.start[begin]
    parts = [(start, line.end[last])]
    end = sentence_end(line)
    if after < end and line.tag[after] in "VAM" and line.tag[i - 1] != ",":
        parts.append(content_end(sheet, number, after, "clause"))
    elif line.tag[after : after + 1] == [","] and after + 1 < end and line.tag[after + 1] in "VAM":
        parts.append(content_end(sheet, number, after + 1, "clause"))
    return parts


def _crowd(line: Line, number: int, i: int) -> Find | None:
    """ "reportedly": the clause, from everybody and nobody."""
    stops = [k for k in range(line.size) if line.tag[k] in ",;" and not line.quoted[k]]
    begin = max((k + 1 for k in stops if k < i), default=0)
    end = min((k for k in stops if k > i), default=sentence_end(line))
    parts = [(line.start[a], line.end[b - 1]) for a, b in ((begin, i), (i + 1, end)) if a < b]
    if not parts:
        return None
    stance = "alleged" if line.low[i] == "allegedly" else "said"
    cue = (line.start[i], line.end[i])
    return Find(number, cue, None, parts, stance=stance, frame="adverb", crowd=True)  # type: ignore[arg-type]


def _colon(sheet: Sheet, number: int) -> Find | None:
    """ "NAME: ..." at the start of a line, as in headlines and transcripts."""
    line = sheet.lines[number]
    k = next((k for k in range(min(line.size, _LABEL + 1)) if line.tag[k] == ":"), 0)
    if not k or k + 1 >= line.size or any(line.tag[m] not in 'nXDQzOC#()"' for m in range(k)):
        return None
    if line.tag[0] != "X" and not line.word[0][0].isupper():
        return None
    if number and sheet.sentences[number - 1].paragraph == sheet.sentences[number].paragraph:
        return None
    if not _may_speak(line, k):
        return None
    start, end = line.start[k + 1], sheet.paragraph_end(number)
    if line.word[0].isupper() and len(line.word[0]) > 2:
        stop = end
    else:
        stop = content_end(sheet, number, k + 1, "quote")[1]
    if start >= stop:
        return None
    parts = [(start, stop)]
    return Find(number, (line.start[k], line.end[k]), shown(line, (0, k)), parts, frame="colon")


def _may_speak(line: Line, k: int) -> bool:
    """All capitals, or a name, or a word for somebody who says things."""
    label = line.word[:k]
    speakers = words("sources", "document_words") | words("sources", "unnamed_words")
    speakers |= words("sources", "person_words") | words("sources", "outlet_words")
    if line.low[k - 1] in speakers:
        return True
    return all(w[0].isupper() or not w[0].isalnum() or w in ("of", "’s", "'s") for w in label)


def _singular(low: str) -> str:
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _noun(sheet: Sheet, number: int, i: int) -> Find | None:
    """ "his claim that ...", "the company's decision to ...", "fears that ..."."""
    line = sheet.lines[number]
    end = sentence_end(line)
    if i + 1 >= end:
        return None
    after = line.low[i + 1]
    owner = _owner(line, i)
    if after == "that":
        start, frame = i + 1, "clause"
    elif after == "to" and owner and line.tag[i + 2 : i + 3] in (["V"], ["A"]):
        start, frame = i + 1, "to"
    elif after in ("of", "for", "about", "on") and owner:
        start, frame = i + 2, "object"
    else:
        return None
    if start >= end:
        return None
    part = content_end(sheet, number, start, frame)
    if part[0] >= part[1]:
        return None
    return Find(
        line=number,
        cue=(line.start[i], line.end[i]),
        source=shown(line, owner),
        parts=[part],
        stance="expected" if frame == "to" else "said",
        frame="noun",
        attitude=frame == "object" or owner is None,
    )


def _owner(line: Line, i: int) -> Words | None:
    """Whose claim: "his", "the mayor's"."""
    k = i - 1
    while k >= 0 and line.tag[k] in "na" and i - k < 4:
        k -= 1
    if k < 0:
        return None
    if line.tag[k] == "D" and line.low[k] in ("his", "her", "their", "its", "my", "our", "your"):
        return (k, k + 1)
    if line.tag[k] == "z":
        return (phrase_start(line, k), k + 1)
    return None


def _feeling(sheet: Sheet, number: int, i: int) -> Find | None:
    """ "She is confident that ..."."""
    line = sheet.lines[number]
    k = i - 1
    while k >= 0 and line.tag[k] in "aN":
        k -= 1
    if k < 0 or not (line.tag[k] == "A" or line.low[k] in ("seems", "seemed", "feels", "felt")):
        return None
    end = sentence_end(line)
    if i + 1 >= end or line.low[i + 1] not in ("that", "whether", "how", "to", "about", "of"):
        return None
    subject = before_verb(line, i)
    if subject is None or line.low[subject[0]] in ("it", "there"):
        return None
    start = i + 2 if line.low[i + 1] in ("about", "of") else i + 1
    if start >= end:
        return None
    part = content_end(sheet, number, start, "to")
    return Find(
        line=number,
        cue=(line.start[i], line.end[i]),
        source=shown(line, subject),
        parts=[part],
        frame="feeling",
        attitude=line.low[i + 1] not in ("that", "whether"),
    )
