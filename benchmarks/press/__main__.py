"""`python -m benchmarks.press write --articles N --seed S OUT` writes pages and their truth;
`python -m benchmarks.press score --articles N --seed S` runs the pipeline on them and scores every link.

`score --write` puts the table into `docs/press.md`; `--misses LINK` prints what was missed there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from benchmarks.press.answer import of_brief
from benchmarks.press.press import bundles, write
from benchmarks.press.score import LINKS, Scores, score
from benchmarks.press.truth import Trap
from crosswire.pipeline import brief_pages

PAGE = Path(__file__).parent.parent.parent / "docs" / "press.md"
FAILS = 0.8
"""A kind of trap under this mean is told to fail."""

EXAMPLES = 2
SHOWN = 220


def table(scores: Scores) -> str:
    """Traps by links, in hundredths; what fails is bold."""
    head = ["trap", *LINKS]
    rows = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * len(LINKS)]
    for trap in (*get_args(Trap), None):
        cells = [_cell(scores.mean(link, trap)) for link in LINKS]
        rows.append("| " + " | ".join([trap or "all", *cells]) + " |")
    return "\n".join(rows)


def _fails(mean: float | None) -> bool:
    return mean is not None and mean < FAILS


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"**{100 * value:.0f}**" if _fails(value) else f"{100 * value:.0f}"


def page(scores: Scores, articles: int, seed: int) -> str:
    """The page of the press."""
    failing = [
        f"{trap}: " + ", ".join(links)
        for trap in get_args(Trap)
        if (links := [x for x in LINKS if _fails(scores.mean(x, trap))])
    ]
    return (
        "# The press\n\n"
        "Invented events and the reports on them, written by a generator that knows the whole truth "
        "(`benchmarks/press/`): sixteen kinds of trap, six types of site. The whole pipeline reads the "
        "pages; each link of the chain is held against the truth. Hundredths; under 80 is bold. What each "
        "column counts stands at the head of `benchmarks/press/score.py`.\n\n"
        f"{articles:,} articles, seed {seed}:\n\n{table(scores)}\n\n"
        "Kinds of trap that fail, and where:\n\n"
        + "\n".join(f"- {line}" for line in failing)
        + f"\n\nSome of what was missed there:\n\n{examples(scores)}"
        + f"\n\nWritten by `python -m benchmarks.press score --articles {articles} --seed {seed} --write`.\n"
    )


def examples(scores: Scores) -> str:
    """Two misses of each kind of trap that fails, by link."""
    told = []
    for link in LINKS:
        failing = [trap for trap in get_args(Trap) if _fails(scores.mean(link, trap))]
        for trap in sorted(failing, key=lambda trap: scores.mean(link, trap) or 0.0)[:EXAMPLES]:
            missed = scores.misses(link, trap)[:EXAMPLES]
            told += [f"- {link}, {trap}: `{_short(mark.about)}`" for mark in missed]
    return "\n".join(told)


def _short(text: str) -> str:
    plain = " ".join(text.replace("`", "'").split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]} …"


def run(articles: int, seed: int) -> Scores:
    """The whole pipeline on the press."""
    printed = list(bundles(articles, seed))
    pages = [one for each in printed for one in each.pages()]
    begun, busy = time.monotonic(), time.process_time()
    brief = brief_pages(pages, workers=1)
    taken, busy = time.monotonic() - begun, time.process_time() - busy
    print(
        f"{len(pages)} articles, {busy:.0f} s of one core ({taken:.0f} s by the clock): "
        f"{len(pages) / busy:.1f} articles/s",
        file=sys.stderr,
    )
    truth = [each.truth for each in printed]
    return score(truth, of_brief(brief, truth))


def show_misses(scores: Scores, link: str, most: int) -> None:
    """Prints some misses of each trap."""
    for trap in get_args(Trap):
        missed = scores.misses(link, trap)
        if missed:
            print(f"--- {link} · {trap}: {len(missed)} missed")
            for mark in missed[:most]:
                print(f"  {mark.value:.2f} {mark.about}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes or scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("write", "score"))
    parser.add_argument("out", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="put the table into docs/press.md")
    parser.add_argument("--misses", action="append", choices=LINKS, default=[])
    parser.add_argument("--most", type=int, default=5, help="so many misses of each trap")
    options = parser.parse_args(arguments)
    if options.what == "write":
        if options.out is None:
            parser.error("write needs a folder: python -m benchmarks.press write OUT")
        print(f"{write(options.articles, options.seed, options.out)} pages in {options.out}")
        return
    scores = run(options.articles, options.seed)
    print(table(scores))
    for link in options.misses:
        show_misses(scores, link, options.most)
    if options.write:
        PAGE.write_text(page(scores, options.articles, options.seed), "utf-8")


if __name__ == "__main__":
    main()
