"""Who says what in a text: contents, cues, and chains of sources from the one nearest the reader.

1. Sentences become lines with coarse tags (`voices_line`), quotations are found (`voices_quotes`).
2. Verbs of saying and other cues yield finds (`voices_cues`, `voices_others`).
3. Quotations that go on without a new cue are given to the last speaker.
4. A find inside what another says makes a chain; sources get names and kinds (`voices_sources`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crosswire.records.base import Span
from crosswire.records.reading import Entity, Hop, Name, Sentence, Voice
from crosswire.text.voices_cues import verb_finds
from crosswire.text.voices_goes_on import give_rest
from crosswire.text.voices_others import other_finds
from crosswire.text.voices_page import Find, Sheet, Stretch
from crosswire.text.voices_sources import Cast, may_tell

_DEEPEST = 4
"""Most voices inside one another: a longer chain is a misreading."""


def find_voices(
    text: str,
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    entities: Sequence[Entity],
    *,
    attitudes: bool = False,
    tags: Mapping[int, str] | None = None,
) -> tuple[Voice, ...]:
    """All voices of a text in order of their content.

    With `attitudes` also who praises, backs, blames or wants a thing; without it only what is
    said, thought, planned, asked or denied, so that a writer's account of likes and quarrels stays
    the writer's own. `tags` are parts of speech (UPOS) by the offset of a word; where the reader
    gave none, coarse rules decide what is a verb.
    """
    sheet = Sheet(text, sentences, tags)
    finds = give_rest(sheet, _all_finds(sheet))
    cast = Cast(text, sentences, names, entities)
    around = _around(finds)
    chains = _Chains(cast, finds, around)
    voices = []
    for k, find in enumerate(finds):
        hops = chains.of(k)
        if attitudes or _is_told(find, hops, nested=bool(around[k])):
            voices.append(_voice(sheet, find, hops))
    return tuple(sorted(voices, key=lambda v: (v.content.start, -v.content.end, v.cue is None)))


def _all_finds(sheet: Sheet) -> list[Find]:
    found: list[Find] = []
    for number in range(len(sheet.lines)):
        here = verb_finds(sheet, number) + other_finds(sheet, number)
        found.extend(sorted(here, key=lambda find: find.cue or find.content))
    return found


def _is_told(find: Find, hops: tuple[Hop, ...], *, nested: bool) -> bool:
    """Is it something said, not the writer's account of likes, thoughts and things?"""
    if find.attitude or (find.mind and nested):
        return False
    return not find.evidence or (bool(hops) and may_tell(hops[-1]))


class _Chains:
    """The sources of each find, those of the voices around it first."""

    def __init__(self, cast: Cast, finds: list[Find], around: list[list[int]]) -> None:
        self.cast, self.finds, self.around = cast, finds, around
        self.own: dict[int, tuple[Hop, ...]] = {}

    def of(self, k: int) -> tuple[Hop, ...]:
        """The whole chain of one find; nobody stands twice in a row."""
        chain: list[Hop] = []
        for g in (*self.around[k], k):
            for hop in self._own(g):
                if chain and chain[-1].name == hop.name:
                    chain.pop()
                chain.append(hop)
        return tuple(chain)

    def _own(self, k: int) -> tuple[Hop, ...]:
        if k not in self.own:
            outer = [hop for g in self.around[k] for hop in self._own(g)]
            self.own[k] = _hops(self.cast, self.finds[k], outer[-1] if outer else None)
        return self.own[k]


def _hops(cast: Cast, find: Find, speaker: Hop | None) -> tuple[Hop, ...]:
    hops = [cast.hop(source, cue) for source, cue in find.nearer]
    if find.source is not None:
        hops.append(cast.hop(find.source, find.cue, find.stands_for, speaker))
    elif find.crowd and find.cue:
        cue = Span.of(cast.text, *find.cue)
        hops.append(Hop(name=cue.quote, kind="crowd", cue=cue))
    hops += [cast.hop(source, cue) for source, cue in find.further]
    return tuple(hops)


def _around(finds: list[Find]) -> list[list[int]]:
    """For each find those that tell of it, the outermost first."""
    by_line: dict[int, list[int]] = {}
    for k, find in enumerate(finds):
        by_line.setdefault(find.line, []).append(k)
    found = []
    for k, find in enumerate(finds):
        near = [
            g for line in (find.line - 1, find.line, find.line + 1) for g in by_line.get(line, ())
        ]
        outer = [g for g in near if g != k and _tells_of(finds[g], find)]
        outer.sort(key=lambda g: finds[g].content[0] - finds[g].content[1])
        found.append(outer[-_DEEPEST:])
    return found


def _tells_of(outer: Find, inner: Find) -> bool:
    if outer.attitude or outer.mind or outer.evidence or outer.cue is None or inner.cue is None:
        return False
    if outer.stance in ("silent", "asked", "expected") or outer.frame in (
        "passive",
        "noun",
        "object",
    ):
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
        cue=Span.of(text, *find.cue) if find.cue else None,
        quoted=any(sheet.quote_at(part.start) is not None for part in parts),
        stance=find.stance,
    )
