"""Quotations without a cue of their own: they belong to whoever spoke last."""

from __future__ import annotations

from bisect import bisect_left

from crosswire.text.voices_page import Find, Sheet
from crosswire.text.voices_quotes import Quote

_LEAST = 15
"""Shortest quotation, in characters, that is taken for speech without a cue: below it are titles
and single words in marks. On PolNeAR's design part 10 to 40 give the same F1 within .001."""


def give_rest(sheet: Sheet, finds: list[Find]) -> list[Find]:
    """The finds with quotations that go on: as a part right behind, else as finds of their own."""
    said = [find for find in finds if find.cue is not None and _is_speech(find)]
    said.sort(key=lambda find: find.cue or (0, 0))
    taken = _taken(finds)
    added: list[Find] = []
    speaker: Find | None = None
    last_line = k = 0
    for quote in sheet.quotes:
        while k < len(said) and (said[k].cue or (0, 0))[0] < quote.start:
            speaker, last_line = said[k], said[k].line
            k += 1
        if speaker is None or quote.end - quote.start < _LEAST or _is_taken(taken, quote):
            continue
        here = sheet.line_at(quote.start)
        if sheet.sentences[here].span.start != quote.start:
            continue
        if _follows(sheet, speaker, quote):
            speaker.parts.append((quote.start, quote.end))
            last_line = sheet.line_at(quote.end - 1)
        elif _opens_paragraph(sheet, here, quote) and sheet.apart(last_line, here) <= 1:
            added.append(_again(speaker, here, quote))
            last_line = sheet.line_at(quote.end - 1)
    return sorted(finds + added, key=lambda find: find.cue or find.content)


def _again(speaker: Find, line: int, quote: Quote) -> Find:
    return Find(
        line=line,
        cue=None,
        source=speaker.source,
        parts=[(quote.start, quote.end)],
        frame="goes on",
        stands_for=speaker.stands_for,
    )


def _taken(finds: list[Find]) -> list[tuple[int, int]]:
    """Contents and cues as stretches in order, those that touch laid together."""
    spans = [part for find in finds for part in find.parts]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans + [find.cue for find in finds if find.cue]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _is_taken(taken: list[tuple[int, int]], quote: Quote) -> bool:
    k = bisect_left(taken, (quote.end, 0)) - 1
    return k >= 0 and taken[k][1] > quote.start


def _is_speech(find: Find) -> bool:
    if find.attitude or find.crowd or find.frame in ("noun", "passive", "object", "feeling"):
        return False
    return find.source is not None


def _follows(sheet: Sheet, speaker: Find, quote: Quote) -> bool:
    """Does nothing stand between the voice and this quotation but its own cue?"""
    if not any(sheet.quote_at(part[0]) or sheet.quote_at(part[1] - 1) for part in speaker.parts):
        return False
    here = max(part[1] for part in speaker.parts)
    for own in (speaker.cue, speaker.source):
        here = max(here, own[1]) if own else here
    between = sheet.sentences[sheet.line_at(here - 1) + 1 : sheet.line_at(quote.start)]
    return quote.start >= here and not between


def _opens_paragraph(sheet: Sheet, here: int, quote: Quote) -> bool:
    """Does the quotation begin a paragraph and end a sentence?"""
    opens = here == 0 or sheet.sentences[here - 1].paragraph != sheet.sentences[here].paragraph
    return opens and sheet.sentences[sheet.line_at(quote.end - 1)].span.end <= quote.end
