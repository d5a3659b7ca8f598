"""`python -m fuzz.pages --count 10000`: damaged pages of real shape, each cleaned both ways and read.

Pages of the demo pile and of the press are damaged (`mutate.broken_page`), and with `--shared` those of
the development sets too. Every page is tried in a process of its own under a limit of processor time; a
sample of them goes through the whole chain in piles, to the brief in each of its forms. What fails is
made small and saved in a folder. Exit status 1 where a page crashed, hung or took too much memory.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.press.press import bundles
from crosswire.records.page import Page
from fuzz import chain
from fuzz.child import Outcome, Work, named, tried
from fuzz.doors import ADDRESS, check_crowd, cleaned, read_whole
from fuzz.mutate import broken_page
from fuzz.shrink import shrunk

EXAMPLES = Path(__file__).parent.parent / "examples" / "harbour"
PRESS = 160
"""Pages of the press to damage: every kind of site and of trap is among so many."""

SECONDS, PILE_SECONDS = 30, 90
"""Processor time for one page and for a pile of ten. The slowest of 4,400 took 18.6; a page that needs
more grows with the square of something."""

MOST_MB = 1_500
"""Memory of a process that holds one page: word lists, weights and tree. At the bounds of
docs/decisions/0005 a page takes some 500 MB beside the 400 MB that every process has."""

PILE = 10


@dataclass(frozen=True)
class Source:
    """A whole page to damage."""

    name: str
    body: bytes

    @property
    def markup(self) -> bool:
        """Is it HTML?"""
        return not self.name.endswith(".txt")


@dataclass
class Report:
    """What came of all pages so far."""

    pages: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    peak: float = 0.0
    slowest: float = 0.0

    def add(self, outcome: Outcome, pages: int = 1) -> None:
        """Counts one outcome."""
        self.pages += pages
        self.failed[outcome.kind] += outcome.kind != "fine"
        self.peak, self.slowest = max(self.peak, outcome.peak), max(self.slowest, outcome.seconds)

    def line(self) -> str:
        """The report in one line."""
        return (
            f"pages {self.pages} · crashes {self.failed['crash']} · hangs {self.failed['hang']} · "
            f"peak {self.peak:.0f} MB · slowest {self.slowest:.1f} s"
        )

    def is_well(self, most_mb: float) -> bool:
        """Did nothing fail?"""
        return not self.failed.total() and self.peak <= most_mb


def sources(shared: Path | None = None, most: int = 400) -> list[Source]:
    """The pages to damage: demo pile, press, and of each development set so many."""
    own = [Source(path.name, path.read_bytes()) for path in sorted(EXAMPLES.iterdir())]
    printed = (page for made in bundles(PRESS, 11) for page in made.pages())
    own += [Source(page.source, page.body) for page in printed]
    return [*own, *(_of_sets(shared, most) if shared else ())]


def _of_sets(shared: Path, most: int) -> Iterator[Source]:
    for path in sorted((shared / "eval" / "clean").glob("*.dev.input.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in zip(range(most), lines, strict=False):
                yield Source(
                    f"{path.name}:{number}.html",
                    json.loads(line)["html"].encode("utf-8", "replace"),
                )
    for path in sorted((shared / "eval" / "ledger").glob("*/pages/*")):
        yield Source(path.name, path.read_bytes())


def work(markup: bool, body: bytes, reads: bool = True) -> None:
    """All that is done for one page alone. Raises what must never be raised."""
    kind = "text/html" if markup else "text/plain"
    if markup:
        check_crowd(body)
    for article in cleaned(Page.make("a", body, kind, address=ADDRESS)):
        if reads:
            read_whole(article)


def page_of(number: int, seed: int, known: Sequence[Source]) -> tuple[bool, bytes]:
    """The page of this number: whether it is HTML, and its damaged bytes."""
    one = known[number % len(known)]
    others = [known[(number * 7 + step) % len(known)].body for step in (1, 2)]
    return one.markup, broken_page(one.body, (seed, number), others)


def try_page(
    number: int,
    *,
    seed: int,
    known: Sequence[Source],
    found: Path,
    seconds: int,
    read_every: int = 1,
) -> Outcome:
    """Tries one damaged page; a failure is made small and saved."""
    markup, body = page_of(number, seed, known)
    one = partial(guarded, markup, reads=number % read_every == 0)
    outcome = tried(one, body, seconds)
    if outcome.kind != "fine":
        _save(outcome, one, body, found / f"page.{'html' if markup else 'txt'}", seconds)
    return outcome


def guarded(markup: bool, body: bytes, reads: bool = True) -> None:
    """`work`, where a refusal in words is as it should be."""
    try:
        work(markup, body, reads)
    except chain.REFUSED:
        return


def _save(outcome: Outcome, one: Work, body: bytes, like: Path, seconds: int) -> None:
    fails = lambda less: tried(one, less, seconds).like(outcome)  # noqa: E731
    small = shrunk(body, fails, most=8 if outcome.kind == "hang" else 400)
    like.parent.mkdir(parents=True, exist_ok=True)
    path = like.with_stem(named(outcome))
    if not path.exists() or path.stat().st_size > len(small):
        path.write_bytes(small)
    print(
        f"{outcome.kind}: {outcome.what or 'over the limit'}: {path}", file=sys.stderr, flush=True
    )


def try_pile(
    number: int, *, seed: int, known: Sequence[Source], found: Path, seconds: int
) -> Outcome:
    """Tries a pile of damaged pages that stand side by side, through the whole chain."""
    start = number * PILE
    pages = [page_of(start + step, seed + 1, known) for step in range(PILE)]
    outcome = tried(chain.whole, chain.packed(pages), seconds)
    if outcome.kind != "fine":
        chain.save(outcome, pages, found, seconds)
    return outcome


def run(
    count: int,
    piles: int,
    *,
    seed: int,
    workers: int,
    found: Path,
    known: Sequence[Source],
    seconds: int = SECONDS,
    read_every: int = 1,
) -> Report:
    """Tries so many pages and piles, in so many processes."""
    chain.warm()
    report = Report()
    told: Iterable[Outcome]
    page = partial(
        try_page, seed=seed, known=known, found=found, seconds=seconds, read_every=read_every
    )
    pile = partial(try_pile, seed=seed, known=known, found=found, seconds=PILE_SECONDS)
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        for done, told in enumerate(pool.imap_unordered(page, range(count), chunksize=8), 1):
            report.add(told)
            if done % 200 == 0:
                print(report.line(), file=sys.stderr, flush=True)
        print(report.line(), flush=True)
        whole = Report()
        for told in pool.imap_unordered(pile, range(piles)):
            whole.add(told, PILE)
    if piles:
        print(f"whole chain, {piles} piles: {whole.line()}")
    report.failed += whole.failed
    report.peak = max(report.peak, whole.peak)
    return report


def main(arguments: Sequence[str] | None = None) -> None:
    """Tries pages, prints the report, and ends with status 1 where something failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument(
        "--piles", type=int, default=None, help="of ten pages; a fiftieth of the count unasked"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shared", type=Path, help="damage the development sets' pages too")
    parser.add_argument(
        "--found", type=Path, default=Path("out/fuzz"), help="where failing pages are saved"
    )
    parser.add_argument("--seconds", type=int, default=SECONDS, help="processor time for one page")
    parser.add_argument(
        "--read-every", type=int, default=1, help="clean all, but read only each so-manieth"
    )
    parser.add_argument("--most-mb", type=float, default=MOST_MB)
    options = parser.parse_args(arguments)
    known = sources(options.shared)
    piles = options.count // 500 if options.piles is None else options.piles
    report = run(
        options.count, piles, seed=options.seed, workers=options.workers, found=options.found,
        known=known, seconds=options.seconds, read_every=options.read_every,
    )  # fmt: skip
    sys.exit(0 if report.is_well(options.most_mb) else 1)


if __name__ == "__main__":
    main()
