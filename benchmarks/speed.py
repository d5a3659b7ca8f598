"""`make speed`: how fast, as a ratio against a library in the same run.

Machines are shared and noisy, so the figure that counts is the ratio: articles a second through our
stages beside pages a second of trafilatura alone on the same text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import trafilatura

from crosswire.engines.local import LocalEngine
from crosswire.pipeline import STAGES
from crosswire.records.page import Page
from crosswire.records.shape import Room, order_of


def load(path: Path, count: int) -> list[Page]:
    """The first pages of a JSON-lines file of HTML."""
    pages = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in zip(range(count), lines, strict=False):
            row = json.loads(line)
            pages.append(
                Page.make(
                    f"{path.name}:{number + 1}",
                    row["html"].encode(),
                    "text/html",
                    address=row.get("url"),
                )
            )
    return pages


def timed(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Times every stage on real pages, one process, and prints articles a second beside trafilatura."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=60)
    options = parser.parse_args()
    source = options.shared / "eval" / "clean" / "zyte.dev.input.jsonl.gz"
    if not source.exists():
        print(f"speed: skipped, there are no pages at {source}")
        return
    pages = load(source, options.pages)
    alone = timed(
        lambda: [
            trafilatura.extract(page.body.decode(), fast=True, include_comments=False)
            for page in pages
        ]
    )
    seconds: dict[str, float] = defaultdict(float)
    shelf = {order_of(page): page for page in pages}
    with LocalEngine(1) as engine:
        for stage in STAGES:
            for step in stage.steps:
                started = time.perf_counter()
                found = engine.run_step(step, Room(options=stage.options), list(shelf.values()))
                seconds[stage.name] += time.perf_counter() - started
                for record in found:
                    shelf.setdefault(order_of(record), record)  # type: ignore[arg-type]
    report(len(pages), alone, seconds)


def report(count: int, alone: float, seconds: dict[str, float]) -> None:
    """Prints one line a stage: articles a second, share of the whole, ratio to trafilatura."""
    whole = sum(seconds.values())
    print(f"{'stage':14}{'articles/s':>12}{'share':>8}{'of trafilatura':>16}")
    print(f"{'trafilatura':14}{count / alone:12.1f}{'-':>8}{1:16.2f}")
    for stage, spent in seconds.items():
        print(f"{stage:14}{count / spent:12.1f}{spent / whole:8.1%}{alone / spent:16.2f}")
    print(
        f"whole pipeline: {count / whole:.1f} articles/s on 1 core, {alone / whole:.2f} of trafilatura alone"
    )


if __name__ == "__main__":
    main()
