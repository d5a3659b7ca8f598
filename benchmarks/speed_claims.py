"""How fast a story is told: `python -m benchmarks.speed_claims`.

Invented reports (`benchmarks/press`) are cleaned and read, then laid together as one story, whatever
they tell of: no two need be alike, which is harder than a real story. Printed is the processor time
of statements, claims and timeline together, one process, for stories of several sizes. Asked: 50
articles a second in stories of up to 50, and a story of 1,000 articles within a minute.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from itertools import islice

from benchmarks.press.press import bundles
from crosswire.engines.local import LocalEngine
from crosswire.pipeline import STAGES, run_stages
from crosswire.records.base import Record
from crosswire.records.page import Article, Page
from crosswire.records.reading import Reading
from crosswire.records.shape import of_type
from crosswire.records.story import Story

SIZES = (10, 50, 250, 1000)
TOLD = ("statements", "claims", "timeline")
LEAST_RATE, MOST_SECONDS = 50, 60


def pages(count: int, seed: int) -> list[Page]:
    """So many pages of the press."""
    every = (page for printed in bundles(count, seed) for page in printed.pages())
    return list(islice(every, count))


def seconds(records: list[Record], articles: list[Article], engine: LocalEngine) -> float:
    """Processor time of telling these articles as one story."""
    ids = {article.id for article in articles}
    story = Story(id="story", articles=tuple(sorted(ids)))
    given: Iterable[Record] = [
        *articles, *(r for r in of_type(records, Reading) if r.article in ids), story
    ]  # fmt: skip
    stages = [stage for stage in STAGES if stage.name in TOLD]
    began = time.process_time()
    run_stages(stages, given, engine)
    return time.process_time() - began


def main() -> None:
    """Reads once, tells stories of each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--most", type=int, default=SIZES[-1], help="articles of the largest story")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with LocalEngine(1) as engine:
        records = run_stages(STAGES[:3], pages(options.most, options.seed), engine)
        articles = of_type(records, Article)
        for size in (size for size in SIZES if size <= options.most):
            took = seconds(records, articles[:size], engine)
            print(f"{size:5} articles in one story: {took:7.2f} s, {size / took:6.0f} a second")


if __name__ == "__main__":
    main()
