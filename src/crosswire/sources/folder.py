"""Which files a path of the user means: a file, a folder with all below it, or a pattern."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crosswire.records.base import Issue
from crosswire.sources import kinds
from crosswire.sources.refusal import Refused, issue, shown

PAGE_ENDINGS = (".html", ".htm")


@dataclass(frozen=True)
class Found:
    """A file to read; `source` is its path as the user would write it."""

    path: Path
    source: str


def find(path: str) -> Iterator[Found | Issue]:
    """The files behind one path, in the order of their names, and what was passed over.

    A pattern that the shell did not expand is expanded here, where no file has that very name.
    """
    is_pattern = glob.has_magic(path) and not os.path.lexists(path)
    matches = sorted(glob.glob(path, recursive=True)) if is_pattern else [path]  # noqa: PTH207
    for match in matches:
        yield from _one(match)
    if not matches:
        yield issue("missing", "skipped", shown(path), "Nothing matches.", "Check the spelling.")


def _one(path: str) -> Iterator[Found | Issue]:
    here = Path(path)
    try:
        mode = here.stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a zero character in the path
        yield _missing(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(here)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield Found(here, shown(here))
    else:
        yield issue("unreadable", "skipped", shown(path), "It is a device or socket, no file.")


def _missing(path: str, error: Exception) -> Issue:
    if "://" in path:
        advice = "Fetch it into an archive: crosswire add ADDRESS --archive FILE."
        return issue("missing", "skipped", shown(path), "A brief fetches no address.", advice)
    if isinstance(error, OSError) and error.errno not in {errno.ENOENT, errno.ENOTDIR}:
        return Refused.by_system(error).issue(shown(path))
    message = "There is no such file or folder."
    return issue("missing", "skipped", shown(path), message, "Check the spelling.")


def _walk(folder: Path) -> Iterator[Found | Issue]:
    """All files below, hidden ones left out, links that leave the folder not followed."""
    root = folder.resolve()
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Refused.by_system(error).issue(shown(here))
            continue
        entries = [entry for entry in entries if not entry.name.startswith(".")]
        below: list[Path] = []
        yield from _entries(here, root, entries, below)
        pending.extend(reversed(below))


def _entries(
    here: Path, root: Path, entries: list[os.DirEntry[str]], below: list[Path]
) -> Iterator[Found | Issue]:
    """The files of one folder; its subfolders are put into `below`."""
    names = {entry.name for entry in entries}
    aside: Counter[str] = Counter()
    for entry in entries:
        path = here / entry.name
        if entry.is_symlink() and not _stays(path, root):
            advice = "Name its target to have it read."
            yield issue("link", "skipped", shown(path), "This link leaves the folder.", advice)
        elif entry.is_dir(follow_symlinks=False):
            if _saved_with_page(entry.name, names):
                aside[f"folder {shown(entry.name)} (saved with its page)"] += 1
            else:
                below.append(path)
        elif kinds.by_name(entry.name) == "aside":
            aside[Path(entry.name).suffix.lower()] += 1
        elif entry.is_file():
            yield Found(path, shown(path))
        elif not entry.is_dir():
            yield issue("unreadable", "skipped", shown(path), "It is no plain file.")
    if aside:
        told = ", ".join(f"{count} {ending}" for ending, count in sorted(aside.items()))
        yield issue("aside", "note", shown(here), f"Files that hold no article: {told}.")


def _stays(path: Path, root: Path) -> bool:
    """Does this link lead to a place inside the folder?"""
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a broken link, or links in a circle
        return False


def _saved_with_page(name: str, names: set[str]) -> bool:
    """Browsers save `page.html` with its adverts and scripts beside it in `page_files`."""
    stem = name.removesuffix("_files")
    return stem != name and any(stem + ending in names for ending in PAGE_ENDINGS)
