"""The front door in Python: a brief of a pile, the reading of a text, an archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike, fspath
from pathlib import Path

from crosswire.pipeline import Progress, brief_pages
from crosswire.records.base import Issue, Span, make_id
from crosswire.records.brief import Brief
from crosswire.records.page import Article, Block, Page, Told
from crosswire.records.reading import Reading
from crosswire.serve.html import render_fragment
from crosswire.sources.read import read_paths
from crosswire.stages.read import ReadOptions, read_article
from crosswire.store.archive import Archive
from crosswire.store.archive import open_archive as _open_archive


class ShownBrief(Brief, frozen=True, kw_only=True):
    """A brief that a notebook shows as a page."""

    def _repr_html_(self) -> str:
        return render_fragment(self)


def brief(
    pile: str | PathLike[str] | Page | Iterable[str | PathLike[str] | Page],
    *,
    workers: int | None = None,
    archive: str | PathLike[str] | None = None,
    from_day: str | None = None,
    until: str | None = None,
    since: str | None = None,
    fast: bool = False,
    progress: Progress | None = None,
) -> ShownBrief:
    """The brief of a pile of pages: files, folders, globs, or pages of your own.

    `workers`: processes to use (every core by default; the result is the same). `archive`: a file
    that keeps pages, records and brief. `from_day`, `until`: only articles of these ISO days, both
    included. `since`: a day or minute ("2024-03-01T14:00"); each story's `news` then tells what is
    new since. `fast` cleans HTML the coarse way, for very many pages. `progress` is called with stage,
    done and total. Raises InputError (nothing to read, malformed argument), ArchiveError.
    """
    things = [pile] if isinstance(pile, (str, PathLike, Page)) else list(pile)
    pages = [thing for thing in things if isinstance(thing, Page)]
    paths = [fspath(thing) for thing in things if not isinstance(thing, Page)]
    found: Sequence[Page | Issue] = list(read_paths(paths)) if paths else []
    told = brief_pages(
        [*pages, *(page for page in found if isinstance(page, Page))],
        issues=[issue for issue in found if isinstance(issue, Issue)],
        workers=workers,
        archive=Path(fspath(archive)) if archive is not None else None,
        progress=progress,
        from_day=from_day,
        until=until,
        since=since,
        fast=fast,
    )
    return ShownBrief(**{name: getattr(told, name) for name in told.__struct_fields__})


def read(text: str, *, published: str | None = None) -> Reading:
    """What one text holds: sentences, names, times, amounts, and who says what.

    `published` is the ISO day against which "Tuesday" is resolved; without it only absolute times
    are. Spans of the reading point into `text`.
    """
    article = Article(
        id=make_id("article", text, published or ""),
        page="",
        source="text",
        text=text,
        body_end=len(text),
        blocks=tuple(_paragraphs(text)),
        anchor=Told(value=published, how="given") if published else None,
    )
    return read_article(article, ReadOptions().longest)


def _paragraphs(text: str) -> Iterable[Block]:
    start = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            at = start + line.index(bare)
            yield Block(label="body", text=bare, span=Span.of(text, at, at + len(bare)))
        start += len(line)


def open_archive(path: str | PathLike[str]) -> Archive:
    """An archive, made when it is not there. Raises ArchiveError when it cannot be used."""
    return _open_archive(Path(fspath(path)))
