"""A report as Markdown with footnotes, which most writing programs read."""

from __future__ import annotations

from collections.abc import Iterator

from crosswire.serve.markdown import escape
from crosswire.serve.report.made import (
    CAUTION,
    Behind,
    Block,
    Note,
    Place,
    Report,
    Shown,
    quoted,
)
from crosswire.serve.report.prose import Heading, Paragraph
from crosswire.serve.view_words import count, web_address

_LONGEST = 60_000


def markdown_of(report: Report) -> str:
    """The report; each claim has footnotes to its sentences, the appendix names each article."""
    parts = [f"# {escape(report.title)}", f"*{escape(report.byline)}*" if report.byline else ""]
    parts += [_block(block) for block in report.blocks]
    parts += [_note(report, note) for note in report.notes]
    if report.places:
        parts += ["## Sources", "\n".join(_place(place) for place in report.places)]
    if report.origins:
        parts += ["## Origins", "\n".join(_origin(one) for one in report.origins)]
    parts.append(escape(f"{CAUTION} Made with crosswire {report.release}."))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escape(block.text, _LONGEST)}"
    if isinstance(block, Paragraph):
        return "  \n".join(escape(line, _LONGEST) for line in block.lines)
    if isinstance(block, Shown):
        return "\n".join(_claim(block))
    return "\n".join(f"- {escape(item, _LONGEST)}" for item in block.items)


def _claim(claim: Shown) -> Iterator[str]:
    marks = "".join(f"[^{number}]" for number in claim.notes)
    yield f"> {escape(claim.text, _LONGEST)}{marks}"
    yield ">"
    mark = f"**{escape(claim.mark)}** · " if claim.mark else ""
    yield f"> {mark}{escape(claim.counted)}: {escape(claim.origins, 2_000)}"
    for told in claim.differ:
        yield ">"
        yield f"> **Reports differ:** {escape(told)}"


def _note(report: Report, note: Note) -> str:
    place = report.place(note.article)
    through = f" Said by {escape(note.chain, 400)}." if note.chain else ""
    remarks = f" ({escape(note.remarks)})" if note.remarks else ""
    also = "".join(f" [{number}]" for number in note.also)
    also = escape(f"The same words also in{also}.") if also else ""
    parts = (
        f"{escape(place.cited, 600)} {escape(f'[{place.number}]')}.",
        _address(place.address),
        f"{escape(quoted(note.text), _LONGEST)}{remarks}{through}",
        also,
        escape(place.mark),
    )
    return f"[^{note.number}]: {' '.join(part for part in parts if part)}"


def _place(place: Place) -> str:
    kept = f"SHA-256 `{place.sha256}`" if place.sha256 else escape(place.mark)
    fetched = f"fetched {escape(place.fetched)}" if place.fetched else ""
    lies = _address(place.address) or escape(place.lies, 300)
    told = [escape(place.cited, 600), lies, fetched, kept]
    return f"{place.number}. {'. '.join(part for part in told if part)}"


def _origin(origin: Behind) -> str:
    kind = ", ".join(part for part in (origin.kind, origin.marks) if part)
    told = f" ({escape(kind)})" if kind else ""
    return f"- {escape(origin.name, 120)}{told}: {count(origin.claims, 'claim')}"


def _address(address: str | None) -> str:
    told = web_address(address)
    # In <…> nothing but these ends a link early.
    return f"<{told}>" if told and not set(told) & set("<>\\`|") else ""
