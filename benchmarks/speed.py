"""`make speed`: how fast each stage is, beside a library in the same run, and the whole on two cores.

The pile are real pages of the development sets where they are there, else pages of the press. Stages
are timed one after another in one process, in processor time, so that a busy machine tells the same;
the ratio to trafilatura alone, on the same pages in the same run, holds on other machines too. The last
line is by the clock: two workers, raw HTML to claims.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import trafilatura

from benchmarks.press.press import bundles
from crosswire.engines.local import LocalEngine
from crosswire.pipeline import STAGES, run_stages
from crosswire.records.page import Page
from crosswire.records.shape import Room, order_of
from crosswire.sources.read import gather

ASKED = {"whole pipeline": 12.0, "crosswire --help": 0.2, "brief of five pages": 2.0}
"""Articles a second on two cores, a million a day; seconds of starting up and of a small brief."""

EXAMPLES = Path(__file__).parent.parent / "examples" / "harbour"
UP_TO_CLAIMS = tuple(stage for stage in STAGES if stage.name not in ("timeline", "brief"))
ROUNDS = 5


def real_pages(path: Path, count: int) -> list[Page]:
    """The first pages of a JSON-lines file of HTML."""
    pages = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, count), 1):
            row = json.loads(line)
            body = row["html"].encode("utf-8", "replace")
            pages.append(
                Page.make(f"{path.name}:{number}", body, "text/html", address=row.get("url"))
            )
    return pages


def press_pages(count: int) -> list[Page]:
    """So many HTML pages of the press."""
    every = (page for printed in bundles(2 * count, 7) for page in printed.pages())
    return list(islice((page for page in every if page.media_type == "text/html"), count))


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time that a piece of work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def by_stage(pages: Sequence[Page]) -> dict[str, float]:
    """Seconds of processor time of each stage, one process, word lists and weights read before."""
    seconds: dict[str, float] = defaultdict(float)
    shelf = {order_of(page): page for page in pages}
    with LocalEngine(1) as engine:
        run_stages(STAGES, gather([str(EXAMPLES)])[0], engine)
        for stage in STAGES:
            for step in stage.steps:
                started = time.process_time()
                found = engine.run_step(step, Room(options=stage.options), list(shelf.values()))
                seconds[stage.name] += time.process_time() - started
                for record in found:
                    shelf.setdefault(order_of(record), record)  # type: ignore[arg-type]
    return seconds


def by_clock(pages: Sequence[Page]) -> float:
    """Articles a second from raw HTML to claims, with two workers that are there already."""
    with LocalEngine(2) as engine:
        run_stages(UP_TO_CLAIMS[:3], press_pages(60), engine)  # starts the workers
        started = time.perf_counter()
        run_stages(UP_TO_CLAIMS, pages, engine)
        return len(pages) / (time.perf_counter() - started)


def command(*words: str) -> float:
    """Seconds by the clock that a command takes, start of Python included; the best of some."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "crosswire", *words], check=True, capture_output=True)
        best = min(best, time.perf_counter() - started)
    return best


def report(name: str, count: int, alone: float, seconds: dict[str, float]) -> None:
    """Prints one line a stage: articles a second of one core, share of the whole, ratio to trafilatura."""
    whole = sum(seconds.values())
    print(f"{count} pages of {name}, one process\n")
    print(f"{'stage':14}{'articles/s/core':>16}{'share':>8}{'of trafilatura':>16}")
    print(f"{'trafilatura':14}{count / alone:16.1f}{'-':>8}{1:16.2f}")
    for stage, spent in seconds.items():
        print(f"{stage:14}{count / spent:16.1f}{spent / whole:8.1%}{alone / spent:16.2f}")
    print(f"{'all':14}{count / whole:16.1f}{1:8.1%}{alone / whole:16.2f}\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Times the stages, the start, a small brief, and the whole on two cores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument(
        "--press", action="store_true", help="pages of the press, whatever is there"
    )
    options = parser.parse_args(arguments)
    source = options.shared / "eval" / "clean" / "zyte.dev.input.jsonl.gz"
    real = source.exists() and not options.press
    pages = real_pages(source, options.pages) if real else press_pages(options.pages)
    bodies = [page.body.decode("utf-8", "replace") for page in pages]
    alone = timed(
        lambda: [trafilatura.extract(body, fast=True, include_comments=False) for body in bodies]
    )
    report("a development set" if real else "the press", len(pages), alone, by_stage(pages))
    five = sorted(str(path) for path in EXAMPLES.iterdir())[:5]
    for name, words in (
        ("crosswire --help", ["--help"]),
        ("brief of five pages", ["brief", *five]),
    ):
        print(f"{name}: {command(*words):.2f} s (asked: {ASKED[name]} s)")
    asked = ASKED["whole pipeline"]
    print(f"raw HTML to claims, two workers, by the clock (asked: {asked:.0f} on two free cores)")
    print(f"whole pipeline: {by_clock(pages):.1f} articles/s on 2 cores")


if __name__ == "__main__":
    main()
