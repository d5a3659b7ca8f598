"""What `crosswire brief` does, once its options are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from crosswire import __version__
from crosswire.config import Limits
from crosswire.errors import ArchiveError, NothingToRead
from crosswire.pipeline import brief_pages, check_own_files, was_fast
from crosswire.records.base import Issue
from crosswire.records.brief import Brief
from crosswire.records.page import Page
from crosswire.serve.output import check_target, write_file, write_standard_output
from crosswire.serve.progress import progress_bar
from crosswire.serve.render import one_story, render
from crosswire.serve.request import Request
from crosswire.sources import gather
from crosswire.store.archive import Archive, open_archive
from crosswire.upkeep import brief_of
from crosswire.upkeep.briefing import keeps_up

Say = Callable[[str], None]


def run_brief(request: Request, say: Say) -> int:
    """Briefs the pile and writes the brief; gives back the exit status.

    `say` prints a line on standard error. Raises CrosswireError.
    """
    if request.output:
        check_target(request.output)
    brief, failed = make_brief(request, say)
    shown = one_story(brief, request.story)
    hand_over(shown, request)
    return failed or verdict(brief, say)


def make_brief(request: Request, say: Say) -> tuple[Brief, int]:
    """The brief asked for, saved or made now; and 0, or the status of an archive that failed.

    Raises CrosswireError.
    """
    saved = None if request.paths else _saved(request)
    if saved is not None:
        return saved, 0
    check_own_files()
    pages, issues = _pile(request)
    return _briefed(request, pages, issues, say)


def hand_over(brief: Brief, request: Request) -> None:
    """Writes a brief as asked for: to a file, or to standard output."""
    if request.output:
        write_file(render(brief, request.format, explain=request.explain), request.output)
        return
    write_standard_output(
        render(
            brief,
            request.format,
            explain=request.explain,
            terminal=sys.stdout.isatty(),
            encoding=sys.stdout.encoding or "utf-8",
        )
    )


def _saved(request: Request) -> Brief | None:
    """The brief in the archive, where it was made of all its pages, this way, by this release."""
    if request.from_day or request.until or request.since:
        return None
    with _shelf(request, create=False) as shelf:
        if not shelf.brief_is_whole(__version__):
            return brief_of(shelf) if keeps_up(shelf) and not request.fast else None
        brief = shelf.load_brief()
    cut = any(issue.kind == "outside-days" for issue in brief.issues)
    return None if cut or was_fast(brief) != request.fast else brief


def _pile(request: Request) -> tuple[list[Page], list[Issue]]:
    """The pages to brief, and what was passed over: from the paths, else from the archive."""
    if request.paths:
        stdin = sys.stdin.buffer if sys.stdin else None
        return gather(request.paths, stdin=stdin, limits=Limits())
    with _shelf(request, create=False) as shelf:
        pages = list(shelf.pages())
    if not pages:
        raise NothingToRead(f"{request.archive} holds no pages. Name some to put into it.")
    return pages, []


def _shelf(request: Request, *, create: bool) -> Archive:
    assert request.archive is not None  # the command line asks for paths or an archive
    return open_archive(request.archive, create=create, wait=Limits().archive_seconds)


def _briefed(
    request: Request, pages: Sequence[Page], issues: Sequence[Issue], say: Say
) -> tuple[Brief, int]:
    """The brief and 0, or the exit status of an archive that could not take it.

    An archive that fails must not cost the brief: then the pile is briefed again without it.
    """
    if request.archive:
        _shelf(request, create=True).close()  # says what is wrong before the work, not after it
    try:
        return _run(request, pages, issues, request.archive), 0
    except ArchiveError as error:
        say(f"{error} The brief is printed all the same.")
        return _run(request, pages, issues, None), error.exit_status


def _run(
    request: Request, pages: Sequence[Page], issues: Sequence[Issue], archive: Path | None
) -> Brief:
    with progress_bar() as tell:
        return brief_pages(
            pages,
            issues=issues,
            workers=request.workers,
            archive=archive,
            progress=tell,
            from_day=request.from_day,
            until=request.until,
            since=request.since,
            fast=request.fast,
        )


def verdict(brief: Brief, say: Say) -> int:
    """The exit status that this brief deserves; says why where it is not 0."""
    everywhere = [*brief.issues, *(issue for story in brief.stories for issue in story.issues)]
    fatal = [issue for issue in everywhere if issue.severity == "fatal"]
    if fatal:
        say(f"the run did not succeed: {fatal[0].about}: {fatal[0].message} {fatal[0].advice}")
        return 1
    if not brief.stories:
        reasons = " ".join(f"{issue.about}: {issue.message}" for issue in brief.issues[:3])
        say(f"no article was found in these pages. {reasons}")
        return NothingToRead.exit_status
    return 0
