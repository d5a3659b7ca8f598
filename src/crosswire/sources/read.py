"""All pages behind the paths of the user, in order, and a word about each that was passed over."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from crosswire.config import Limits
from crosswire.errors import BadInput, NothingToRead
from crosswire.records.base import Issue
from crosswire.records.page import Page
from crosswire.sources import folder, jsonlines, kinds, mail, single, wacz, warc, webarchive
from crosswire.sources.bounded import Bounded
from crosswire.sources.crowded import check_crowd
from crosswire.sources.refusal import Crowd, Refused, issue, shown, size

Reader = Callable[[str, io.BufferedReader, Limits], Iterator[Page | Issue]]

READERS: dict[kinds.Kind, Reader] = {
    "html": single.read_html,
    "text": single.read_text,
    "warc": warc.read_warc,
    "jsonlines": jsonlines.read_lines,
    "mail": mail.read_mail,
    "mbox": mail.read_mbox,
    "emlx": mail.read_emlx,
    "webarchive": webarchive.read_webarchive,
}
PILES: tuple[kinds.Kind, ...] = ("warc", "wacz", "jsonlines", "mbox")
LOOKED_FOR = (
    "HTML, text, mail (.eml, .emlx, .mbox), web archives (.mhtml, .webarchive), WARC, WACZ or JSON "
    "lines; hidden files are left out"
)


def read_paths(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, limits: Limits | None = None
) -> Iterator[Page | Issue]:
    """Pages of files, folders, patterns and `-` (standard input), each once.

    What cannot be read is an Issue, and the rest is read all the same. When nothing is left, raises
    BadInput for paths that do not exist and NothingToRead otherwise.
    """
    limits = limits or Limits()
    kept: dict[str, str] = {}
    bytes_kept = 0
    crowd = Crowd(limits.issues_per_file)
    for found in _all(paths, stdin, limits):
        if isinstance(found, Issue):
            yield from crowd.tell(found)
        elif (refused := _hostile(found)) is not None:
            yield from crowd.tell(refused)
        elif found.id in kept:
            yield from crowd.tell(_same_bytes(found, kept[found.id]))
        elif len(kept) >= limits.pages or bytes_kept + len(found.body) > limits.total_bytes:
            yield _full(found, limits)
            break
        else:
            kept[found.id] = found.source
            bytes_kept += len(found.body)
            yield found
    yield from crowd.rest()
    if not kept:
        raise _nothing(paths, crowd.told)


def gather(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, limits: Limits | None = None
) -> tuple[list[Page], list[Issue]]:
    """`read_paths` as two lists; raises the same errors."""
    pages: list[Page] = []
    issues: list[Issue] = []
    for found in read_paths(paths, stdin=stdin, limits=limits):
        if isinstance(found, Page):
            pages.append(found)
        else:
            issues.append(found)
    return pages, issues


def _all(paths: Sequence[str], stdin: BinaryIO | None, limits: Limits) -> Iterator[Page | Issue]:
    """Everything behind the paths; a file that two of them reach is read once."""
    seen: set[Path] = set()
    for path in dict.fromkeys(paths):
        if path == "-":
            yield from _standard_input(stdin, limits)
            continue
        for found in folder.find(path):
            if isinstance(found, Issue):
                yield found
            elif (place := found.path.resolve()) not in seen:
                seen.add(place)
                yield from read_file(found, limits)


def read_file(found: folder.Found, limits: Limits) -> Iterator[Page | Issue]:
    """The pages of one file, or an issue that tells why there are none."""
    try:
        with found.path.open("rb") as raw:
            yield from _read(found.source, raw, found.path.stat().st_size, limits)
    except OSError as error:
        yield Refused.by_system(error).issue(found.source)
    except Refused as refused:
        yield refused.issue(found.source)


def _standard_input(stdin: BinaryIO | None, limits: Limits) -> Iterator[Page | Issue]:
    if stdin is None:
        yield issue("missing", "skipped", "-", "There is no standard input.", "Pipe pages in.")
        return
    try:
        yield from _read("-", stdin, None, limits)
    except OSError as error:
        yield Refused.by_system(error).issue("-")
    except Refused as refused:
        yield refused.issue("-")


def _read(name: str, raw: BinaryIO, length: int | None, limits: Limits) -> Iterator[Page | Issue]:
    """Pages of one stream. A file that is too large for what its name promises is not opened up."""
    if length is not None and kinds.by_name(name) not in PILES and length > limits.page_bytes:
        raise Refused(
            "too-large",
            f"It has {size(length)}; a page may have {size(limits.page_bytes)}.",
            "Split it, or name it .jsonl or .warc if it holds many pages.",
        )
    bounded = Bounded(raw, length, limits)
    kind = kinds.by_head(name, bounded.head)
    if kind == "wacz":
        if not raw.seekable():
            raise Refused("pipe", "A WACZ cannot be read from a pipe.", "Name the file.")
        yield from wacz.read_wacz(name, raw, limits)
        return
    yield from READERS[kind](name, io.BufferedReader(bounded, 1 << 16), limits)


def _hostile(page: Page) -> Issue | None:
    """Why this page must not reach its readers, if so."""
    try:
        if page.media_type == "text/html":
            check_crowd(page.body)
    except Refused as refused:
        return refused.issue(page.source)
    return None


def _same_bytes(page: Page, first: str) -> Issue:
    message = f"The same bytes as {first}, which was read; this one counts no more."
    return issue("same-bytes", "note", page.source, message)


def _full(page: Page, limits: Limits) -> Issue:
    message = (
        f"Reading stopped here: one run takes {limits.pages} pages of {size(limits.total_bytes)}."
    )
    return issue("too-many", "skipped", page.source, message, "Brief the pile in parts.")


def _nothing(paths: Sequence[str], refused: Sequence[Issue]) -> BadInput | NothingToRead:
    """What to say when no page was found: what was given, why it failed, what was looked for."""
    skipped = [one for one in refused if one.severity == "skipped"]
    if skipped and all(one.kind == "missing" for one in skipped):
        told = "; ".join(f"{one.about}: {one.message} {one.advice}" for one in skipped[:3])
        return BadInput(told)
    given = ", ".join(shown(path) for path in paths[:3]) or "nothing"
    reasons = " ".join(f"{one.about}: {one.message}" for one in skipped[:3])
    more = f" And {len(skipped) - 3} more." if len(skipped) > 3 else ""
    because = f" {reasons}{more}" if reasons else ""
    return NothingToRead(f"No page to read in {given}.{because} Looked for {LOOKED_FOR}.")
