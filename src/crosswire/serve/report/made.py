"""A report made ready to be written: numbered footnotes, and the appendix they lead to.

Pure: a draft in, a report out. The writers (HTML, Markdown, Word) draw it and decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crosswire import __version__
from crosswire.records.brief import OriginTold
from crosswire.serve.report.prose import Heading, Paragraph, Points, prose
from crosswire.serve.view import SUPPORT_MARK
from crosswire.serve.view_words import count, line, tell_time, web_address
from crosswire.store.reports import Chosen, Cited, Draft, Quoted

CAUTION = (
    "Origins are counted to measure corroboration, not truth: many outlets that repeat one statement "
    "are one origin. Nothing here is rated true or false."
)
UNKEPT = "No page is kept."
SHORT = 12
"""Digits of a hash in a footnote; the appendix has all of them."""


@dataclass(frozen=True)
class Note:
    """A footnote: one sentence and where it stands; `also` are articles that hold the same one."""

    number: int
    text: str
    chain: str
    remarks: str
    article: int
    also: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """A claim as the report shows it; `notes` are the numbers of its footnotes."""

    text: str
    story: str
    mark: str
    counted: str
    origins: str
    differ: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """An article of the appendix."""

    number: int
    outlet: str
    headline: str
    published: str
    address: str | None
    lies: str
    fetched: str
    sha256: str | None

    @property
    def cited(self) -> str:
        """As a footnote names it: outlet, headline, date."""
        return ", ".join(p for p in (self.outlet, quoted(self.headline), self.published) if p)

    @property
    def mark(self) -> str:
        """The beginning of its hash, or that there is none."""
        return f"SHA-256 {self.sha256[:SHORT]}…" if self.sha256 else UNKEPT


@dataclass(frozen=True)
class Behind:
    """An origin of the appendix: how many of the chosen claims rest on it."""

    name: str
    kind: str
    marks: str
    claims: int


def quoted(text: str) -> str:
    """The text in quotes, unless it is empty or begins with a quote of its own."""
    return f"“{text}”" if text and text[0] not in '“”"‘„«' else text


Block = Heading | Paragraph | Points | Shown


@dataclass(frozen=True)
class Report:
    """A report with everything numbered; `notes` and `places` begin at 1."""

    title: str
    byline: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    places: tuple[Place, ...]
    origins: tuple[Behind, ...]
    release: str = __version__

    def note(self, number: int) -> Note:
        """The footnote of this number."""
        return self.notes[number - 1]

    def place(self, number: int) -> Place:
        """The article of this number."""
        return self.places[number - 1]

    @property
    def claims(self) -> list[Shown]:
        """The claims alone."""
        return [block for block in self.blocks if isinstance(block, Shown)]


def report_of(draft: Draft) -> Report:
    """The report that a draft makes."""
    numbers: dict[str, int] = {}
    for item in draft.items:
        for said in item.claim.said if item.claim else ():
            numbers.setdefault(said.article, len(numbers) + 1)
    known = {one.id: one for one in draft.articles}
    blocks: list[Block] = []
    notes: list[Note] = []
    for item in draft.items:
        if item.claim is None:
            blocks += prose(item.words)
        else:
            blocks.append(_shown(item.claim, numbers, notes))
    _shift(blocks)
    byline = ", ".join(part for part in (draft.by, tell_time(draft.changed[:10])) if part)
    return Report(
        title=line(draft.title) or "Untitled report",
        byline=byline,
        blocks=tuple(blocks),
        notes=tuple(notes),
        places=tuple(_place(number, known.get(name)) for name, number in numbers.items()),
        origins=tuple(_origins(draft)),
    )


def _shift(blocks: list[Block]) -> None:
    """Lets headings begin at level 1, whatever the writer began with; none skips a level."""
    here, written = 0, 0
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            deeper = here == 0 or block.level > written
            here = min(block.level, here + 1) if deeper else min(block.level, here)
            written = block.level
            blocks[place] = Heading(here, block.text)


def _shown(claim: Chosen, numbers: dict[str, int], notes: list[Note]) -> Shown:
    """The claim; its sentences become footnotes, those in the same words one together."""
    groups: dict[str, list[Quoted]] = {}
    for said in claim.said:
        groups.setdefault(line(said.text).casefold(), []).append(said)
    first = len(notes) + 1
    notes += [_note(place, group, numbers) for place, group in enumerate(groups.values(), first)]
    articles = len({said.article for said in claim.said})
    return Shown(
        text=line(claim.text) or "(no wording)",
        story=line(claim.story),
        mark=SUPPORT_MARK[claim.support],
        counted=f"{count(len(claim.origins), 'origin')}, {count(articles, 'article')}",
        origins="; ".join(_origin(origin) for origin in claim.origins) or "no origin known",
        differ=tuple(line(told) for told in claim.differ),
        notes=tuple(range(first, len(notes) + 1)),
    )


def _note(number: int, group: list[Quoted], numbers: dict[str, int]) -> Note:
    said = group[0]
    also = {numbers[one.article] for one in group[1:]} - {numbers[said.article]}
    return Note(
        number=number,
        text=line(said.text),
        chain=" ← ".join(line(name) for name in said.chain[1:]),
        remarks=", ".join(said.notes),
        article=numbers[said.article],
        also=tuple(sorted(also)),
    )


def _place(number: int, told: Cited | None) -> Place:
    if told is None:  # of a draft that was cut
        return Place(number, "unknown", "", "no date", None, "", "", None)
    return Place(
        number=number,
        outlet=line(told.outlet, 80),
        headline=line(told.headline, 300),
        published=tell_time(told.published) or "no date",
        address=web_address(told.address),
        lies=line(told.source, 300),
        fetched=tell_time(told.fetched),
        sha256=told.sha256,
    )


def _origins(draft: Draft) -> Iterator[Behind]:
    """The origins of all chosen claims, those behind most of them first."""
    held: dict[str, list[OriginTold]] = {}
    for item in draft.items:
        for origin in item.claim.origins if item.claim else ():
            held.setdefault(line(origin.name, 120) or "unnamed", []).append(origin)
    for name, found in sorted(held.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        marks = sorted({line(mark, 30) for origin in found for mark in origin.marks})
        yield Behind(name, line(found[0].kind, 30), ", ".join(marks), len(found))


def _origin(origin: OriginTold) -> str:
    """An origin's name, and in brackets what weakens it."""
    marks = ", ".join(line(mark, 30) for mark in origin.marks)
    name = line(origin.name, 80) or "unnamed"
    return f"{name} ({marks})" if marks else name
