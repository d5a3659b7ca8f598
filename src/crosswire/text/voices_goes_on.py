"""Quotations without a cue of their own: they belong to whoever spoke last."""

from __future__ import annotations

from crosswire.text.voices_page import Find, Sheet
from crosswire.text.voices_quotes import Quote

_LEAST = 25
"""Shortest quotation, in characters, that is taken for speech without a cue: below it are titles
and single words in marks. Measured on PolNeAR's design part, where 15 to 40 make no difference."""


def give_rest(sheet: Sheet, finds: list[Find]) -> None:
    """Adds quotations that go on after a voice to its parts."""
    speaker: Find | None = None
    order = sorted(finds, key=lambda find: find.cue)
    k = 0
    for quote in sheet.quotes:
        while k < len(order) and order[k].cue[0] < quote.start:
            if _is_speech(sheet, order[k]):
                speaker = order[k]
            k += 1
        if any(_covers(find, quote) for find in finds) or quote.end - quote.start < _LEAST:
            continue
        if speaker is not None and _goes_on(sheet, speaker, quote):
            speaker.parts.append((quote.start, quote.end))


def _is_speech(sheet: Sheet, find: Find) -> bool:
    return any(sheet.quote_at(part[0]) or sheet.quote_at(part[1] - 1) for part in find.parts)


def _covers(find: Find, quote: Quote) -> bool:
    return any(part[0] < quote.end and quote.start < part[1] for part in find.parts) or (
        find.cue[0] < quote.end and quote.start < find.cue[1]
    )


def _goes_on(sheet: Sheet, speaker: Find, quote: Quote) -> bool:
    """Does nothing stand between the voice and this quotation but its own cue?"""
    here = max(max(part[1] for part in speaker.parts), speaker.cue[1])
    if speaker.source is not None:
        here = max(here, speaker.source[1])
    between = [s for s in sheet.sentences if s.span.start >= here and s.span.end <= quote.start]
    opens = any(s.span.start == quote.start for s in sheet.sentences[speaker.line :])
    return opens and not between and quote.start >= here
