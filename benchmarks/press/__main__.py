"""`python -m benchmarks.press write --articles N --seed S OUT` writes pages, feeds and their truth;
`python -m benchmarks.press score --articles N ... --seed S` runs the pipeline on them and scores every link.

`write --form jsonl` or `warc` writes one file instead of many; `score --write` puts the tables into
`docs/press.md`; `--misses LINK` prints what was missed there.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from benchmarks.press.answer import of_brief
from benchmarks.press.feeds import FORMS, write
from benchmarks.press.press import bundles
from benchmarks.press.score import LINKS, Scores, score
from benchmarks.press.truth import Trap
from benchmarks.press.world import SITES
from crosswire.pipeline import brief_pages

PAGE = Path(__file__).parent.parent.parent / "docs" / "press.md"
FAILS = 0.8
"""A kind of trap under this mean is told to fail."""

PAGE_LINKS = ("clean", "headline", "when", "outlet", "agency")
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


def sizes_table(runs: Mapping[int, Scores]) -> str:
    """All traps together, a row for each size of the press."""
    rows = ["| articles | " + " | ".join(LINKS) + " |", "| ---: |" + " ---: |" * len(LINKS)]
    for articles, scores in sorted(runs.items()):
        cells = [_cell(scores.mean(link)) for link in LINKS]
        rows.append("| " + " | ".join([f"{articles:,}", *cells]) + " |")
    return "\n".join(rows)


def sites_table(scores: Scores) -> str:
    """What is told of a page, by the kind of site it stands on."""
    rows = ["| site | " + " | ".join(PAGE_LINKS) + " |", "| --- |" + " ---: |" * len(PAGE_LINKS)]
    for site in SITES:
        cells = [_cell(scores.of_site(link, site)) for link in PAGE_LINKS]
        rows.append("| " + " | ".join([site, *cells]) + " |")
    return "\n".join(rows)


def page(runs: Mapping[int, Scores], seed: int) -> str:
    """The page of the press: the largest run in full, and how the others compare."""
    articles, scores = max(runs.items())
    sizes = " ".join(str(size) for size in sorted(runs))
    failing = [
        f"{trap}: " + ", ".join(links)
        for trap in get_args(Trap)
        if (links := [x for x in LINKS if _fails(scores.mean(x, trap))])
    ]
    return (
        "# The press\n\n"
        "Invented events and the reports on them, written by a generator that knows the whole truth "
        f"(`benchmarks/press/`): {len(get_args(Trap))} kinds of trap, {len(SITES)} kinds of site, feeds "
        "of the outlets. The whole pipeline reads the pages; each link of the chain is held against the "
        "truth. Hundredths; under 80 is bold. What each column counts stands at the head of "
        "`benchmarks/press/score.py`.\n\n"
        f"{articles:,} articles, seed {seed}:\n\n{table(scores)}\n\n"
        f"All traps, by size:\n\n{sizes_table(runs)}\n\n"
        f"Pages, by kind of site:\n\n{sites_table(scores)}\n\n"
        "Kinds of trap that fail, and where:\n\n"
        + "\n".join(f"- {line}" for line in failing)
        + f"\n\nSome of what was missed there:\n\n{examples(scores)}"
        + f"\n\nWritten by `python -m benchmarks.press score --articles {sizes} --seed {seed} --write`.\n"
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
    parser.add_argument(
        "--articles", type=int, nargs="+", default=[300], help="one size, or several"
    )
    parser.add_argument(
        "--form", choices=FORMS, default="files", help="what `write` makes of pages"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="put the table into docs/press.md")
    parser.add_argument("--misses", action="append", choices=LINKS, default=[])
    parser.add_argument("--most", type=int, default=5, help="so many misses of each trap")
    options = parser.parse_args(arguments)
    if options.what == "write":
        if options.out is None:
            parser.error("write needs a folder: python -m benchmarks.press write OUT")
        count = write(max(options.articles), options.seed, options.out, options.form)
        print(f"{count} pages in {options.out}")
        return
    runs: dict[int, Scores] = {}
    for articles in sorted(options.articles):
        runs[articles] = run(articles, options.seed)
        print(f"{articles:,} articles\n{table(runs[articles])}", flush=True)
    for link in options.misses:
        show_misses(max(runs.items())[1], link, options.most)
    if options.write:
        PAGE.write_text(page(runs, options.seed), "utf-8")


if __name__ == "__main__":
    main()
