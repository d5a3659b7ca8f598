"""Who says what in a text: contents, cues, and chains of sources from the one nearest the reader.

1. Sentences become lines with coarse tags (`voices_line`), quotations are found (`voices_quotes`).
2. Verbs of saying and other cues yield finds (`voices_cues`, `voices_others`).
3. Quotations that go on without a new cue are given to the last speaker.
4. A find inside what another says makes a chain; sources get names and kinds (`voices_sources`).
"""

from __future__ import annotations

from collections.abc import Sequence

from crosswire.records.base import Span
from crosswire.records.reading import Entity, Hop, Name, Sentence, Voice
from crosswire.text.voices_cues import verb_finds
from crosswire.text.voices_goes_on import give_rest
from crosswire.text.voices_others import other_finds
from crosswire.text.voices_page import Find, Sheet, Stretch
from crosswire.text.voices_sources import Cast

_DEEPEST = 4
"""Most voices inside one another: a longer chain is a misreading."""


def find_voices(
    text: str,
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    entities: Sequence[Entity],
    *,
    attitudes: bool = False,
) -> tuple[Voice, ...]:
    """All voices of a text in order of their content.

    With `attitudes` also who praises, backs, blames or wants a thing; without it only what is
    said, thought, planned, asked or denied, so that a writer's account of likes and quarrels stays
    the writer's own.
    """
    sheet = Sheet(text, sentences)
    finds = _all_finds(sheet)
    give_rest(sheet, finds)
    cast = Cast(text, names, entities)
    hops = [_hops(cast, find) for find in finds]
    voices = []
    for k, find in enumerate(finds):
        if find.attitude and not attitudes:
            continue
        voices.append(_voice(sheet, find, _outer(finds, hops, k) + hops[k]))
    return tuple(sorted(voices, key=lambda v: (v.content.start, -v.content.end, v.cue is None)))


def _all_finds(sheet: Sheet) -> list[Find]:
    found: list[Find] = []
    for number in range(len(sheet.lines)):
        here = verb_finds(sheet, number) + other_finds(sheet, number)
        found.extend(sorted(here, key=lambda find: find.cue))
    return found


def _hops(cast: Cast, find: Find) -> tuple[Hop, ...]:
    hops = [cast.hop(source, cue) for source, cue in find.nearer]
    if find.source is not None:
        hops.append(cast.hop(find.source, find.cue, find.stands_for))
    elif find.crowd:
        cue = Span.of(cast.text, *find.cue)
        hops.append(Hop(name=cue.quote, kind="crowd", cue=cue))
    hops += [cast.hop(source, cue) for source, cue in find.further]
    return tuple(hops)


def _outer(finds: list[Find], hops: list[tuple[Hop, ...]], k: int) -> tuple[Hop, ...]:
    """The sources of all voices that tell of this one, the outermost first."""
    chain: tuple[Hop, ...] = ()
    inner = finds[k]
    around = [g for g in range(len(finds)) if g != k and _tells_of(finds[g], inner)]
    around.sort(key=lambda g: finds[g].content[0] - finds[g].content[1])
    for g in around[:_DEEPEST]:
        chain += hops[g]
    return chain


def _tells_of(outer: Find, inner: Find) -> bool:
    if (
        outer.attitude
        or outer.stance in ("silent", "asked", "expected")
        or outer.frame == "passive"
    ):
        return False
    if abs(outer.line - inner.line) > 1:
        return False
    whole = [inner.cue, inner.parts[0], *([inner.source] if inner.source else [])]
    return all(any(_within(piece, part) for part in outer.parts) for piece in whole)


def _within(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _voice(sheet: Sheet, find: Find, hops: tuple[Hop, ...]) -> Voice:
    text = sheet.text
    parts = tuple(Span.of(text, *part) for part in sorted(find.parts))
    return Voice(
        content=Span.of(text, *find.content),
        hops=hops,
        parts=parts if len(parts) > 1 else (),
        cue=Span.of(text, *find.cue),
        quoted=any(sheet.quote_at(part.start) is not None for part in parts),
        stance=find.stance,
    )
