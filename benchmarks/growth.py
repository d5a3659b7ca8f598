"""`python -m benchmarks.growth CURVE`: how time and memory grow with the pile.

Runs a stage over invented piles of 3,000 to 100,000 articles in one process, prints a table and writes
it, with a picture, to `docs/growth/CURVE.md` and `CURVE.svg`. A curve is a function from a number of
articles to a `Point`; add one to `CURVES`.

Seconds are those of the processor, which a shared machine does not lengthen as it does those of the clock;
it lengthens them all the same, so a plain index of MD5 hashes is made of the same articles in the same run,
before and after: the ratio to it holds on other machines too.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.pictures import log_log
from benchmarks.piles import pile
from crosswire.engines.local import LocalEngine
from crosswire.match.meeting import Print, circles
from crosswire.records.lineage import Kinship, Lineage
from crosswire.records.page import Article
from crosswire.records.shape import Room, of_type
from crosswire.stages import lineage

SIZES = (3_000, 10_000, 30_000, 100_000)
FOLDER = Path(__file__).parent.parent / "docs" / "growth"


@dataclass(frozen=True)
class Point:
    """One run: articles, seconds of one core and of the clock, seconds of the plain index over the same
    articles, bytes an article takes in the index, what was found."""

    articles: int
    seconds: float
    clock: float
    plain: float
    bytes_each: float
    found: str

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


def plain_index(articles: Sequence[Article]) -> float:
    """Seconds that a plain index takes: every row of five words as an MD5 hash, one in sixteen kept, and
    the articles that hold it. It compares nothing."""
    begun = time.process_time()
    index: dict[bytes, list[str]] = {}
    for article in articles:
        words = article.body.lower().split()
        for at in range(len(words) - 4):
            row = hashlib.md5(" ".join(words[at : at + 5]).encode(), usedforsecurity=False).digest()
            if not row[0] & 15:
                index.setdefault(row, []).append(article.id)
    return time.process_time() - begun


def lineage_curve(size: int) -> Point:
    """The stage lineage over a pile, step by step, in this process."""
    articles = pile(size)
    records: list[Any] = list(articles)
    room = Room(lineage.STAGE.options)
    plain = plain_index(articles)
    gc.collect()
    started, clock = time.process_time(), time.monotonic()
    with LocalEngine(1) as engine:
        for step in lineage.STAGE.steps:
            begun = time.process_time()
            records += engine.run_step(step, room, records)
            print(f"  {step.name:16}{time.process_time() - begun:8.2f} s", file=sys.stderr)
    seconds, clock = time.process_time() - started, time.monotonic() - clock
    plain = (plain + plain_index(articles)) / 2
    prints = of_type(records, Print)
    kinships, lineages = of_type(records, Kinship), of_type(records, Lineage)
    return Point(
        size,
        seconds,
        clock,
        plain,
        index_bytes(prints) / size,
        f"{len(kinships):,} kinships in {len(lineages):,} lineages",
    )


def index_bytes(prints: Sequence[Print]) -> int:
    """What the prints take, and the most that finding their meetings takes on top."""
    kept = sum(sys.getsizeof(one) + sys.getsizeof(one.shingles) for one in prints)
    tracemalloc.start()
    for _ in circles(prints, lineage.LineageOptions()):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept + peak


CURVES: dict[str, Callable[[int], Point]] = {"lineage": lineage_curve}


def table(points: Sequence[Point]) -> str:
    """The points as a Markdown table."""
    rows = [
        "| articles | seconds of one core | by the clock | articles a second | time of a plain index "
        "| bytes an article in the index | found |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    rows += [
        f"| {p.articles:,} | {p.seconds:.1f} | {p.clock:.1f} | {p.rate:,.0f} | × {p.seconds / p.plain:.2f} "
        f"| {p.bytes_each:,.0f} | {p.found} |"
        for p in points
    ]
    return "\n".join(rows)


def write(name: str, points: Sequence[Point], folder: Path) -> None:
    """The page of a curve: table and picture."""
    folder.mkdir(parents=True, exist_ok=True)
    title = f"{name}: seconds of one core for so many articles"
    picture = log_log(title, [(p.articles, p.seconds) for p in points])
    (folder / f"{name}.svg").write_text(picture, "utf-8")
    page = (
        f"# How the stage {name} grows\n\nInvented piles (`benchmarks/piles.py`), one process on a shared "
        "machine. The plain index of MD5 hashes is made of the same articles in the same run: the ratio to "
        "it holds on other machines too. The dashed line is what growth in proportion would take.\n\n"
        f"{table(points)}\n\n![{title}]({name}.svg)\n\n"
        f"Written by `python -m benchmarks.growth {name}`.\n"
    )
    (folder / f"{name}.md").write_text(page, "utf-8")


def main() -> None:
    """Runs one curve over the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curve", choices=sorted(CURVES))
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    points = [CURVES[options.curve](size) for size in options.sizes]
    print(table(points))
    write(options.curve, points, options.folder)


if __name__ == "__main__":
    main()
