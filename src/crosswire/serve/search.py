"""What `crosswire search` does: looks, and shows what was found, story by story."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from crosswire.config import Limits
from crosswire.errors import BadInput
from crosswire.records.base import encode
from crosswire.serve.output import write_standard_output
from crosswire.serve.view_words import line
from crosswire.store.archive import open_archive
from crosswire.upkeep.searching import Found, Query, search

Say = Callable[[str], None]

NOTHING = 1
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def run_search(archive: Path, query: Query, *, as_json: bool, say: Say) -> int:
    """Prints what was found; 0, or 1 where nothing was. Raises BadInput, ArchiveError."""
    _check(query)
    with open_archive(archive, create=False, wait=Limits().archive_seconds) as shelf:
        waiting = shelf.count("waiting")
        if waiting:
            say(f"{waiting} pages wait to be worked in and are not searched. Run: crosswire settle")
        found = list(search(shelf, query))
    if not found:
        say("nothing holds all that. Fewer words, or other filters, may find more.")
        return NOTHING
    if as_json:
        write_standard_output(b"".join(encode(one) + b"\n" for one in found))
    else:
        lines = _shown(found, colour=sys.stdout.isatty())
        encoding = sys.stdout.encoding or "utf-8"
        write_standard_output("".join(f"{one}\n" for one in lines).encode(encoding, "replace"))
    return 0


def _check(query: Query) -> None:
    days = {"--from": query.first, "--until": query.last}
    for name, day in days.items():
        if day is not None and not _is_day(day):
            raise BadInput(f"{name} {day} is no day. Write it as 2031-03-01.")
    if query.first and query.last and query.first > query.last:
        raise BadInput(f"--from {query.first} is after --until {query.last}. Swap them.")
    if query.limit < 1:
        raise BadInput(f"--limit {query.limit} shows nothing. Give 1 or more.")
    asked = (query.outlet, query.source, query.place, query.mode, query.first, query.last)
    if not any(letter.isalnum() for letter in query.words) and not query.origins and not any(asked):
        raise BadInput("nothing to look for. Try: crosswire search crane --archive desk.db")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _shown(found: Sequence[Found], *, colour: bool) -> Iterator[str]:
    """The lines: a story's headline, then what was found in it."""
    bold, dim, plain = (_BOLD, _DIM, _PLAIN) if colour else ("", "", "")
    for place, ((thread, story), some) in enumerate(
        groupby(found, lambda one: (one.thread, one.story))
    ):
        if place:
            yield ""
        yield f"{bold}{line(story) or 'no headline'}{plain} {dim}(story {thread}){plain}"
        for one in some:
            marked = line(one.marked)
            if colour:
                marked = marked.replace("[", bold).replace("]", plain)
            yield f"  {_kind(one):<10} {marked}"
            yield f"  {'':<10} {dim}{line(_where(one))}{plain}"


def _kind(one: Found) -> str:
    return one.mode if one.mode not in (None, "reported") else one.kind


def _where(one: Found) -> str:
    """Who printed it when, through whom, with how many origins."""
    told = [one.outlet or "", (one.published or "")[:16].replace("T", " ")]
    if one.kind == "claim":
        told.append(f"{one.origins} origin{'' if one.origins == 1 else 's'}")
    told = [", ".join(piece for piece in told if piece)]
    told += [f"← {' ← '.join(one.sources)}"] if one.sources else []
    told += [one.address] if one.address else []
    return "  ".join(piece for piece in told if piece)
