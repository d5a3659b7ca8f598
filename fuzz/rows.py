"""`python -m fuzz.rows`: pages whose words, names, dates or addresses are endless rows of one small piece.

What takes the square of a row's length takes minutes here; whatever takes longer than a few seconds is
named. Exit status 1 then. The reader's weights are left out: they take time by the length alone (ten
seconds for 200,000 letters, the most that is read of an article), and would hide what does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from crosswire.stages import read
from fuzz.chain import warm
from fuzz.child import Outcome, tried
from fuzz.pages import guarded

LENGTH = 60_000
"""Characters of a row: more than the text of nearly every report, and its square is billions of steps."""

SECONDS = 12
"""Processor time for one page. Plain words of this length take one second; what takes the square of its
length takes minutes."""

PIECES = (
    "a", "A", "1", " ", ".", ",", "-", "'", "“", "(", "A ", "a.", "A.", "U.S.", "1,", "1.", "1 ", "1-", "a-", "A-a", "a, ", "A, ",
    "'s ", "1:", "$1 ", "the ", "of the ", "and ", "said ", "said that ", "Mr. ", "A. B. ", "Ada Quill, ", "He said. ", "\u0301",
    "&amp;", "http://a.b/", "a@b.c ", "/", "\u00a0", "… ", "— ", " - ", " | ", "1 March ", "on Monday ", "years ", "not ", "5 a.m. ",
    "two hundred ", "between 1 and ", "Paris, ", "(Reuters) - ", "according to ", "\u2028", "x\n", "A\n\n", "“Yes,” he said. ",
)  # fmt: skip

WORDS = (
    "The ferry Linnet ran aground off Port Sorrel on Monday, harbour master Ilse Reed said. " * 4
)


def _plain(row: str) -> str:
    return f"Ferry aground\n\nSorrel Courier\nBy Ada Quill\n4 March 2031\n\n{WORDS}{row} aground.\n\n{WORDS}\n"


def _top(row: str) -> str:
    return f"{row}\n\nBy {row}\n4 March 2031\n\n{WORDS}\n"


def _body(row: str) -> str:
    return f"<title>Ferry</title><h1>Ferry</h1><p>{WORDS}<p>{row} aground<p>{WORDS}"


def _head(row: str) -> str:
    return f"<title>{row}x</title><h1>{row}y</h1><p class=byline>By {row}</p><time>{row}</time><figcaption>{row}</figcaption><p>{WORDS}<p>{WORDS}"


def _meta(row: str) -> str:
    names = (
        "author",
        "og:title",
        "og:site_name",
        "article:published_time",
        "date",
        "og:url",
        "description",
        "keywords",
    )
    told = "".join(f"<meta name='{name}' property='{name}' content='{row}!'>" for name in names)
    return f"{told}<link rel=canonical href='https://a.example/{row}'><h1>Ferry</h1><p>{WORDS}<p>{WORDS}"


def _data(row: str) -> str:
    value = f"{row}!"
    told = {
        "@type": "NewsArticle", "headline": value, "datePublished": value, "url": value, "inLanguage": value,
        "author": [{"@type": "Person", "name": value}], "publisher": {"name": value}, "description": value,
    }  # fmt: skip
    return f"<script type='application/ld+json'>{json.dumps(told)}</script><h1>Ferry</h1><p>{WORDS}<p>{WORDS}"


def _marks(row: str) -> str:
    return f"<div class='{row}' id='{row}'><p class='{row}' {row}>{WORDS}</p></div><a href='{row}'>x</a><p>{WORDS}<!--{row}"


PLACES: dict[str, tuple[bool, Callable[[str], str]]] = {
    "text": (False, _plain),
    "top of a text": (False, _top),
    "paragraph": (True, _body),
    "headline": (True, _head),
    "meta": (True, _meta),
    "data": (True, _data),
    "attributes": (True, _marks),
}


def tries(
    pieces: Sequence[str] = PIECES, length: int = LENGTH
) -> Iterator[tuple[str, str, bool, bytes]]:
    """Every piece at every place: piece, place, whether it is HTML, and the page."""
    for piece in pieces:
        row = piece * (length // len(piece))
        for place, (markup, made) in PLACES.items():
            yield piece, place, markup, made(row).encode()


def main(arguments: Sequence[str] | None = None) -> None:
    """Tries them all and names what took long or failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--from", type=int, default=0, dest="first", help="leave out so many pieces"
    )
    read.shipped_reader = lambda: None
    warm()
    count, failed = 0, 0
    for piece, place, markup, body in tries(PIECES[parser.parse_args(arguments).first :]):
        count += 1
        outcome: Outcome = tried(partial(guarded, markup), body, SECONDS)
        if outcome.kind != "fine":
            failed += 1
            print(
                f"{outcome.kind} {place} of {piece!r}: {outcome.what} {outcome.seconds:.1f} s",
                flush=True,
            )
        elif outcome.seconds > SECONDS / 2:
            print(
                f"slow {place} of {piece!r}: {outcome.seconds:.1f} s, {outcome.peak:.0f} MB",
                flush=True,
            )
    print(f"rows {count} · failed {failed}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
