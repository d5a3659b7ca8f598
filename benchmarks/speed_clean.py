"""How fast pages are cleaned, as ratios against trafilatura alone in the same run.

    python -m benchmarks.speed_clean

Machines are shared and noisy: every page is read in turn by each way, several rounds, and of each way
the least CPU time for that page counts. Both of ours give the article with all its metadata.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from crosswire.records.page import Page
from crosswire.records.shape import Room
from crosswire.stages.clean import CleanOptions, run

SETS = ("zyte", "fundus")
# Ratios asked of the two ways.
LEAST = {"crosswire": 0.7, "crosswire fast": 5.0}


def load(folder: Path, count: int) -> list[Page]:
    """The first pages of each development set."""
    pages = []
    for name in SETS:
        with gzip.open(folder / f"{name}.dev.input.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in zip(range(count), lines, strict=False):
                row = json.loads(line)
                body = row["html"].encode("utf-8", "surrogatepass")
                pages.append(Page.make(f"{name}:{number}", body, "text/html", address=row["url"]))
    return pages


def ways() -> dict[str, Callable[[Page], object]]:
    """What is timed, by name."""
    careful, fast = Room(CleanOptions()), Room(CleanOptions(fast=True))
    return {
        "trafilatura": lambda page: trafilatura.extract(
            page.body.decode("utf-8", "replace"), fast=True, include_comments=False
        ),
        "crosswire": lambda page: list(run(page.id, [page], careful)),
        "crosswire fast": lambda page: list(run(page.id, [page], fast)),
    }


def best_times(pages: list[Page], rounds: int) -> dict[str, float]:
    """Seconds of CPU for all pages, each page in its fastest round."""
    compared = ways()
    timed = dict.fromkeys(compared, 0.0)
    for page in pages:
        least = dict.fromkeys(timed, float("inf"))
        for _ in range(rounds):
            for name, way in compared.items():
                started = time.thread_time()
                way(page)
                least[name] = min(least[name], time.thread_time() - started)
        for name, seconds in least.items():
            timed[name] += seconds
    return timed


def main() -> None:
    """Prints pages a second and the ratio for each way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--pages", type=int, default=1000, help="of each set")
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    folder = options.shared / "eval" / "clean"
    if not folder.is_dir():
        print(f"speed: skipped, there are no pages at {folder}")
        return
    pages = load(folder, options.pages)
    best_times(pages[::10], 1)  # word lists are read once
    timed = best_times(pages, options.rounds)
    alone = timed["trafilatura"]
    print(f"{len(pages)} pages, 1 core\n{'way':16}{'pages/s':>9}{'of trafilatura':>16}{'asked':>8}")
    for name, seconds in timed.items():
        asked = LEAST.get(name)
        print(f"{name:16}{len(pages) / seconds:9.1f}{alone / seconds:16.2f}{asked or '-':>8}")


if __name__ == "__main__":
    main()
